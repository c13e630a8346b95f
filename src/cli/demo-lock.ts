import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CugarError } from '../core/errors.ts';

/**
 * Makes sure that one demo runs at a time: two would take each other's jobs, each with a Slack of its own.
 * Answers how to let go. Throws `USER_INPUT` while another one is alive; what a killed one left is taken over.
 */
export function lockDemo(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch {
      const owner = Number(readFileSync(file, 'utf8'));
      if (isAlive(owner)) {
        throw new CugarError('USER_INPUT', `A demo is already running (process ${owner}).`, {
          hint: 'Go on there, or end it with Ctrl-C first.',
        });
      }
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
