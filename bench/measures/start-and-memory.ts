import { setTimeout as pause } from 'node:timers/promises';
import { residentMb } from '../support/machine.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Section } from '../support/report.ts';
import { type BenchWorld, openBenchWorld } from '../support/world.ts';

const STARTS = 7;
const SETTLE_MS = 20_000;
const START_AIM_MS = 1_500;
const IDLE_AIM_MB = 120;

/** How long the bot takes to start, and what it holds when it has nothing to do. */
export async function startAndMemory(): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const starts: number[] = [];
    for (let i = 0; i < STARTS; i += 1) {
      const bot = await world.startBot();
      starts.push(bot.readyAfterMs);
      await bot.end();
    }
    const typical = quantile(starts, 0.5);
    const idle = await idleMb(world);
    return {
      title: 'Start and idle memory',
      how: `All roles in one process, the sample book. Start: process to the first 200 of /readyz, ${STARTS} times. Memory: resident, ${SETTLE_MS / 1_000} s after the start.`,
      lines: [
        {
          what: 'start, median',
          value: shown(typical, 'ms'),
          aim: `< ${START_AIM_MS} ms`,
          met: typical < START_AIM_MS,
        },
        { what: 'start, slowest', value: shown(Math.max(...starts), 'ms') },
        {
          what: 'idle memory',
          value: shown(idle, 'MB'),
          aim: `< ${IDLE_AIM_MB} MB`,
          met: idle < IDLE_AIM_MB,
        },
      ],
    };
  } finally {
    await world.close();
  }
}

async function idleMb(world: BenchWorld): Promise<number> {
  const bot = await world.startBot();
  await pause(SETTLE_MS);
  return residentMb(bot.pid);
}
