import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CugarError } from '../core/errors.ts';
import type { RedisBinary } from './find-redis-server.ts';
import { confPath, writeConf } from './redis-conf.ts';
import { askRedis, type RedisAddress } from './resp.ts';
import { waitUntil } from './wait-until.ts';

/** Reading a large append-only file takes its time. */
const READY_TIMEOUT_MS = 10 * 60_000;
const PORT_ATTEMPTS = 5;

export interface SpawnOptions {
  readonly binary: RedisBinary;
  readonly dataDir: string;
  /** Gives a port that seems free; another program may be faster, then it is asked again. */
  readonly choosePort?: () => Promise<number>;
  /** Where clients of an earlier server look for this one. */
  readonly address?: RedisAddress;
}

export interface Server extends RedisAddress {
  readonly pid: number;
  readonly version: string;
  /** Set where this program is its parent. */
  readonly child?: ChildProcess;
}

/** Starts a server on a folder and waits until it answers. Throws `SYSTEM_UNAVAILABLE` with its own words. */
export async function spawnServer(options: SpawnOptions): Promise<Server> {
  const { binary, dataDir, choosePort = freePort } = options;
  for (let attempt = 1; ; attempt += 1) {
    const address = options.address ?? (await newAddress(choosePort));
    await writeConf(dataDir, address);
    const child = launch(binary, dataDir);
    const outcome = await readyOrEnded(child, address);
    if (outcome === 'ready' && child.pid !== undefined) {
      return { ...address, pid: child.pid, version: binary.version, child };
    }
    child.kill('SIGKILL');
    const log = await readFile(logPath(dataDir), 'utf8').catch(() => '');
    if (attempt < PORT_ATTEMPTS && !options.address && log.includes('Address already in use')) continue;
    const words = log.trim().split('\n').slice(-3).join(' ').replaceAll(address.password, '…');
    const message = `The redis-server at ${binary.path} did not start on ${dataDir}: ${words || outcome}`;
    throw new CugarError('SYSTEM_UNAVAILABLE', message);
  }
}

const logPath = (dataDir: string) => join(dataDir, 'redis.log');

/** In a session of its own, so that Ctrl-C reaches the program first and the server when all is done. */
function launch(binary: RedisBinary, dataDir: string): ChildProcess {
  const log = openSync(logPath(dataDir), 'w', 0o600);
  const child = spawn(binary.path, [confPath(dataDir)], {
    cwd: dataDir,
    // The system's own runs as the program does; an unpacked one needs nothing but its libraries.
    ...(Object.keys(binary.env).length > 0 && { env: binary.env }),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

async function readyOrEnded(child: ChildProcess, address: RedisAddress): Promise<string> {
  let isOver = false;
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(`it ended with ${signal ?? code}`));
  });
  const ready = waitUntil(async () => (isOver || (await pings(address)) ? 'ready' : null), READY_TIMEOUT_MS);
  const outcome = await Promise.race([ended, ready]);
  isOver = true;
  return outcome ?? 'it did not answer in time';
}

/** True when our server answers and has read its data. */
async function pings(address: RedisAddress): Promise<boolean> {
  try {
    return (await askRedis(address, ['PING'], 1_000)) === 'PONG';
  } catch {
    return false;
  }
}

async function newAddress(choosePort: () => Promise<number>): Promise<RedisAddress> {
  return { port: await choosePort(), password: randomBytes(24).toString('hex') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
