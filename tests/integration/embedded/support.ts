import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { commandLine, identify } from '../../../src/embedded/processes.ts';

/** A folder of the test's own, with a name that needs quoting, and gone afterwards. */
export async function ownFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar "em bedded" ü '));
  onTestFinished(async () => {
    await endServersIn(dir);
    await rm(dir, { recursive: true, force: true });
  });
  return dir;
}

/** What a failed test has left running. */
async function endServersIn(dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true });
  for (const name of names.filter((path) => path.endsWith('redis.pid'))) {
    const pid = Number(await readFile(join(dir, name), 'utf8'));
    if (commandLine(pid).includes('redis-server')) process.kill(pid, 'SIGKILL');
  }
}

/** Everything on the machine's search path except what is named. */
export async function pathWithout(dir: string, hidden: readonly string[]): Promise<string> {
  const bin = join(dir, 'bin');
  await mkdir(bin);
  for (const folder of ['/usr/bin', '/bin']) {
    for (const name of await readdir(folder)) {
      if (!hidden.includes(name)) await symlink(join(folder, name), join(bin, name)).catch(() => undefined);
    }
  }
  return bin;
}

export async function withClient<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** Resolves when nobody runs under that number any more. */
export async function untilGone(pid: number): Promise<void> {
  while (identify(pid) !== null) await new Promise((next) => setImmediate(next));
}

export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly owned: boolean;
  /** Tells it to stop its Redis and end. */
  end(): Promise<void>;
  kill9(): Promise<void>;
}

const SOURCE = `
import { createInterface } from 'node:readline';
const [module, dataDir, cacheDir] = process.argv.slice(1);
const { startEmbeddedRedis } = await import(module);
const redis = await startEmbeddedRedis({ dataDir, cacheDir, onNotice() {} });
console.log(JSON.stringify({ url: redis.url, owned: redis.owned }));
createInterface({ input: process.stdin }).on('line', async (line) => {
  if (line === 'stop') await redis.stop();
  process.exit();
});
`;

/** Another program of this checkout that uses the Redis of a folder, as compiled. */
export async function startProgram(dataDir: string, cacheDir: string): Promise<Program> {
  const module = pathToFileURL(resolve('dist/src/embedded/start-embedded-redis.js')).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', SOURCE, module, dataDir, cacheDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const died = gone.then(([code]) => Promise.reject(new Error(`the program ended with ${code}`)));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), died]);
  const { url, owned } = JSON.parse(String(line)) as { url: string; owned: boolean };
  const finish = async (command: string) => {
    child.stdin.write(`${command}\n`);
    await gone;
  };
  return {
    child,
    pid: child.pid ?? 0,
    url,
    owned,
    end: () => finish('stop'),
    async kill9() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
