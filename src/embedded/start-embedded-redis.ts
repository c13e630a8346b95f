import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { type FindOptions, findRedisServer } from './find-redis-server.ts';
import { withFolderLock } from './folder-lock.ts';
import { keepRunning } from './keep-running.ts';
import { identify } from './processes.ts';
import { findRunning, stopServer } from './running-server.ts';
import { type Server, type SpawnOptions, spawnServer } from './spawn-server.ts';
import { currentUsers, type User, writeUsers } from './users.ts';

/** Longer than reading a large append-only file may take. */
const LOCK_TIMEOUT_MS = 11 * 60_000;

export interface EmbeddedRedisOptions extends FindOptions, Pick<SpawnOptions, 'choosePort'> {
  /** Folder of the data, the configuration and the log; made when it is missing. */
  readonly dataDir: string;
}

export interface EmbeddedRedis {
  /** With the password: for clients only, never for a log or a message. */
  readonly url: string;
  readonly version: string;
  /** True when this program started the server, or took it over from one that was killed. */
  readonly owned: boolean;
  /** Ends this program's use; the last one to leave stops the server, with all data on disk. */
  stop(): Promise<void>;
}

/**
 * Gives a Redis of this checkout's own: starts one on `dataDir`, or joins the one that another program
 * runs there. Throws `SYSTEM_UNAVAILABLE` when there is no redis-server or it does not start.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const dataDir = resolve(options.dataDir);
  const binary = await findRedisServer(options);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const me: User = { id: randomUUID(), pid: process.pid, began: identify(process.pid)?.began ?? '' };
  const locked = <T>(work: () => Promise<T>) => withFolderLock(dataDir, LOCK_TIMEOUT_MS, work);

  const { server, owned } = await locked(async () => {
    const others = currentUsers(dataDir);
    const running = await findRunning(dataDir, others.length > 0);
    const server = running ?? (await spawnServer({ ...options, binary, dataDir }));
    writeUsers(dataDir, running ? [...others, me] : [me]);
    return { server, owned: running === null || others.length === 0 };
  });

  let left: Promise<void> | undefined;
  const restart = ({ port, password }: Server) =>
    locked(async () => {
      if (left) throw new CugarError('SYSTEM_UNAVAILABLE', 'The embedded Redis has been stopped.');
      return spawnServer({ binary, dataDir, address: { port, password } });
    });
  const kept = keepRunning(server, restart, options.onNotice);
  const onExit = () => endWithProgram(dataDir, me, kept.current());
  process.once('exit', onExit);
  const leave = async () => {
    kept.release();
    process.off('exit', onExit);
    await locked(async () => {
      const others = currentUsers(dataDir).filter((user) => user.id !== me.id);
      writeUsers(dataDir, others);
      if (others.length === 0) await stopServer(kept.current());
    });
  };
  return {
    url: `redis://:${server.password}@127.0.0.1:${server.port}/0`,
    version: server.version,
    owned,
    stop() {
      left ??= leave();
      return left;
    },
  };
}

/** The program ends without having stopped it: nothing may be awaited any more. */
function endWithProgram(dataDir: string, me: User, server: Server): void {
  if (currentUsers(dataDir).some((user) => user.id !== me.id)) return;
  try {
    process.kill(server.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
