import { validateMessage } from '../../blocks/validate/message.ts';
import type { SandboxCore } from './core.ts';
import { isJson, type Json, textOf } from './json.ts';
import type { Draft, Message } from './messages.ts';
import { deleteMessage, postMessage, updateMessage } from './posting.ts';
import type { ResponseTarget } from './response-urls.ts';

const isTrue = (value: unknown) => value === true || value === 'true';

/** The draft in an answer to a command or click, or Slack's code for what is wrong with it. */
export function readDraft(payload: Json): Draft | string {
  const refusal = validateMessage(payload, 'response_url');
  if (refusal) return refusal.error;
  return {
    text: textOf(payload.text),
    ...(Array.isArray(payload.blocks) && { blocks: payload.blocks }),
    ...(isJson(payload.metadata) && { metadata: payload.metadata }),
  };
}

/** Shows an answer: to everybody, or, by default, only to the person who asked. */
export function showAnswer(core: SandboxCore, target: ResponseTarget, payload: Json, draft: Draft): Message {
  const isPublic = payload.response_type === 'in_channel';
  const threadTs = textOf(payload.thread_ts);
  const message = postMessage(core, {
    ...draft,
    channelId: target.channelId,
    authorId: core.world.app.botUserId,
    ...(threadTs && { threadTs }),
    ...(!isPublic && { ephemeralTo: target.userId }),
  });
  if (target.kind === 'commands') target.original = message;
  return message;
}

/** Without being told otherwise, the answer to a click takes the place of what was clicked. */
function replaces(target: ResponseTarget, payload: Json): boolean {
  if (payload.replace_original !== undefined) return isTrue(payload.replace_original);
  return target.kind === 'actions' && payload.response_type === undefined;
}

/** Does what was posted to a response URL; returns Slack's error code, or null when it was done. */
export function respond(core: SandboxCore, target: ResponseTarget, payload: Json): string | null {
  const original = target.original && core.messages.find(target.original.channelId, target.original.ts);
  if (isTrue(payload.delete_original)) {
    if (original) deleteMessage(core, original);
    return null;
  }
  const draft = readDraft(payload);
  if (typeof draft === 'string') return draft;
  if (replaces(target, payload) && target.kind === 'actions' && !original) return 'message_not_found';
  if (replaces(target, payload) && original) updateMessage(core, original, { blocks: [], ...draft });
  else showAnswer(core, target, payload, draft);
  return null;
}
