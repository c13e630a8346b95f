import { z } from 'zod';
import type { Message } from '../messages.ts';
import type { Sandbox } from '../sandbox.ts';
import type { View } from '../views.ts';
import type { PageActAnswer, PageActRequest } from './protocol.ts';

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const entered = z.union([text, z.array(text).max(100), z.null()]);
const personId = id;

/** What the page may ask for, and nothing else. */
export const ActRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('command'), personId, channelId: id, command: id, text }),
  z.strictObject({
    act: z.enum(['say', 'mention']),
    personId,
    channelId: id,
    text,
    threadTs: id.optional(),
  }),
  z.strictObject({
    act: z.literal('click'),
    personId,
    place: z.union([z.strictObject({ channelId: id, ts: id }), z.strictObject({ viewId: id })]),
    actionId: id,
    blockId: id,
    choose: entered.optional(),
    confirm: z.boolean().optional(),
  }),
  z.strictObject({ act: z.literal('submit'), personId, viewId: id, values: z.record(id, entered) }),
  z.strictObject({ act: z.literal('close'), personId, viewId: id }),
  z.strictObject({ act: z.literal('shortcut'), personId, channelId: id, ts: id, callbackId: id }),
  z.strictObject({ act: z.literal('home'), personId }),
]);

/** As Slack's client sends what somebody types. */
const escaped = (typed: string) =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function messageAt(sandbox: Sandbox, { channelId, ts }: { channelId: string; ts: string }): Message {
  const message = sandbox.messages(channelId).find((one) => one.ts === ts);
  if (!message) throw new Error('This message is gone.');
  return message;
}

/** One of this person's own views. */
function viewOf(sandbox: Sandbox, userId: string, viewId: string): View {
  const actor = sandbox.as(userId);
  const view = [actor.openView(), actor.home()].find((one) => one?.id === viewId);
  if (!view) throw new Error('This dialog is no longer open.');
  return view;
}

/** Writes a message: to the app where the conversation is with it alone. */
async function write(sandbox: Sandbox, request: Extract<PageActRequest, { act: 'say' | 'mention' }>) {
  const { act, personId, channelId, threadTs } = request;
  const actor = sandbox.as(personId);
  const words = escaped(request.text);
  const thread = threadTs ? { threadTs } : {};
  const where = { channel: channelId, ...thread };
  if (act === 'mention') await actor.mention(words, where);
  else if (sandbox.world.channels.get(channelId)?.kind === 'im') await actor.tell(words, thread);
  else actor.say(words, where);
}

/** Does it as this person would in Slack; throws with a sentence when it cannot be done. */
export async function perform(sandbox: Sandbox, request: PageActRequest): Promise<PageActAnswer> {
  const actor = sandbox.as(request.personId);
  switch (request.act) {
    case 'command':
      await actor.command(request.command, request.text, { channel: request.channelId });
      return {};
    case 'say':
    case 'mention':
      await write(sandbox, request);
      return {};
    case 'click': {
      const { place, actionId, blockId, choose, confirm } = request;
      const where =
        'viewId' in place ? viewOf(sandbox, request.personId, place.viewId) : messageAt(sandbox, place);
      await actor.click(where, actionId, {
        blockId,
        ...(choose !== undefined && { choose }),
        ...(confirm !== undefined && { confirm }),
      });
      return {};
    }
    case 'submit': {
      const view = viewOf(sandbox, request.personId, request.viewId);
      const { errors } = await actor.submitView(view, request.values);
      return { errors };
    }
    case 'close':
      await actor.closeView(viewOf(sandbox, request.personId, request.viewId));
      return {};
    case 'shortcut':
      await actor.shortcut(messageAt(sandbox, request), request.callbackId);
      return {};
    case 'home':
      await actor.openHome();
      return {};
  }
}
