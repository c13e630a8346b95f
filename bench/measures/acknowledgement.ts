import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { processorMs } from '../support/machine.ts';
import { quantile, ratio, shown } from '../support/numbers.ts';
import type { Line, Section } from '../support/report.ts';
import { createSlackRequests, type SlackRequests } from '../support/slack-requests.ts';
import { openBenchWorld } from '../support/world.ts';

const RATES = [10, 50, 200] as const;
const SECONDS = 15;
const AIM_MS = 50;

/** How long a person waits until the bot says that it has understood. */
export async function acknowledgement(): Promise<Section> {
  const lines: Line[] = [];
  for (const rate of RATES) lines.push(...(await atRate(rate)));
  return {
    title: 'Acknowledgement of `/cugar qualify`',
    how: `Signed HTTP into the built bot at a fixed rate over ${SECONDS} s, whatever the answers take; each command is a plan that runs, and messages to a local Slack in the measuring process. A bot and a Redis of its own for each rate.`,
    lines,
  };
}

async function atRate(rate: number): Promise<Line[]> {
  const world = await openBenchWorld();
  try {
    const bot = await world.startBot();
    const requests = createSlackRequests(bot.requestUrl, world.sandbox.world);
    await arrivals(requests, 10, 2);
    const cpuBefore = processorMs(bot.pid);
    const [answers, writes] = await Promise.all([
      arrivals(requests, rate, SECONDS),
      durableWrites(world.redis, SECONDS),
    ]);
    const cpuShare = (processorMs(bot.pid) - cpuBefore) / (SECONDS * 1_000);
    requests.close();
    const times = answers.map(({ ms }) => ms);
    const late = answers.filter(({ isQueued }) => !isQueued).length;
    const p99 = quantile(times, 0.99);
    const judged = rate === 50 && { aim: `< ${AIM_MS} ms`, met: p99 < AIM_MS };
    const slower = quantile(times, 0.5) / quantile(writes, 0.5);
    return [
      { what: `${rate}/s, p50`, value: shown(quantile(times, 0.5), 'ms') },
      { what: `${rate}/s, p99 of ${times.length}`, value: shown(p99, 'ms'), ...judged },
      ...(late > 0 ? [{ what: `${rate}/s, told that it takes too long`, value: `${late}` }] : []),
      {
        what: `${rate}/s, one flushed write to the same Redis meanwhile, p50 and p99`,
        value: `${shown(quantile(writes, 0.5))} and ${shown(quantile(writes, 0.99), 'ms')}`,
      },
      { what: `${rate}/s, acknowledgement for each such write, p50`, value: ratio(slower) },
      { what: `${rate}/s, processor of the bot`, value: `${shown(100 * cpuShare)} % of one core` },
    ];
  } finally {
    await world.close();
  }
}

/** Open loop: the next command does not wait for the answer to the last. */
async function arrivals(
  requests: SlackRequests,
  perSecond: number,
  seconds: number,
): Promise<readonly Answered[]> {
  const startedAt = performance.now();
  const sent: Promise<Answered>[] = [];
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const dueMs = startedAt + (i * 1_000) / perSecond - performance.now();
    if (dueMs > 0) await pause(dueMs);
    sent.push(one(requests));
  }
  return await Promise.all(sent);
}

interface Answered {
  readonly ms: number;
  readonly isQueued: boolean;
}

async function one(requests: SlackRequests): Promise<Answered> {
  const { ms, body } = await requests.command('qualify Acme');
  const isQueued = body.includes('Queued:');
  if (!isQueued && !body.includes('takes too long')) throw new Error(`not queued: ${body}`);
  return { ms, isQueued };
}

/** What the disk and Redis alone take, ten times a second. */
async function durableWrites(redis: Redis, seconds: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < seconds * 10; i += 1) {
    const startedAt = performance.now();
    await redis.set('bench:write', i);
    times.push(performance.now() - startedAt);
    await pause(100);
  }
  return times;
}
