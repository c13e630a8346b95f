import type { Redis } from 'ioredis';

export interface RedisCost {
  /** Commands, those inside scripts counted too. */
  readonly commands: number;
  /** Scripts run. */
  readonly scripts: number;
  /** Time that the server spent in commands, ms; those inside scripts are part of their script. */
  readonly ms: number;
}

/** What the server did since `resetCost`. */
export async function redisCost(redis: Redis): Promise<RedisCost> {
  const text = await redis.info('commandstats');
  const total = { commands: 0, scripts: 0, ms: 0 };
  for (const [, name = '', calls, usec] of text.matchAll(/cmdstat_([^:]+):calls=(\d+),usec=(\d+)/g)) {
    const isScript = name === 'evalsha' || name === 'eval';
    total.commands += Number(calls);
    if (isScript) {
      total.scripts += Number(calls);
      total.ms += Number(usec) / 1_000;
    }
  }
  return total;
}

export async function resetCost(redis: Redis): Promise<void> {
  await redis.config('RESETSTAT');
}

/** Bytes that Redis uses for data and their administration. */
export async function usedBytes(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
}
