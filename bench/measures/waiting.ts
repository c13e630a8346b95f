import { setTimeout as pause } from 'node:timers/promises';
import { keysOf } from '../../src/store/keys.ts';
import { openEngine } from '../support/engine.ts';
import { residentMb } from '../support/machine.ts';
import { quantile, shown } from '../support/numbers.ts';
import { runToApproval } from '../support/plans.ts';
import { usedBytes } from '../support/redis-cost.ts';
import type { Section } from '../support/report.ts';
import { openBenchWorld } from '../support/world.ts';

const SETTLE_MS = 30_000;
const SCRAPES = 9;
const AIM_BYTES = 8_000;

/** What plans cost that wait for a person. */
export async function waiting(count: number): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const engine = await openEngine(world);
    await runToApproval(engine, 50);
    await settled(() => world.redis.zcard(keysOf(engine.teamId).dirty));
    const { audit } = keysOf(engine.teamId);
    const before = { used: await usedBytes(world.redis), audit: await streamBytes() };
    await runToApproval(engine, count);
    await settled(() => world.redis.zcard(keysOf(engine.teamId).dirty));
    const after = { used: await usedBytes(world.redis), audit: await streamBytes() };
    await engine.stop();
    const bot = await world.startBot();
    await pause(SETTLE_MS);
    const scrapes = await scraped(bot.metricsUrl);
    const total = (after.used - before.used) / count;
    const trail = (after.audit - before.audit) / count;
    return {
      title: `${count.toLocaleString('en-US')} plans that wait`,
      how: `Six-step plans at their approval, their messages posted. Bytes: growth of Redis' used memory over the number of plans. Memory: resident, all roles, ${SETTLE_MS / 1_000} s after a start on them.`,
      lines: [
        { what: 'a waiting plan in Redis', value: shown(total, 'bytes') },
        {
          what: 'the same without its audit trail',
          value: shown(total - trail, 'bytes'),
          aim: `< ${AIM_BYTES.toLocaleString('en-US')} bytes`,
          met: total - trail < AIM_BYTES,
        },
        { what: 'memory of the bot, after the scrapes', value: shown(residentMb(bot.pid), 'MB') },
        {
          what: 'a scrape of its metrics, which count what waits, median',
          value: shown(quantile(scrapes, 0.5), 'ms'),
        },
        { what: 'start of the bot', value: shown(bot.readyAfterMs, 'ms') },
      ],
    };

    async function streamBytes(): Promise<number> {
      return Number(await world.redis.memory('USAGE', audit, 'SAMPLES', 0));
    }
  } finally {
    await world.close();
  }
}

/** What scrapes take, ms, after one that warms up. */
async function scraped(url: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= SCRAPES; round += 1) {
    const startedAt = performance.now();
    const answer = await fetch(url);
    if (!/^cugar_approvals_pending/m.test(await answer.text())) throw new Error('the metrics count nothing');
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times;
}

/** Until nothing is left to show. */
async function settled(left: () => Promise<number>): Promise<void> {
  while ((await left()) > 0) await pause(100);
}
