import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import type { HomeKey, MessageKey } from '../core/ports.ts';
import { argumentsOf } from './arguments.ts';
import { beginDrawing, type Drawing } from './drawings.ts';
import { commonKeys, keysOf } from './keys.ts';
import { createPostingClaims, type PostingClaims } from './posting-claims.ts';
import { run, scripts } from './scripts.ts';

/** A message is brought up to date for minutes, at most for days. */
const KEEP_POSTED_MS = 40 * DAY;

/** Where a message stands, and how far it is behind the truth. */
export interface MessagePlace {
  /** Slack's channel and timestamp; absent before it was posted. */
  readonly posted?: { readonly channel: string; readonly ts: string };
  /** The state of the truth that should be shown, and that which is. */
  readonly wanted: number;
  readonly shown: number;
  /** Slack's code for why it reached nobody and was given up. */
  readonly undelivered?: string;
}

export interface MessageSent {
  readonly channel: string;
  readonly ts: string;
  readonly shown: number;
}

/** Keeps the place of every message, and which of them are behind. */
export interface MessageStore {
  place(teamId: string, key: MessageKey): Promise<MessagePlace>;
  /**
   * Remembers what was shown where; true while the message is still behind. Where a message stands that is neither
   * this one nor the one that it replaces, by its ts, that one stays, whatever was seen before.
   */
  sent(teamId: string, key: MessageKey, at: MessageSent, instead?: string): Promise<boolean>;
  /** To be noted before each redrawing, so that one whose process dies is not forgotten: it may land on a newer one. */
  drawing(teamId: string, key: MessageKey): Promise<Drawing>;
  /** Messages that have been behind for at least so long, oldest first. */
  behind(teamId: string, olderThanMs: number, now: number): Promise<readonly MessageKey[]>;
  /** Gives a message up for good, such as one whose channel is gone. */
  abandon(teamId: string, key: MessageKey): Promise<void>;
  /** Which parts of the message, such as its files, stand in its thread. */
  posting(teamId: string, key: MessageKey): PostingClaims;
  /** As `abandon`, for a handover that reaches nobody: the card of its approval is drawn anew, to say so. */
  undelivered(teamId: string, key: MessageKey & { kind: 'handover' }, reason: string): Promise<void>;
}

export function messageMember(key: MessageKey | HomeKey): string {
  if (key.kind === 'home') return `home.${key.userId}`;
  return key.kind === 'plan' ? `plan.${key.planId}` : `${key.kind}.${key.planId}.${key.stepId}`;
}

/** What the message is called inside its plan. */
function fieldOf(key: MessageKey): string {
  return key.kind === 'plan' ? 'plan' : `${key.kind}.${key.stepId}`;
}

export function parseMessageMember(member: string): MessageKey {
  const [kind, planId = '', stepId = ''] = member.split('.');
  return kind === 'approval' || kind === 'handover' ? { kind, planId, stepId } : { kind: 'plan', planId };
}

export function createMessageStore(redis: Redis): MessageStore {
  return {
    async place(teamId, key) {
      const m = `m:${fieldOf(key)}`;
      const fields = [`${m}:channel`, `${m}:ts`, `${m}:want`, `${m}:shown`, `${m}:undelivered`];
      const [channel, ts, wanted, shown, undelivered] = await redis.hmget(
        keysOf(teamId).plan(key.planId),
        ...fields,
      );
      const counts = {
        wanted: Number(wanted ?? 0),
        shown: Number(shown ?? 0),
        ...(undelivered && { undelivered }),
      };
      return channel && ts ? { posted: { channel, ts }, ...counts } : counts;
    },

    async sent(teamId, key, at, instead = '') {
      const args = { planId: key.planId, message: messageMember(key), field: fieldOf(key), ...at, instead };
      return (await run(redis, scripts.messageSent, commonKeys(teamId, key.planId), argumentsOf(args))) === 1;
    },

    drawing: (teamId, key) => beginDrawing(redis, keysOf(teamId).drawing(messageMember(key))),

    async behind(teamId, olderThanMs, now) {
      return (await redis.zrangebyscore(keysOf(teamId).dirty, 0, now - olderThanMs)).map(parseMessageMember);
    },

    async abandon(teamId, key) {
      await redis.zrem(keysOf(teamId).dirty, messageMember(key));
    },

    posting: (teamId, key) =>
      createPostingClaims(redis, keysOf(teamId).posted(messageMember(key)), { keepMs: KEEP_POSTED_MS }),

    async undelivered(teamId, key, reason) {
      const { planId, stepId } = key;
      const args = { planId, stepId, message: messageMember(key), field: fieldOf(key), reason };
      await run(redis, scripts.messageUndelivered, commonKeys(teamId, planId), argumentsOf(args));
    },
  };
}
