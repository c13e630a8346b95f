import type { Redis } from 'ioredis';
import { canonicalJson } from '../core/canonical-json.ts';
import { DAY } from '../core/clock.ts';
import { Snapshot, type Snapshots } from '../core/observation.ts';

/** Of one account at one vendor; a reading like the one before is not kept again. */
const MAX_KEPT = 60;
const KEPT_DAYS = 400;

/** What vendors said before, in Redis: a hash for each vendor's account, a field for each day. */
export function createSnapshotStore(redis: Redis): Snapshots {
  return {
    async record(source, accountId, snapshot) {
      const key = `cugar:{vendors}:seen:${source}:${accountId}`;
      const kept = parsed(await redis.hgetall(key));
      const day = snapshot.at.slice(0, 10);
      const last = kept.at(-1);
      if (last && canonicalJson(last.observed) === canonicalJson(snapshot.observed)) return kept;
      const all = [...kept.filter(({ at }) => at.slice(0, 10) !== day), snapshot];
      const tooMany = all.slice(0, Math.max(0, all.length - MAX_KEPT)).map(({ at }) => at.slice(0, 10));
      const write = redis.multi().hset(key, day, JSON.stringify(snapshot));
      if (tooMany.length > 0) write.hdel(key, ...tooMany);
      await write.pexpire(key, KEPT_DAYS * DAY).exec();
      return all.slice(-MAX_KEPT);
    },
  };
}

/** What an older version wrote in another shape is left out. */
function parsed(fields: Readonly<Record<string, string>>): Snapshot[] {
  const days = Object.keys(fields).sort();
  return days.flatMap((day) => {
    const snapshot = Snapshot.safeParse(readJson(fields[day] ?? ''));
    return snapshot.success ? [snapshot.data] : [];
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
