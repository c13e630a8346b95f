import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockDemo } from '../../../src/cli/demo-lock.ts';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'demo-lock-')), 'data', 'demo.pid');

describe('the lock of the demo', () => {
  it('lets one run at a time and says which one does', () => {
    const file = lockFile();
    const unlock = lockDemo(file);
    expect(() => lockDemo(file)).toThrow(`A demo is already running (process ${process.pid}).`);
    unlock();
    expect(existsSync(file)).toBe(false);
    lockDemo(file)();
  });

  it.each([
    ['a killed demo', String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['half a write', ''],
    ['anything else', 'not a process'],
  ])('takes over what %s left', (_what, content) => {
    const file = lockFile();
    lockDemo(file)();
    writeFileSync(file, content);
    const unlock = lockDemo(file);
    expect(() => lockDemo(file)).toThrow(`process ${process.pid}`);
    unlock();
  });
});
