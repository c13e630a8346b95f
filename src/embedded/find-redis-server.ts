import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { withFolderLock } from './folder-lock.ts';
import { howToGetRedis } from './how-to-get-redis.ts';
import { isNewEnough, OLDEST_REDIS, versionOf } from './redis-version.ts';
import { findCommand } from './run-command.ts';
import { describeUnpacked, findAptTools, unpackRedis } from './unpack-redis.ts';

/** Two downloads with all their retries, by another program that was first. */
const UNPACK_TIMEOUT_MS = 15 * 60_000;

/** A redis-server that runs here. */
export interface RedisBinary {
  readonly path: string;
  readonly version: string;
  /** What it needs in its environment; empty for the system's own. */
  readonly env: Readonly<Record<string, string>>;
}

export interface FindOptions {
  /** Folder for what may be fetched again at any time. */
  readonly cacheDir: string;
  /** Search path as in PATH; without it, the program's own. */
  readonly path?: string | undefined;
  /** Told in one sentence when something takes long or is passed over. */
  readonly onNotice: (text: string) => void;
}

/**
 * The redis-server on the search path, else the one unpacked earlier, else one unpacked now from the
 * system's packages. Throws `SYSTEM_UNAVAILABLE` with the way to get one when there is none.
 */
export async function findRedisServer(options: FindOptions): Promise<RedisBinary> {
  const holder = resolve(options.cacheDir, 'redis');
  const tree = join(holder, `${process.platform}-${process.arch}`);
  const problems: string[] = [];
  const onPath = await findCommand('redis-server', options.path);
  if (onPath !== null) {
    const usable = await check({ path: onPath, env: {} }, problems);
    if (usable) return usable;
    options.onNotice(`${problems.join(', ')}; looking for another one.`);
  }
  const cached = () => describeUnpacked(tree).then((found) => check(found, []));
  const ready = await cached();
  if (ready) return ready;
  const tools = await findAptTools(options.path);
  if (tools === null) throw await unavailable(problems);
  await mkdir(holder, { recursive: true });
  return withFolderLock(holder, UNPACK_TIMEOUT_MS, async () => {
    const byAnother = await cached();
    if (byAnother) return byAnother;
    options.onNotice('Unpacking a redis-server from the system packages, once.');
    try {
      const usable = await check(await unpackRedis(tools, holder, tree), problems);
      if (usable) return usable;
    } catch (error) {
      problems.push(`unpacking it from the system packages failed (${short(error)})`);
    }
    throw await unavailable(problems);
  });
}

async function check(
  found: Pick<RedisBinary, 'path' | 'env'>,
  problems: string[],
): Promise<RedisBinary | null> {
  const needsEnv = Object.keys(found.env).length > 0;
  const version = await versionOf(found.path, needsEnv ? found.env : undefined);
  if (version !== null && isNewEnough(version)) return { ...found, version };
  problems.push(
    version === null
      ? `the redis-server at ${found.path} does not run`
      : `the redis-server at ${found.path} is version ${version}, and ${OLDEST_REDIS} or newer is needed`,
  );
  return null;
}

async function unavailable(problems: readonly string[]): Promise<CugarError> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const reason = ['There is no redis-server to start', ...problems].join(': ');
  const hint = howToGetRedis(process.platform, osRelease);
  return new CugarError('SYSTEM_UNAVAILABLE', `${reason}. ${hint}`, { hint });
}

function short(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, 200);
}
