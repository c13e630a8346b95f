import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CugarError } from '../../../src/core/errors.ts';
import { findRedisServer } from '../../../src/embedded/find-redis-server.ts';
import { startEmbeddedRedis } from '../../../src/embedded/start-embedded-redis.ts';
import { ownFolder, pathWithout, withClient } from './support.ts';

async function script(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

async function emptyPath(dir: string): Promise<string> {
  const bin = join(dir, 'few');
  await mkdir(bin);
  return bin;
}

describe('finding a redis-server', () => {
  it.runIf(existsSync('/usr/bin/apt-get'))(
    'unpacks one with all its libraries, or says how to get one where packages cannot be had',
    { timeout: 400_000 },
    async () => {
      const dir = await ownFolder();
      const path = await pathWithout(dir, ['redis-server']);
      // As on a system that has nothing but its C library.
      await script(join(path, 'dpkg-query'), 'exit 0');
      const notices: string[] = [];
      const options = { cacheDir: join(dir, 'ca che'), path, onNotice: (text: string) => notices.push(text) };
      const outcome = await findRedisServer(options).catch((error: unknown) => error);
      expect(notices).toHaveLength(1);
      if (outcome instanceof CugarError) {
        expect(outcome.code).toBe('SYSTEM_UNAVAILABLE');
        expect(outcome.message).toMatch(
          /unpacking it from the system packages failed .*apt-get install.*REDIS_URL/,
        );
        return;
      }
      expect(outcome).toMatchObject({
        path: join(dir, 'ca che/redis', `linux-${process.arch}`, 'usr/bin/redis-server'),
      });
      const redis = await startEmbeddedRedis({ ...options, dataDir: join(dir, 'data') });
      expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');
      await redis.stop();
      expect(notices).toHaveLength(1);
    },
  );

  it('refuses one that is too old, and says which', async () => {
    const dir = await ownFolder();
    const path = await emptyPath(dir);
    await script(join(path, 'redis-server'), 'echo "Redis server v=6.0.16 sha=0:0 malloc=libc bits=64"');
    const notices: string[] = [];
    const find = findRedisServer({ cacheDir: dir, path, onNotice: (text) => notices.push(text) });
    await expect(find).rejects.toMatchObject({
      code: 'SYSTEM_UNAVAILABLE',
      message: expect.stringMatching(/is version 6\.0\.16, and 6\.2 or newer is needed\. .*REDIS_URL/),
    });
    expect(notices.join()).toContain('6.0.16');
  });

  it('passes over one that does not run, for one that was unpacked earlier', async () => {
    const dir = await ownFolder();
    const path = await emptyPath(dir);
    await script(join(path, 'redis-server'), 'exit 1');
    const cached = join(dir, 'redis', `${process.platform}-${process.arch}`, 'usr/bin');
    await mkdir(cached, { recursive: true });
    await script(
      join(cached, 'redis-server'),
      'echo "Redis server v=7.2.4 sha=0:0"; test -n "$LD_LIBRARY_PATH"',
    );
    const cacheDir = relative(process.cwd(), dir);
    const found = await findRedisServer({ cacheDir, path, onNotice: () => undefined });
    expect(found).toMatchObject({ path: join(cached, 'redis-server'), version: '7.2.4' });
    expect(found.env.LD_LIBRARY_PATH).toContain('usr/lib');
  });

  it('says how to get one where there is none', async () => {
    const dir = await ownFolder();
    const find = findRedisServer({ cacheDir: dir, path: await emptyPath(dir), onNotice: () => undefined });
    await expect(find).rejects.toThrow(
      /^There is no redis-server to start\. .*REDIS_URL to a Redis 6\.2 or newer\.$/,
    );
  });

  it('says so when the packages cannot be fetched', async () => {
    const dir = await ownFolder();
    const path = await emptyPath(dir);
    for (const tool of ['apt-cache', 'dpkg-deb', 'dpkg-query']) await symlink('/bin/true', join(path, tool));
    await script(join(path, 'apt-get'), 'echo "E: no network" >&2; exit 100');
    await script(join(path, 'apt-cache'), 'echo "E: No packages found" >&2; exit 100');
    const find = findRedisServer({ cacheDir: dir, path, onNotice: () => undefined });
    await expect(find).rejects.toThrow(/failed \(.*no network\)\. .*REDIS_URL/);
  });

  it('uses the one on the search path as it is', async () => {
    const dir = await ownFolder();
    const path = await emptyPath(dir);
    await script(join(path, 'redis-server'), 'echo "Redis server v=7.0.15 sha=0:0"');
    await cp(join(path, 'redis-server'), join(dir, 'copy'));
    const found = await findRedisServer({ cacheDir: dir, path, onNotice: () => undefined });
    expect(found).toEqual({ path: join(path, 'redis-server'), version: '7.0.15', env: {} });
  });
});
