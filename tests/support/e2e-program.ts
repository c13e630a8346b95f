import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process of the built program, and all that it said so far. */
export interface Program {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** Standard output read as JSON lines; throws at a line that is none. */
  log(): Record<string, unknown>[];
  readonly ended: Promise<Ended>;
  /** Resolves with the first log line that fits; rejects when the program ends before. */
  logged(fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** Sends a signal and resolves when the program has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Folder of an installation; default this checkout. */
  readonly root?: string;
}

export const PATIENCE_MS = 25_000;
const KEPT = ['PATH', 'HOME', 'TMPDIR'];

/** Runs `dist/<file>` with nothing of this process' settings but where programs are found. */
export function startProgram(
  file: string,
  { env = {}, args = [], root = '.' }: ProgramOptions = {},
): Program {
  const kept = Object.fromEntries(KEPT.map((name) => [name, process.env[name] ?? '']));
  const child = spawn(process.execPath, [resolve(root, 'dist', file), ...args], {
    cwd: resolve(root),
    env: { ...kept, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watch(child);
}

function watch(child: ChildProcess): Program {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }));
  const killWithRun = () => void child.kill('SIGKILL');
  process.once('exit', killWithRun);
  child.once('exit', () => process.off('exit', killWithRun));

  const log = () =>
    said.stdout
      .slice(0, said.stdout.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
      .map((line): Record<string, unknown> => JSON.parse(line));
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    log,
    ended,
    async logged(fits) {
      let over: Ended | undefined;
      void ended.then((how) => {
        over = how;
      });
      const found = await until('a log line', () => {
        const line = log().find(fits);
        if (!line && over) throw new Error(`it ended with ${over.code ?? over.signal}: ${said.stderr}`);
        return line;
      });
      return found;
    },
    async end(signal) {
      child.kill(signal);
      return await ended;
    },
  };
}

/** Asks again and again until there is an answer. Rejects when there is none in time. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what} did not come within ${patienceMs} ms`);
    await pause(20);
  }
}
