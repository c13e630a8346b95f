import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import { SourceHealth } from '../core/source-report.ts';

/** How vendors have been doing, for whoever asks in whichever process; the last word counts. */
export interface SourceHealthStore {
  tell(health: ReadonlyMap<string, SourceHealth>): Promise<void>;
  all(): Promise<ReadonlyMap<string, SourceHealth>>;
}

const KEY = 'cugar:{vendors}:health';

export function createSourceHealthStore(redis: Redis): SourceHealthStore {
  return {
    async tell(health) {
      const fields = Array.from(health, ([vendor, one]) => [vendor, JSON.stringify(one)] as const);
      await redis
        .multi()
        .hset(KEY, Object.fromEntries(fields))
        .pexpire(KEY, 30 * DAY)
        .exec();
    },
    async all() {
      const fields = Object.entries(await redis.hgetall(KEY));
      return new Map(
        fields.flatMap(([vendor, text]) => {
          const health = SourceHealth.safeParse(JSON.parse(text));
          return health.success ? [[vendor, health.data] as const] : [];
        }),
      );
    },
  };
}
