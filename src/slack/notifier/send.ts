import { threadPart } from '../../../blocks/index.ts';
import type { Message } from '../../../blocks/layout/message.ts';
import { validateMessage } from '../../../blocks/validate/message.ts';
import { type Called, type CallPlan, callSlack } from './calls.ts';
import type { SlackCallDeps } from './deps.ts';
import { postLimits, updateLimits } from './limits.ts';
import { withoutBlocks } from './plainer.ts';
import { isUnreadable } from './slack-errors.ts';

export interface Place {
  readonly channel: string;
  readonly ts: string;
}

export interface Sending {
  readonly teamId: string;
  /** Names the message in limits and logs. */
  readonly member: string;
}

/** Posts a message, in plain text where Slack does not take its blocks. */
export async function postMessage(
  deps: SlackCallDeps,
  sending: Sending,
  message: Message,
  { channel, threadTs }: { readonly channel: string; readonly threadTs?: string },
): Promise<Called<Place>> {
  const outgoing = { ...sending, method: 'chat.postMessage', message, limits: postLimits(channel) } as const;
  return await readable(deps, outgoing, ({ text, blocks }, limits) =>
    callSlack(deps, { teamId: sending.teamId, method: 'chat.postMessage', limits }, async () => {
      const posted = await deps.client.chat.postMessage({
        channel,
        text,
        blocks,
        unfurl_links: false,
        unfurl_media: false,
        ...(threadTs !== undefined && { thread_ts: threadTs }),
      });
      return { channel: posted.channel ?? channel, ts: posted.ts ?? '' };
    }),
  );
}

/** Redraws a message. */
export async function updateMessage(
  deps: SlackCallDeps,
  sending: Sending,
  message: Message,
  { channel, ts }: Place,
): Promise<Called<unknown>> {
  const outgoing = {
    ...sending,
    method: 'chat.update',
    message,
    limits: updateLimits(sending.member),
  } as const;
  return await readable(deps, outgoing, ({ text, blocks }, limits) =>
    callSlack(deps, { teamId: sending.teamId, method: 'chat.update', limits }, () =>
      deps.client.chat.update({ channel, ts, text, blocks, parse: 'none' }),
    ),
  );
}

/** Posts the parts of a long text into the card's thread from the `from`-th on, telling after each. */
export async function postParts(
  deps: SlackCallDeps,
  sending: Sending,
  parts: readonly string[],
  {
    place,
    from,
    onPosted,
  }: {
    place: Place & { readonly threadTs?: string | undefined };
    from: number;
    onPosted: (count: number) => void;
  },
): Promise<Called<null>> {
  for (let index = from; index < parts.length; index += 1) {
    const part = threadPart(parts[index] ?? '', index + 1, parts.length);
    const { channel, ts, threadTs = ts } = place;
    const posted = await postMessage(deps, sending, part, { channel, threadTs });
    if (posted.kind !== 'done') return posted;
    onPosted(index + 1);
  }
  return { kind: 'done', value: null };
}

interface Outgoing extends Sending {
  readonly method: 'chat.postMessage' | 'chat.update';
  readonly message: Message;
  readonly limits: Limits;
}

type Limits = CallPlan['limits'];

/** What was refused did not count for its place; only the method's own limit stands before the plain text. */
async function readable<T>(
  deps: SlackCallDeps,
  { member, method, message, limits }: Outgoing,
  send: (message: Message, limits: Limits) => Promise<Called<T>>,
): Promise<Called<T>> {
  const problem = validateMessage(message, method);
  if (problem) {
    const [first] = problem.problems;
    deps.log.warn(
      { member, method, error: problem.error, pointer: first?.pointer, problem: first?.message },
      'a message breaks a rule of Slack',
    );
  }
  const sent = await send(message, limits);
  if (sent.kind !== 'refused' || !isUnreadable(sent.error)) return sent;
  deps.log.error(
    { member, method, error: sent.error },
    'Slack does not take a message; its text is shown alone',
  );
  return await send(withoutBlocks(message), [limits[0]]);
}
