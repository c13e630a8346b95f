import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface MemberOptions {
  readonly name: string;
  /** Folder of the compiled program. */
  readonly build: string;
  readonly logDir: string;
  /** The clock is off by so much, milliseconds. */
  readonly skewMs: number;
  /** Of the n-th start, from 0: another version may come up every time. */
  readonly env: (start: number) => Readonly<Record<string, string>>;
}

/** One process of the bot under a supervisor that starts it again whenever it ends. */
export interface Member {
  readonly name: string;
  /** Starts so far. */
  readonly starts: number;
  /** Ends that nobody here caused. */
  readonly ownEnds: number;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** SIGSTOP; what it answers lets the same process go on. */
  stop(): () => void;
  /** Resolves when the process that runs now, or the next one, is ready. */
  ready(): Promise<void>;
  end(): Promise<void>;
}

const RESTART_AFTER_MS = 300;
const SHIM = resolve('bench/campaign/skewed-clock.mjs');

export function startMember({ name, build, logDir, skewMs, env }: MemberOptions): Member {
  const log = createWriteStream(join(logDir, `${name}.log`), { flags: 'a' });
  const state = { starts: 0, ownEnds: 0, isOver: false, isKilled: false };
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ready = deferred();
  /** Whoever waits already goes on waiting, for the next process that is ready. */
  const renew = () => {
    if (ready.isResolved) ready = deferred();
  };

  function launch(): void {
    const shim = skewMs === 0 ? [] : ['--import', `${pathToFileURL(SHIM).href}?ms=${skewMs}`];
    const started = spawn(process.execPath, [...shim, join(build, 'main.js')], {
      env: env(state.starts),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    state.starts += 1;
    state.isKilled = false;
    started.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      if (text.includes('"msg":"ready"')) ready.resolve();
    });
    started.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
    started.once('exit', (code, signal) => {
      log.write(`--- ended with ${code ?? signal}\n`);
      if (state.isOver) return;
      if (!state.isKilled) state.ownEnds += 1;
      renew();
      timer = setTimeout(launch, RESTART_AFTER_MS);
    });
  }

  const killWithRun = () => void child?.kill('SIGKILL');
  process.once('exit', killWithRun);
  launch();
  return {
    name,
    get starts() {
      return state.starts;
    },
    get ownEnds() {
      return state.ownEnds;
    },
    kill(signal) {
      state.isKilled = true;
      renew();
      child?.kill(signal);
    },
    stop() {
      const stopped = child;
      stopped?.kill('SIGSTOP');
      return () => void stopped?.kill('SIGCONT');
    },
    ready: () => ready.promise,
    async end() {
      state.isOver = true;
      clearTimeout(timer);
      process.off('exit', killWithRun);
      if (child && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      log.end();
    },
  };
}

function deferred() {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const one = {
    promise,
    isResolved: false,
    resolve() {
      one.isResolved = true;
      settle();
    },
  };
  return one;
}
