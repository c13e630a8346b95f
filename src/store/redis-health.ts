import type { Redis } from 'ioredis';
import { CugarError } from '../core/errors.ts';

const OLDEST = [6, 2] as const;

/**
 * Looks whether this Redis can keep promises. Answers a sentence for each setting that could lose data;
 * throws `SYSTEM_UNAVAILABLE` when it does not answer and `SYSTEM_CONFIG` when it is too old.
 */
export async function redisWarnings(redis: Redis): Promise<string[]> {
  const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new CugarError('SYSTEM_CONFIG', `Redis ${version} is too old; 6.2 or newer is needed`);
  }
  const settings = await readSettings(redis);
  if (settings === null)
    return ['The durability of Redis could not be checked: it does not allow CONFIG GET'];
  const wanted: [name: string, value: string, why: string][] = [
    ['appendonly', 'yes', 'a restart of Redis loses plans and decisions'],
    ['appendfsync', 'always', 'a crash of Redis can lose decisions that were acknowledged'],
    ['maxmemory-policy', 'noeviction', 'Redis may throw plans away when memory runs short'],
  ];
  return wanted.flatMap(([name, value, why]) =>
    settings[name] === value
      ? []
      : [`Redis has ${name} ${settings[name] ?? 'unset'} instead of ${value}: ${why}`],
  );
}

async function readSettings(redis: Redis): Promise<Record<string, string> | null> {
  try {
    const names = ['appendonly', 'appendfsync', 'maxmemory-policy'];
    const answers = await Promise.all(names.map((name) => redis.config('GET', name)));
    return Object.fromEntries(answers.map((answer) => answer as [string, string]));
  } catch {
    return null;
  }
}
