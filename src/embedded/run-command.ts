import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the command; without it, the program's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Runs a program to its end and gives its standard output; rejects with what it said on the other one. */
export function runCommand(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { timeoutMs, ...rest } = options;
  const settings = { ...rest, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, encoding: 'utf8' as const };
  return new Promise((done, fail) => {
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      const said = stderr.trim().split('\n').slice(-3).join(' ');
      fail(new Error(`${file} ${args.at(0) ?? ''} failed: ${said || error.message}`, { cause: error }));
    });
    child.stdin?.end();
  });
}

/** Absolute path of a command on a search path (without one: the program's own), or null. */
export async function findCommand(name: string, path: string | undefined): Promise<string | null> {
  const env = path === undefined ? {} : { env: { PATH: path } };
  try {
    const found = await runCommand('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], {
      ...env,
      timeoutMs: 5_000,
    });
    return found.trim() === '' ? null : resolve(found.trim());
  } catch {
    return null;
  }
}
