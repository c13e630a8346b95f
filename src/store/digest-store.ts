import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import type { LearnedUse } from '../core/learning.ts';
import { keysOf } from './keys.ts';
import { createPostingClaims, type PostingClaims, type PostingClaimsOptions } from './posting-claims.ts';

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
  readonly lessonBefore?: LessonMark;
}

/** Remembers what of each digest was posted, so that no part is ever posted twice. */
export interface DigestStore {
  /** The frame of the first attempt, whatever later ones propose; null when the digest is done. */
  begin(digest: DigestRun, propose: (last: LastDigest | null) => DigestFrame): Promise<DigestFrame | null>;
  /** Which of its parts stand there. */
  posting(digest: DigestRun): PostingClaims;
  /** Nothing is left to do. `last` is what the next digest of this target counts from. */
  finish(digest: DigestRun, last?: LastDigest): Promise<void>;
}

export interface LastDigest {
  readonly untilMs: number;
  readonly risk: readonly string[];
  readonly lesson?: LessonMark;
}

/** What deals were judged by at the time of a digest. */
export interface LessonMark {
  readonly use: LearnedUse;
  readonly winRate: number | null;
}

const KEEP_MS = 40 * DAY;

export function createDigestStore(
  redis: Redis,
  options: Pick<PostingClaimsOptions, 'leaseMs'> = {},
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

    posting: (digest) => createPostingClaims(redis, keyOf(digest), { ...options, keepMs: KEEP_MS }),

    async finish(digest, last) {
      const done = redis.multi().hset(keyOf(digest), 'done', '1');
      if (last)
        done.set(keysOf(digest.teamId).digestLast(digest.target), JSON.stringify(last), 'PX', KEEP_MS);
      await done.exec();
    },
  };
}
