import { readFile } from 'node:fs/promises';
import { CugarError } from '../core/errors.ts';
import { commandLine, identify } from './processes.ts';
import { pidPath, readAddress } from './redis-conf.ts';
import { askRedis, type RedisAddress } from './resp.ts';
import type { Server } from './spawn-server.ts';
import { waitUntil } from './wait-until.ts';

const ANSWER_TIMEOUT_MS = 5_000;
const LOADING_TIMEOUT_MS = 10 * 60_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * The server that already runs on a folder, ready to use; null when there is none. One that nobody uses and
 * that does not answer is ended; one in use that does not answer throws `SYSTEM_UNAVAILABLE`.
 */
export async function findRunning(dataDir: string, inUse: boolean): Promise<Server | null> {
  const address = await readAddress(dataDir);
  if (address === null) return null;
  const pid = await serverPid(dataDir, address);
  const patience = pid === null ? 0 : ANSWER_TIMEOUT_MS;
  const answer = await waitUntil(() => askState(address, patience || 1_000), patience);
  if (answer === 'loading') await waitUntil(() => untilLoaded(address), LOADING_TIMEOUT_MS);
  if (answer !== null) return { ...address, ...(await introduce(address)) };
  if (pid === null) return null;
  if (inUse) {
    const message = `The redis-server of ${dataDir} (process ${pid}) runs and does not answer; end it and try again.`;
    throw new CugarError('SYSTEM_UNAVAILABLE', message);
  }
  await kill(pid);
  return null;
}

/** Ends a server in its own way, all data on disk; by force when it takes too long. */
export async function stopServer(server: Server): Promise<void> {
  await askRedis(server, ['SHUTDOWN'], STOP_TIMEOUT_MS).catch(() => undefined);
  const gone = await waitUntil(() => (identify(server.pid) === null ? true : null), STOP_TIMEOUT_MS);
  if (gone === null) await kill(server.pid);
}

async function kill(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  await waitUntil(() => (identify(pid) === null ? true : null), STOP_TIMEOUT_MS);
}

/** By the server's own pid file; the number may belong to somebody else by now. */
async function serverPid(dataDir: string, { port }: RedisAddress): Promise<number | null> {
  const pid = Number.parseInt(await readFile(pidPath(dataDir), 'utf8').catch(() => ''), 10);
  if (!(pid > 1) || identify(pid) === null) return null;
  const command = commandLine(pid);
  return command.includes('redis-server') && command.includes(`:${port}`) ? pid : null;
}

/** Null when it does not answer, or answers as somebody else. */
async function askState(address: RedisAddress, timeoutMs: number): Promise<'ready' | 'loading' | null> {
  try {
    await askRedis(address, ['PING'], timeoutMs);
    return 'ready';
  } catch (error) {
    return error instanceof Error && error.message.startsWith('LOADING') ? 'loading' : null;
  }
}

async function untilLoaded(address: RedisAddress): Promise<true | null> {
  return (await askState(address, ANSWER_TIMEOUT_MS)) === 'ready' ? true : null;
}

async function introduce(address: RedisAddress): Promise<Pick<Server, 'pid' | 'version'>> {
  const info = await askRedis(address, ['INFO', 'server'], ANSWER_TIMEOUT_MS);
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  return { pid: Number(field('process_id')), version: field('redis_version') };
}
