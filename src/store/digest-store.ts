import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import { keysOf } from './keys.ts';
import { run, scripts } from './scripts.ts';

/** Names one digest: to whom, and on which local day or on whose request. */
export interface DigestRun {
  readonly teamId: string;
  /** A Slack channel or user id. */
  readonly target: string;
  /** `2026-11-22`, or `now-` and the key of the request. */
  readonly occasion: string;
}

/** What a digest covers, decided once at its first attempt. Times are milliseconds since 1970. */
export interface DigestFrame {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Ids of the deals that the digest before named as at risk. */
  readonly riskBefore: readonly string[];
}

export interface PostedPlace {
  readonly channel: string;
  readonly ts: string;
}

/** `busy`: somebody is at it. `uncertain`: somebody was, did not come back, and may have posted. */
export type Claim =
  | { readonly kind: 'go' }
  | { readonly kind: 'busy'; readonly afterMs: number }
  | { readonly kind: 'posted'; readonly place: PostedPlace }
  | { readonly kind: 'uncertain' };

/** Remembers what of each digest was posted, so that no part is ever posted twice. */
export interface DigestStore {
  /** The frame of the first attempt, whatever later ones propose; null when the digest is done. */
  begin(digest: DigestRun, propose: (last: LastDigest | null) => DigestFrame): Promise<DigestFrame | null>;
  claim(digest: DigestRun, part: string): Promise<Claim>;
  /** It stands there now. */
  sent(digest: DigestRun, part: string, place: PostedPlace): Promise<void>;
  /** It was surely not posted and may be tried again. */
  release(digest: DigestRun, part: string): Promise<void>;
  /** Nothing is left to do. `last` is what the next digest of this target counts from. */
  finish(digest: DigestRun, last?: LastDigest): Promise<void>;
}

export interface LastDigest {
  readonly untilMs: number;
  readonly risk: readonly string[];
}

export interface DigestStoreOptions {
  /** Longer than one call to Slack can take; after it a claim counts as lost. */
  readonly leaseMs?: number;
}

const LEASE_MS = 30_000;
const KEEP_MS = 40 * DAY;

export function createDigestStore(
  redis: Redis,
  { leaseMs = LEASE_MS }: DigestStoreOptions = {},
): DigestStore {
  const keyOf = ({ teamId, target, occasion }: DigestRun) => keysOf(teamId).digestRun(target, occasion);
  return {
    async begin(digest, propose) {
      const key = keyOf(digest);
      const last = await redis.get(keysOf(digest.teamId).digestLast(digest.target));
      const frame = propose(last === null ? null : (JSON.parse(last) as LastDigest));
      await redis.multi().hsetnx(key, 'frame', JSON.stringify(frame)).pexpire(key, KEEP_MS).exec();
      const [stored, done] = await redis.hmget(key, 'frame', 'done');
      if (done || !stored) return null;
      return JSON.parse(stored) as DigestFrame;
    },

    async claim(digest, part) {
      const [kind, detail] = (await run(
        redis,
        scripts.digestClaim,
        [keyOf(digest)],
        [part, leaseMs, KEEP_MS],
      )) as [string, (string | number)?];
      if (kind === 'busy') return { kind, afterMs: Number(detail) };
      if (kind === 'posted') return { kind, place: placeOf(String(detail)) };
      return { kind: kind === 'go' ? 'go' : 'uncertain' };
    },

    async sent(digest, part, { channel, ts }) {
      await redis.hset(keyOf(digest), `part:${part}`, `posted|${channel}|${ts}`);
    },

    async release(digest, part) {
      await redis.hdel(keyOf(digest), `part:${part}`);
    },

    async finish(digest, last) {
      const done = redis.multi().hset(keyOf(digest), 'done', '1');
      if (last)
        done.set(keysOf(digest.teamId).digestLast(digest.target), JSON.stringify(last), 'PX', KEEP_MS);
      await done.exec();
    },
  };
}

function placeOf(state: string): PostedPlace {
  const [, channel = '', ts = ''] = state.split('|');
  return { channel, ts };
}
