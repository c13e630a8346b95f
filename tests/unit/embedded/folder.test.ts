import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withFolderLock } from '../../../src/embedded/folder-lock.ts';
import { commandLine, identify, isRunning } from '../../../src/embedded/processes.ts';
import { readAddress, writeConf } from '../../../src/embedded/redis-conf.ts';
import { currentUsers, writeUsers } from '../../../src/embedded/users.ts';

async function ownFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-folder-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A process that has ended and been reaped. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('a process', () => {
  it('is told apart from another one with the same number', () => {
    const me = identify(process.pid);
    if (me === null) throw new Error('this process does not run');
    expect(isRunning(me)).toBe(true);
    expect(isRunning({ ...me, began: `${me.began}0` })).toBe(false);
  });

  it('is not there any more when it has ended', async () => {
    const pid = await deadPid();
    expect(identify(pid)).toBeNull();
    expect(commandLine(pid)).toBe('');
  });

  it('shows what it runs', () => {
    expect(commandLine(process.pid)).toContain('node');
  });
});

describe('the lock of a folder', () => {
  it('lets one in at a time, and goes with it', async () => {
    const dir = await ownFolder();
    let inside = 0;
    const most: number[] = [];
    const work = async () => {
      inside += 1;
      most.push(inside);
      await new Promise((next) => setImmediate(next));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFolderLock(dir, 5_000, work)));
    expect(most).toEqual(Array.from({ length: 8 }, () => 1));
    expect(await readdir(dir)).toEqual([]);
  });

  it('goes with work that fails, and gives its error', async () => {
    const dir = await ownFolder();
    const failing = withFolderLock(dir, 5_000, () => Promise.reject(new Error('work failed')));
    await expect(failing).rejects.toThrow('work failed');
    expect(await withFolderLock(dir, 0, async () => 'free')).toBe('free');
  });

  it('is respected while its holder runs', async () => {
    const dir = await ownFolder();
    await writeFile(join(dir, 'start.lock'), JSON.stringify({ ...identify(process.pid), nonce: 'x' }));
    const waiting = withFolderLock(dir, 20, async () => 'in');
    await expect(waiting).rejects.toMatchObject({
      code: 'SYSTEM_UNAVAILABLE',
      message: expect.stringContaining('start.lock'),
    });
  });

  it('is broken when its holder is dead', async () => {
    const dir = await ownFolder();
    await writeFile(
      join(dir, 'start.lock'),
      JSON.stringify({ pid: await deadPid(), began: '1', nonce: 'x' }),
    );
    expect(await withFolderLock(dir, 5_000, async () => 'in')).toBe('in');
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('the configuration', () => {
  it('gives back the address, and quotes what needs it', async () => {
    const dir = await ownFolder();
    await writeConf(dir, { port: 4711, password: 'abc0' });
    expect(await readAddress(dir)).toEqual({ port: 4711, password: 'abc0' });
    expect((await stat(join(dir, 'redis.conf'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dir, 'redis.conf'), 'utf8')).toContain(`dir "${dir}"\n`);
  });

  it('is no address when it is missing or not ours', async () => {
    const dir = await ownFolder();
    expect(await readAddress(dir)).toBeNull();
    await writeFile(join(dir, 'redis.conf'), 'port 6379\n');
    expect(await readAddress(dir)).toBeNull();
  });
});

describe('the programs that use a server', () => {
  it('are those that still run', async () => {
    const dir = await ownFolder();
    const me = { id: 'me', pid: process.pid, began: identify(process.pid)?.began ?? '' };
    writeUsers(dir, [me, { id: 'gone', pid: await deadPid(), began: '1' }]);
    expect(currentUsers(dir)).toEqual([me]);
  });

  it('are none where the list is missing or broken', async () => {
    const dir = await ownFolder();
    expect(currentUsers(dir)).toEqual([]);
    await writeFile(join(dir, 'users.json'), '[{"pid":');
    expect(currentUsers(dir)).toEqual([]);
  });
});
