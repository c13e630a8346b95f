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

type PostDeps = SlackNotifierDeps & { readonly direct: DirectChannels };

/** Posts the card, or what stands in for it at first, into the first of its places that takes it. */
export async function firstPost(deps: PostDeps, sending: Sending, card: Card): Promise<Called<Place>> {
  let refused: Called<Place> = { kind: 'refused', error: 'no_place' };
  for (const target of card.targets) {
    const wasOpen = target.kind === 'direct' && deps.direct.get(target.userId) !== undefined;
    let posted = await postAt(deps, sending, card, target);
    if (wasOpen && posted.kind === 'refused' && isUnreachable(posted.error)) {
      deps.direct.delete(target.userId);
      posted = await postAt(deps, sending, card, target);
    }
    if (posted.kind !== 'refused' || !isUnreachable(posted.error)) return posted;
    refused = posted;
    deps.log.warn({ member: sending.member, error: posted.error }, 'a channel takes no message of ours');
  }
  return refused;
}

async function postAt(deps: PostDeps, sending: Sending, card: Card, target: Target): Promise<Called<Place>> {
  const opened = await channelOf(deps, sending, target);
  if (opened.kind !== 'done') return opened;
  return await postMessage(deps, sending, dressed(card, opened.value), {
    channel: opened.value,
    ...(target.kind === 'channel' && target.threadTs !== undefined && { threadTs: target.threadTs }),
  });
}

function dressed(card: Card, channel: string): Message {
  const message = card.placeholder ?? card.message;
  return isAtHome(card, channel) ? message : withPlaceNote(message);
}

async function channelOf(deps: PostDeps, { teamId }: Sending, target: Target): Promise<Called<string>> {
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
