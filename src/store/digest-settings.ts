import type { Redis } from 'ioredis';
import { z } from 'zod';
import { keysOf } from './keys.ts';

const Off = z.object({ by: z.string(), atMs: z.number() });

/** Who turned the digest of a channel off, and when. */
export type DigestOff = z.infer<typeof Off>;

export interface DigestSubscriber {
  readonly userId: string;
  /** The name under which the book of business knows this person. */
  readonly owner: string;
}

/** Who gets a digest. Nothing stored: the channel does, and no person. */
export interface DigestSettings {
  /** Null while the channel gets its digest. */
  channelOff(teamId: string, channel: string): Promise<DigestOff | null>;
  turnOff(teamId: string, channel: string, off: DigestOff): Promise<void>;
  turnOn(teamId: string, channel: string): Promise<void>;
  /** In the order of their ids. */
  subscribers(teamId: string): Promise<readonly DigestSubscriber[]>;
  subscribe(teamId: string, subscriber: DigestSubscriber): Promise<void>;
  /** False when there was no subscription. */
  unsubscribe(teamId: string, userId: string): Promise<boolean>;
}

export function createDigestSettings(redis: Redis): DigestSettings {
  return {
    async channelOff(teamId, channel) {
      const stored = await redis.hget(keysOf(teamId).digestOff, channel);
      return stored === null ? null : Off.parse(JSON.parse(stored));
    },
    async turnOff(teamId, channel, off) {
      await redis.hset(keysOf(teamId).digestOff, channel, JSON.stringify(off));
    },
    async turnOn(teamId, channel) {
      await redis.hdel(keysOf(teamId).digestOff, channel);
    },
    async subscribers(teamId) {
      const owners = await redis.hgetall(keysOf(teamId).digestSubscribers);
      return Object.entries(owners)
        .map(([userId, owner]) => ({ userId, owner }))
        .sort((a, b) => (a.userId < b.userId ? -1 : 1));
    },
    async subscribe(teamId, { userId, owner }) {
      await redis.hset(keysOf(teamId).digestSubscribers, userId, owner);
    },
    unsubscribe: async (teamId, userId) => (await redis.hdel(keysOf(teamId).digestSubscribers, userId)) === 1,
  };
}
