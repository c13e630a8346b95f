import type { Redis } from 'ioredis';
import { DAY, MINUTE } from '../core/clock.ts';
import { keysOf } from './keys.ts';

/** The Home tab of a person as Slack has it. */
export interface ShownHome {
  /** Slack's hash of the view, to publish over exactly this one. */
  readonly hash: string;
  /** Hash of what is on it, to leave out a call that would change nothing. */
  readonly content: string;
}

/** Who looks at a Home tab, and what stands there. Redis' own time counts. */
export interface HomeStore {
  /** The person opened it: it is kept up to date for the next days, and drawn anew once in any case. */
  opened(teamId: string, userId: string): Promise<void>;
  /** Who opened it within the last days; at most a thousand, the latest ones. */
  viewers(teamId: string): Promise<ReadonlySet<string>>;
  /** It cannot be shown to this person; until it is opened again, nobody tries. */
  forget(teamId: string, userId: string): Promise<void>;
  shown(teamId: string, userId: string): Promise<ShownHome | null>;
  published(teamId: string, userId: string, shown: ShownHome): Promise<void>;
  /** What the last click came to, as blocks; shown by every drawing of the next minute. */
  notice(teamId: string, userId: string): Promise<HomeNotice | null>;
  setNotice(teamId: string, userId: string, notice: HomeNotice): Promise<void>;
  clearNotice(teamId: string, userId: string): Promise<void>;
}

/** A message as it is posted. */
export interface HomeNotice {
  readonly text: string;
  readonly blocks: readonly object[];
}

const KEEP_MS = 7 * DAY;
const MOST_VIEWERS = 1_000;
const NOTICE_MS = MINUTE;

export function createHomeStore(redis: Redis): HomeStore {
  const now = async () => Number((await redis.time())[0]) * 1_000;
  const read = async <T>(key: string): Promise<T | null> => {
    const text = await redis.get(key);
    return text === null ? null : (JSON.parse(text) as T);
  };
  return {
    async opened(teamId, userId) {
      const { home, homeShown } = keysOf(teamId);
      const at = await now();
      await redis
        .multi()
        .zadd(home, at, userId)
        .zremrangebyscore(home, 0, at - KEEP_MS)
        .zremrangebyrank(home, 0, -MOST_VIEWERS - 1)
        .pexpire(home, KEEP_MS)
        .del(homeShown(userId))
        .exec();
    },
    async viewers(teamId) {
      const { home } = keysOf(teamId);
      return new Set(await redis.zrangebyscore(home, (await now()) - KEEP_MS, '+inf'));
    },
    async forget(teamId, userId) {
      await redis.zrem(keysOf(teamId).home, userId);
    },
    shown: (teamId, userId) => read<ShownHome>(keysOf(teamId).homeShown(userId)),
    async published(teamId, userId, shown) {
      await redis.set(keysOf(teamId).homeShown(userId), JSON.stringify(shown), 'PX', KEEP_MS);
    },
    notice: (teamId, userId) => read<HomeNotice>(keysOf(teamId).homeNotice(userId)),
    async setNotice(teamId, userId, notice) {
      await redis.set(keysOf(teamId).homeNotice(userId), JSON.stringify(notice), 'PX', NOTICE_MS);
    },
    async clearNotice(teamId, userId) {
      await redis.del(keysOf(teamId).homeNotice(userId));
    },
  };
}
