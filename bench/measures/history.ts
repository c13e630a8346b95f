import type { Redis } from 'ioredis';
import { keysOf } from '../../src/store/keys.ts';
import { openEngine } from '../support/engine.ts';
import { ratio, shown } from '../support/numbers.ts';
import { runPlans } from '../support/plans.ts';
import { redisCost, resetCost } from '../support/redis-cost.ts';
import type { Line, Section } from '../support/report.ts';
import { openBenchWorld } from '../support/world.ts';

const WARM_UP = 60;
const FILL_AT_ONCE = 1_000;
const FLAT = 1.15;

interface Sizes {
  /** Length of the longest audit trail. */
  readonly entries: number;
  readonly plans: number;
}

interface Cost {
  readonly entries: number;
  readonly processorMs: number;
  readonly redisMs: number;
}

/** Whether a plan costs more where many were before it. */
export async function history({ entries: largest, plans: count }: Sizes): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const engine = await openEngine(world);
    const { audit } = keysOf(engine.teamId);
    await runPlans(engine, WARM_UP);
    const costs: Cost[] = [];
    for (const entries of [0, largest / 10, largest]) {
      await fill(world.redis, audit, entries);
      await resetCost(world.redis);
      const before = process.cpuUsage();
      const stored = await world.redis.xlen(audit);
      await runPlans(engine, count);
      const { user, system } = process.cpuUsage(before);
      const redisMs = (await redisCost(world.redis)).ms / count;
      costs.push({ entries: stored, processorMs: (user + system) / 1_000 / count, redisMs });
    }
    await engine.stop();
    const [first, last] = [costs.at(0), costs.at(-1)];
    const growth = (last?.redisMs ?? Number.NaN) / (first?.redisMs ?? Number.NaN);
    return {
      title: 'A plan as history grows',
      how: `${count} whole plans each time; the audit trail is filled up with copies of its own entries in between. Processor time, which other work on the machine changes little.`,
      lines: [
        ...costs.map(lineOf),
        {
          what: 'time in Redis, longest history against shortest',
          value: ratio(growth),
          aim: `flat: ≤ ${FLAT}×`,
          met: growth <= FLAT,
        },
      ],
    };
  } finally {
    await world.close();
  }
}

function lineOf({ entries, processorMs, redisMs }: Cost): Line {
  return {
    what: `after ${entries.toLocaleString('en-US')} entries`,
    value: `${shown(processorMs, 'ms')} in the process, ${shown(redisMs, 'ms')} in Redis`,
  };
}

/** Makes the stream so long, with entries of the usual size; only its length matters here, not its chain. */
async function fill(redis: Redis, key: string, length: number): Promise<void> {
  const patterns = await redis.xrange(key, '-', '+', 'COUNT', FILL_AT_ONCE);
  for (let missing = length - (await redis.xlen(key)); missing > 0; missing -= patterns.length) {
    const pipeline = redis.pipeline();
    for (const [, fields] of patterns.slice(0, missing)) pipeline.xadd(key, '*', ...fields);
    await pipeline.exec();
  }
}
