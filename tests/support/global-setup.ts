import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findRedisServer } from '../../src/embedded/find-redis-server.ts';
import { startTestRedis } from './test-redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    redisUrl: string;
    redisBinary: { readonly path: string; readonly env: Record<string, string> };
  }
}

/** Runs once before all tests: the compiled program, and the Redis that integration tests share. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const onNotice = (text: string) => void process.stderr.write(`${text}\n`);
  await build();
  const { path, env } = await findRedisServer({ cacheDir: resolve('.cache'), onNotice });
  const binary = { path, env: { ...env } };
  const dir = await mkdtemp(join(tmpdir(), 'cugar-tests-'));
  const redis = await startTestRedis({ binary, dir, appendfsync: 'off' });
  project.provide('redisUrl', redis.url);
  project.provide('redisBinary', binary);
  return () => redis.stop();
}

/** A type error is shown and stops nothing here: the type check is a check of its own. */
async function build(): Promise<void> {
  const script = resolve('scripts/build.mjs');
  const child = spawn(process.execPath, [script, '--even-with-type-errors'], { stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The program cannot be built.');
}
