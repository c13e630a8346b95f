import type { PageMessage, PageNotice } from '../../protocol.ts';
import type { State } from './state.ts';

/** One line of a conversation, in order. */
export type TimelineItem =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly atMs: number;
      readonly message: PageMessage;
      /** Follows another one of the same author so soon that the name is not repeated. */
      readonly isFollowUp: boolean;
      readonly replies: readonly PageMessage[];
    }
  | { readonly kind: 'notice'; readonly key: string; readonly atMs: number; readonly notice: PageNotice };

const FOLLOW_UP_MS = 5 * 60_000;

export const atMsOf = ({ ts }: Pick<PageMessage, 'ts'>): number => Number(ts) * 1_000;

const isReply = ({ threadTs, ts }: PageMessage) => threadTs !== undefined && threadTs !== ts;

function item(message: PageMessage, replies: readonly PageMessage[]): TimelineItem {
  const { channelId, ts } = message;
  return {
    kind: 'message',
    key: `${channelId}/${ts}`,
    atMs: atMsOf(message),
    message,
    isFollowUp: false,
    replies,
  };
}

/** A channel without the replies in its threads, days between. */
export function channelTimeline(state: State, channelId: string): TimelineItem[] {
  const here = state.messages.filter((message) => message.channelId === channelId);
  const messages = here
    .filter((message) => !isReply(message))
    .map((message) =>
      item(
        message,
        here.filter((one) => isReply(one) && one.threadTs === message.ts),
      ),
    );
  const notices = state.notices
    .filter((notice) => notice.channelId === channelId)
    .map((notice): TimelineItem => {
      return { kind: 'notice', key: `notice-${notice.seq}`, atMs: notice.atMs, notice };
    });
  return withDays([...messages, ...notices].sort((a, b) => a.atMs - b.atMs));
}

/** The message that begins a thread and the replies to it; empty when the message is gone. */
export function threadTimeline(state: State, channelId: string, ts: string): TimelineItem[] {
  const here = state.messages.filter((message) => message.channelId === channelId);
  const root = here.find((message) => message.ts === ts);
  if (!root) return [];
  const replies = here.filter((message) => isReply(message) && message.threadTs === ts);
  return [root, ...replies].sort((a, b) => atMsOf(a) - atMsOf(b)).map((message) => item(message, []));
}

/** How many messages of others this person has not seen, by channel. */
export function unreadCount(state: State, channelId: string, seenMs: number): number {
  return state.messages.filter(
    (message) =>
      message.channelId === channelId && message.authorId !== state.personId && atMsOf(message) > seenMs,
  ).length;
}

function withDays(items: readonly TimelineItem[]): TimelineItem[] {
  let day = '';
  let before: TimelineItem | undefined;
  return items.flatMap((one) => {
    const today = new Date(one.atMs).toDateString();
    const divider: TimelineItem[] =
      today === day ? [] : [{ kind: 'day', key: `day-${today}`, atMs: one.atMs }];
    const shown = one.kind === 'message' ? { ...one, isFollowUp: isFollowUp(one, before) } : one;
    day = today;
    before = one;
    return [...divider, shown];
  });
}

function isFollowUp(one: TimelineItem, before: TimelineItem | undefined): boolean {
  if (one.kind !== 'message' || before?.kind !== 'message') return false;
  const { message } = one;
  return (
    message.authorId === before.message.authorId &&
    !message.isEphemeral &&
    !before.message.isEphemeral &&
    one.atMs - before.atMs < FOLLOW_UP_MS &&
    message.blocks.length === 0 &&
    new Date(one.atMs).toDateString() === new Date(before.atMs).toDateString()
  );
}
