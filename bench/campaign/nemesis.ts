import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Harm } from './history.ts';
import { stopInStep } from './in-step.ts';
import type { Member } from './member.ts';
import type { TestRedis } from './own-redis.ts';
import { between, pick, pickOne, type Random, randomFrom } from './seed.ts';
import type { TcpProxy } from './tcp-proxy.ts';

export interface Targets {
  readonly web: Member;
  readonly workers: readonly Member[];
  readonly proxies: ReadonlyMap<Member, TcpProxy>;
  readonly redis: TestRedis;
  /** Sets Redis' `maxmemory`, in bytes; 0 is none. */
  readonly limitMemory: (bytes: number) => Promise<void>;
  readonly sandbox: Sandbox;
  /** A way to Redis that nobody disturbs, and the workspace's trail there. */
  readonly admin: Redis;
  readonly auditKey: string;
}

/** How the faults come; a lane that is left out is calm. */
export interface Weather {
  readonly processes?: Lane<
    'kill_worker' | 'kill_web' | 'terminate_worker' | 'stop_worker' | 'stop_worker_in_step' | 'stop_web'
  >;
  readonly redis?: Lane<'kill_redis' | 'pause_redis' | 'fill_redis'>;
  readonly network?: Lane<'reset' | 'half_open' | 'freeze' | 'delay'>;
  readonly slack?: Lane<'rate_limited' | 'status_500' | 'html' | 'late' | 'dies_before' | 'dies_after'>;
}

interface Lane<Kind extends string> {
  /** Milliseconds of calm before each fault, from and to; on a machine that others use, longer by what they take. */
  readonly calmMs: readonly [number, number];
  readonly kinds: readonly (readonly [number, Kind])[];
}

/** Every fault there is, about one in two seconds. */
export const FOUL: Weather = {
  processes: {
    calmMs: [2_500, 8_000],
    kinds: [
      [40, 'kill_worker'],
      [18, 'kill_web'],
      [14, 'terminate_worker'],
      [9, 'stop_worker'],
      [9, 'stop_worker_in_step'],
      [10, 'stop_web'],
    ],
  },
  redis: {
    calmMs: [12_000, 26_000],
    kinds: [
      [4, 'kill_redis'],
      [3, 'pause_redis'],
      [3, 'fill_redis'],
    ],
  },
  network: {
    calmMs: [5_000, 13_000],
    kinds: [
      [3, 'reset'],
      [2, 'half_open'],
      [2, 'freeze'],
      [3, 'delay'],
    ],
  },
  slack: {
    calmMs: [3_000, 9_000],
    kinds: [
      [3, 'rate_limited'],
      [3, 'status_500'],
      [2, 'html'],
      [2, 'late'],
      [3, 'dies_before'],
      [3, 'dies_after'],
    ],
  },
};

/** No fault but what people do to each other. */
export const CALM: Weather = {};

/** Workers that are stopped in the middle of steps until others have taken them over, and come back. */
export const ONLY_ZOMBIES: Weather = {
  processes: { calmMs: [500, 1_000], kinds: [[1, 'stop_worker_in_step']] },
};

/** Longer than a job's lock and the look for stalled ones: what was stopped comes back as a zombie. */
const ZOMBIE_MS = [15_500, 20_000] as const;
const SLACK_CALLS = /^(chat|conversations|users|usergroups|views)\./;
const SLACK_FAULTS: Readonly<Record<string, Fault>> = {
  rate_limited: { kind: 'rate_limited', retryAfterS: 1 },
  status_500: { kind: 'status', status: 500 },
  html: { kind: 'html' },
  late: { kind: 'latency', ms: 12_000 },
  dies_before: { kind: 'drop', when: 'before' },
  dies_after: { kind: 'drop', when: 'after' },
};

export interface Struck {
  readonly faults: Record<string, number>;
  readonly harms: Harm[];
}

