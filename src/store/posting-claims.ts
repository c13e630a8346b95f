import type { Redis } from 'ioredis';
import { run, scripts } from './scripts.ts';

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

/** Remembers which parts of one thing were posted, so that none is ever posted twice. */
export interface PostingClaims {
  claim(part: string): Promise<Claim>;
  /** It stands there now. */
  sent(part: string, place: PostedPlace): Promise<void>;
  /** It was surely not posted and may be tried again. */
  release(part: string): Promise<void>;
}

export interface PostingClaimsOptions {
  /** Longer than one call to Slack can take; after it a claim counts as lost. */
  readonly leaseMs?: number;
  readonly keepMs: number;
}

const LEASE_MS = 30_000;

/** The claims on the parts of what `key` names in Redis. */
export function createPostingClaims(
  redis: Redis,
  key: string,
  { leaseMs = LEASE_MS, keepMs }: PostingClaimsOptions,
): PostingClaims {
  return {
    async claim(part) {
      const [kind, detail] = (await run(redis, scripts.postingClaim, [key], [part, leaseMs, keepMs])) as [
        string,
        (string | number)?,
      ];
      if (kind === 'busy') return { kind, afterMs: Number(detail) };
      if (kind === 'posted') return { kind, place: placeOf(String(detail)) };
      return { kind: kind === 'go' ? 'go' : 'uncertain' };
    },

    async sent(part, { channel, ts }) {
      await redis.hset(key, `part:${part}`, `posted|${channel}|${ts}`);
    },

    async release(part) {
      await redis.hdel(key, `part:${part}`);
    },
  };
}

function placeOf(state: string): PostedPlace {
  const [, channel = '', ts = ''] = state.split('|');
  return { channel, ts };
}
