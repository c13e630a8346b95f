import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmbeddedRedis } from '../../../src/embedded/start-embedded-redis.ts';
import { ownFolder, startProgram, untilGone, withClient } from './support.ts';

const cacheDir = '.cache';
const start = (dataDir: string) => startEmbeddedRedis({ dataDir, cacheDir, onNotice: () => undefined });
const pidOf = (url: string) =>
  withClient(url, async (redis) => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]));

describe('two programs on one data folder', () => {
  it('share one server, and the last to leave ends it', async () => {
    const dataDir = await ownFolder();
    const first = await startProgram(dataDir, cacheDir);
    const second = await start(dataDir);
    expect([first.owned, second.owned]).toEqual([true, false]);
    expect(second.url).toBe(first.url);
    const pid = await pidOf(second.url);
    await first.end();
    expect(await withClient(second.url, (redis) => redis.ping())).toBe('PONG');
    await second.stop();
    await untilGone(pid);
  });

  it('leave the server to its owner when the second one goes first', async () => {
    const dataDir = await ownFolder();
    const first = await start(dataDir);
    const second = await startProgram(dataDir, cacheDir);
    await second.end();
    expect(await withClient(first.url, (redis) => redis.ping())).toBe('PONG');
    await first.stop();
  });

  it('get one server when they start at once', async () => {
    const dataDir = await ownFolder();
    const programs = await Promise.all(Array.from({ length: 4 }, () => startProgram(dataDir, cacheDir)));
    expect(new Set(programs.map(({ url }) => url)).size).toBe(1);
    expect(programs.filter(({ owned }) => owned)).toHaveLength(1);
    const pid = await pidOf(programs[0]?.url ?? '');
    await Promise.all(programs.map((program) => program.end()));
    await untilGone(pid);
  });

  it('may be the same program twice', async () => {
    const dataDir = await ownFolder();
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)]);
    await one.stop();
    await one.stop();
    expect(await withClient(two.url, (redis) => redis.ping())).toBe('PONG');
    const pid = await pidOf(two.url);
    await two.stop();
    await untilGone(pid);
  });
});

describe('what a killed program leaves behind', () => {
  it('is taken over with all data, and ended by the new owner', async () => {
    const dataDir = await ownFolder();
    const killed = await startProgram(dataDir, cacheDir);
    const pid = await pidOf(killed.url);
    await withClient(killed.url, (redis) => redis.set('said', 'before the kill'));
    await killed.kill9();
    const heir = await start(dataDir);
    expect(heir.owned).toBe(true);
    expect(await pidOf(heir.url)).toBe(pid);
    expect(await withClient(heir.url, (redis) => redis.get('said'))).toBe('before the kill');
    await heir.stop();
    await untilGone(pid);
  });

  it('is taken over by one of several that come at once', async () => {
    const dataDir = await ownFolder();
    const killed = await startProgram(dataDir, cacheDir);
    await killed.kill9();
    const heirs = await Promise.all(Array.from({ length: 3 }, () => startProgram(dataDir, cacheDir)));
    expect(heirs.filter(({ owned }) => owned)).toHaveLength(1);
    await Promise.all(heirs.map((heir) => heir.end()));
  });

  it('does not stop a start when the server is gone too, and its number is somebody else', async () => {
    const dataDir = await ownFolder();
    const killed = await startProgram(dataDir, cacheDir);
    const pid = await pidOf(killed.url);
    await killed.kill9();
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    await writeFile(join(dataDir, 'redis.pid'), `${process.pid}\n`);
    const next = await start(dataDir);
    expect(next.owned).toBe(true);
    expect(next.url).not.toBe(killed.url);
    await next.stop();
  });

  it('is ended when it does not answer', async () => {
    const dataDir = await ownFolder();
    const killed = await startProgram(dataDir, cacheDir);
    const pid = await pidOf(killed.url);
    await killed.kill9();
    process.kill(pid, 'SIGSTOP');
    const next = await start(dataDir);
    await untilGone(pid);
    expect(await pidOf(next.url)).not.toBe(pid);
    await next.stop();
  });

  it('may be the lock of a start: one of those who wait breaks it', async () => {
    const dataDir = await ownFolder();
    const nobody = { pid: process.pid, began: 'in another life', nonce: 'n' };
    await writeFile(join(dataDir, 'start.lock'), JSON.stringify(nobody));
    const programs = await Promise.all([startProgram(dataDir, cacheDir), startProgram(dataDir, cacheDir)]);
    expect(programs.filter(({ owned }) => owned)).toHaveLength(1);
    await Promise.all(programs.map((program) => program.end()));
    await expect(access(join(dataDir, 'start.lock'))).rejects.toThrow(/ENOENT/);
    expect(await readFile(join(dataDir, 'users.json'), 'utf8')).toBe('[]');
  });
});