/** Does harm by the seed until `untilMs` of the performance clock, then puts everything right again. */
export async function unleash(
  targets: Targets,
  {
    weather,
    seed,
    untilMs,
    stretch,
  }: { weather: Weather; seed: number; untilMs: number; stretch: () => number },
): Promise<Struck> {
  const struck: Struck = { faults: {}, harms: [] };
  const { workers, proxies, redis, sandbox, web } = targets;
  const left = () => Math.max(0, untilMs - performance.now());
  const lasting = (ms: number) => pause(Math.min(ms, left()));
  const count = (kind: string, times = 1) => {
    struck.faults[kind] = (struck.faults[kind] ?? 0) + times;
  };
  const during = async (kind: string, work: () => Promise<void>) => {
    const from = Date.now();
    await work();
    struck.harms.push({ kind, from, until: Date.now() });
  };

  async function run<K extends string>(
    lane: Lane<K> | undefined,
    seedOf: number,
    strike: (kind: K, random: Random) => Promise<void>,
  ): Promise<void> {
    if (!lane) return;
    const random = randomFrom(seed * 31 + seedOf);
    for (;;) {
      await lasting(between(random, ...lane.calmMs) * stretch());
      if (left() === 0) return;
      const kind = pick(random, lane.kinds);
      count(kind);
      await during(kind, () => strike(kind, random));
    }
  }

  const stopFor = async (member: Member, ms: number) => {
    const goOn = member.stop();
    await lasting(ms);
    goOn();
  };

  await Promise.all([
    run(weather.processes, 1, async (kind, random) => {
      const worker = pickOne(random, workers);
      if (kind === 'kill_worker') worker.kill('SIGKILL');
      if (kind === 'terminate_worker') worker.kill('SIGTERM');
      if (kind === 'stop_worker') await stopFor(worker, between(random, ...ZOMBIE_MS));
      if (kind === 'stop_worker_in_step') {
        const { admin: redis, auditKey } = targets;
        const goOn = await stopInStep({ redis, auditKey, isOver: () => left() === 0 }, worker);
        await lasting(between(random, ...ZOMBIE_MS));
        goOn?.();
      }
      if (kind === 'stop_web') await stopFor(web, between(random, 500, 4_500));
      if (kind !== 'kill_web') return;
      web.kill('SIGKILL');
      await web.ready();
    }),
    run(weather.redis, 2, async (kind, random) => {
      if (kind === 'kill_redis') {
        await redis.kill9();
        await lasting(between(random, 200, 3_000));
        await redis.restart();
      } else if (kind === 'pause_redis') {
        redis.pause();
        await lasting(between(random, 1_000, 6_000));
        redis.resume();
      } else {
        await targets.limitMemory(1);
        await lasting(between(random, 1_500, 6_000));
        await targets.limitMemory(0);
      }
    }),
    run(weather.network, 3, async (kind, random) => {
      const proxy = proxies.get(pickOne(random, [web, ...workers]));
      if (kind === 'reset') return proxy?.reset();
      if (kind === 'half_open') proxy?.halfOpen();
      if (kind === 'freeze') proxy?.freeze();
      if (kind === 'delay') proxy?.delay(between(random, 20, 150));
      const longestMs = kind === 'half_open' ? 9_000 : 16_000;
      await lasting(between(random, 2_000, longestMs));
      proxy?.heal();
    }),
    run(weather.slack, 4, async (kind, random) => {
      const fault = SLACK_FAULTS[kind];
      if (!fault) return;
      const isSlow = kind === 'late';
      const rule = { match: SLACK_CALLS, fault, times: isSlow ? 6 : 1_000 };
      const handle = sandbox.faults.add({ ...rule, probability: between(random, 0.15, isSlow ? 0.3 : 0.6) });
      await lasting(between(random, 2_000, 6_000));
      handle.remove();
      count(`${kind} (calls)`, handle.hits);
    }),
  ]);
  for (const proxy of proxies.values()) proxy.heal();
  sandbox.faults.clear();
  await targets.limitMemory(0);
  return struck;
}
