import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../../src/embedded/start-embedded-redis.ts';
import { ownFolder, startProgram, untilGone, withClient } from './support.ts';

const cacheDir = '.cache';
const onNotice = () => undefined;

async function start(dataDir: string): Promise<EmbeddedRedis> {
  return startEmbeddedRedis({ dataDir, cacheDir, onNotice });
}

const passwordOf = (url: string) => new URL(url).password;
const pidOf = (url: string) =>
  withClient(url, async (redis) => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]));

describe('the embedded Redis', () => {
  it('is durable, on loopback only and behind a password, and ends with stop', async () => {
    const dataDir = join(await ownFolder(), 'red is');
    const redis = await start(dataDir);
    expect(redis.owned).toBe(true);
    const pid = await withClient(redis.url, async (client) => {
      const settings = await client.config('GET', 'append*', 'maxmemory-policy', 'save', 'bind');
      const flat = Array.isArray(settings) ? Object.fromEntries(pairs(settings)) : settings;
      expect(flat).toMatchObject({
        appendonly: 'yes',
        appendfsync: 'always',
        'maxmemory-policy': 'noeviction',
        save: '',
        bind: '127.0.0.1',
      });
      const info = await client.info('server');
      expect(info).toContain(`redis_version:${redis.version}`);
      return Number(/process_id:(\d+)/.exec(info)?.[1]);
    });
    const stranger = redis.url.replace(`:${passwordOf(redis.url)}@`, '');
    const unasked = new Redis(stranger, { enableReadyCheck: false, protocol: 2 });
    await expect(unasked.set('a', 'b')).rejects.toThrow(/NOAUTH/);
    unasked.disconnect();
    await redis.stop();
    await untilGone(pid);
    await expect(withClient(redis.url, (client) => client.ping())).rejects.toThrow();
  });

  it('keeps its password where only the owner reads it', async () => {
    const dataDir = await ownFolder();
    const redis = await start(dataDir);
    const conf = join(dataDir, 'redis.conf');
    expect((await stat(conf)).mode & 0o777).toBe(0o600);
    expect(await readFile(conf, 'utf8')).toContain(passwordOf(redis.url));
    for (const name of await readdir(dataDir)) {
      if (name === 'redis.conf' || name === 'appendonlydir') continue;
      expect(await readFile(join(dataDir, name), 'utf8')).not.toContain(passwordOf(redis.url));
    }
    await redis.stop();
  });

  it('closes a configuration that others could read', async () => {
    const dataDir = await ownFolder();
    const conf = join(dataDir, 'redis.conf');
    await writeFile(conf, 'port "1"\n', { mode: 0o644 });
    const redis = await start(dataDir);
    expect((await stat(conf)).mode & 0o777).toBe(0o600);
    await redis.stop();
  });

  it('finds the data again, also after its server was killed', async () => {
    const dataDir = await ownFolder();
    const first = await start(dataDir);
    await withClient(first.url, (client) => client.set('kept', 'by stop'));
    await first.stop();
    const second = await start(dataDir);
    const pid = await withClient(second.url, async (client) => {
      expect(await client.get('kept')).toBe('by stop');
      await client.set('kept', 'by fsync');
      return Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
    });
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    await second.stop();
    const third = await start(dataDir);
    expect(await withClient(third.url, (client) => client.get('kept'))).toBe('by fsync');
    await third.stop();
  });

  it('comes back where it was, with its data, when its server is killed', async () => {
    const notices: string[] = [];
    const dataDir = await ownFolder();
    const redis = await startEmbeddedRedis({ dataDir, cacheDir, onNotice: (text) => notices.push(text) });
    const client = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 10 });
    client.on('error', () => undefined);
    for (const round of ['first', 'second']) {
      await client.set('round', round);
      const pid = await pidOf(redis.url);
      process.kill(pid, 'SIGKILL');
      await untilGone(pid);
      expect(await client.get('round')).toBe(round);
    }
    expect(notices).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('starting it again')));
    const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
    client.disconnect();
    await redis.stop();
    await untilGone(pid);
    expect(notices).toHaveLength(2);
  });

  it('works in a folder with a very long name', async () => {
    const dataDir = join(await ownFolder(), ...Array.from({ length: 6 }, () => 'long'.repeat(20)));
    const redis = await start(dataDir);
    expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');
    await redis.stop();
  });

  it('takes another port when somebody was faster', async () => {
    const dataDir = await ownFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const offered = [taken, taken];
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const spare = free.address();
    free.close();
    await once(free, 'close');
    const choosePort = async () => offered.pop() ?? (typeof spare === 'object' && spare ? spare.port : 0);
    const redis = await startEmbeddedRedis({ dataDir, cacheDir, onNotice, choosePort });
    other.close();
    expect(offered).toEqual([]);
    expect(new URL(redis.url).port).not.toBe(String(taken));
    expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');
    await redis.stop();
  });

  it('says what the server said when it cannot start, without the password', async () => {
    const dataDir = await ownFolder();
    await mkdir(join(dataDir, 'appendonlydir'));
    const manifest = join(dataDir, 'appendonlydir', 'appendonly.aof.manifest');
    await writeFile(manifest, 'nonsense that is no manifest\n');
    const error = await start(dataDir).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'SYSTEM_UNAVAILABLE', message: expect.stringContaining('manifest') });
    const password = /requirepass "(.+)"/.exec(await readFile(join(dataDir, 'redis.conf'), 'utf8'))?.[1];
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(String(error)).not.toContain(password);
  });

  it('ends with a program that ends without stopping it', async () => {
    const dataDir = await ownFolder();
    const program = await startProgram(dataDir, cacheDir);
    const pid = await pidOf(program.url);
    program.child.stdin?.write('leave\n');
    await untilGone(pid);
    expect(program.owned).toBe(true);
  });
});

function pairs(flat: readonly unknown[]): [string, unknown][] {
  return flat.flatMap((key, at) => (at % 2 === 0 ? [[String(key), flat[at + 1]] as [string, unknown]] : []));
}
