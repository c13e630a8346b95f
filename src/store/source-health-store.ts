import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import { SourceHealth } from '../core/source-report.ts';

/** How vendors have been doing, for whoever asks in whichever process; the last word counts. */
export interface SourceHealthStore {
  tell(vendor: string, health: SourceHealth): Promise<void>;
  all(): Promise<ReadonlyMap<string, SourceHealth>>;
}

const KEY = 'cugar:{vendors}:health';

export function createSourceHealthStore(redis: Redis): SourceHealthStore {
  return {
    async tell(vendor, health) {
      await redis
        .multi()
        .hset(KEY, vendor, JSON.stringify(health))
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
