import type { Message } from '../../../blocks/layout/message.ts';
import type { Called } from './calls.ts';
import { callSlack } from './calls.ts';
import { type Card, isAtHome, type Target } from './card.ts';
import type { SlackNotifierDeps } from './deps.ts';
import type { DirectChannels } from './direct-channels.ts';
import { OPEN_LIMITS } from './limits.ts';
import { withPlaceNote } from './plainer.ts';
import { type Place, postMessage, type Sending } from './send.ts';
import { isUnreachable } from './slack-errors.ts';

/** Posts the card, or what stands in for it at first, into the first of its places that takes it. */
export async function firstPost(
  deps: SlackNotifierDeps & { readonly direct: DirectChannels },
  sending: Sending,
  card: Card,
): Promise<Called<Place>> {
  let refused: Called<Place> = { kind: 'refused', error: 'no_place' };
  for (const target of card.targets) {
    const opened = await channelOf(deps, sending, target);
    const posted =
      opened.kind === 'done'
        ? await postMessage(deps, sending, dressed(card, opened.value), { channel: opened.value })
        : opened;
    if (posted.kind !== 'refused') return posted;
    refused = posted;
    if (opened.kind === 'done' && !isUnreachable(posted.error)) return posted;
    deps.log.warn({ member: sending.member, error: posted.error }, 'a channel takes no message of ours');
  }
  return refused;
}

function dressed(card: Card, channel: string): Message {
  const message = card.placeholder ?? card.message;
  return isAtHome(card, channel) ? message : withPlaceNote(message);
}

async function channelOf(
  deps: SlackNotifierDeps & { readonly direct: DirectChannels },
  { teamId }: Sending,
  target: Target,
): Promise<Called<string>> {
  if (target.kind === 'channel') return { kind: 'done', value: target.channel };
  const { userId } = target;
  const known = deps.direct.get(userId);
  if (known !== undefined) return { kind: 'done', value: known };
  const opened = await callSlack(
    deps,
    { teamId, method: 'conversations.open', limits: OPEN_LIMITS },
    async () => (await deps.client.conversations.open({ users: userId })).channel?.id,
  );
  if (opened.kind !== 'done') return opened;
  if (opened.value === undefined) return { kind: 'refused', error: 'no_channel' };
  deps.direct.set(userId, opened.value);
  return { kind: 'done', value: opened.value };
}
