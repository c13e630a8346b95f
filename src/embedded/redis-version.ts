import { type RunOptions, runCommand } from './run-command.ts';

/** The oldest Redis with everything that the queue and the scripts use. */
export const OLDEST_REDIS = '6.2';

/** Asks a redis-server for its version, such as `7.0.15`; null when it does not run or is no Redis. */
export async function versionOf(path: string, env?: RunOptions['env']): Promise<string | null> {
  try {
    const said = await runCommand(path, ['--version'], { ...(env ? { env } : {}), timeoutMs: 10_000 });
    return /^Redis server v=([0-9]+(?:\.[0-9]+)+)/.exec(said)?.[1] ?? null;
  } catch {
    return null;
  }
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_REDIS.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
