import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface ChildOptions {
  readonly entry: 'worker' | 'desk';
  readonly build: string;
  readonly url: string;
  readonly teamId: string;
  readonly ledger: string;
}

/** A child process that is started again whenever it was killed. */
export interface Child {
  kill9(): void;
  /** Asks the running process; rejects when it dies or fails before it answers. */
  ask(request: Record<string, unknown>): Promise<unknown>;
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly ready?: string;
  readonly answer?: unknown;
  readonly error?: string;
}

export function startChild({ entry, build, url, teamId, ledger }: ChildOptions): Child {
  const open = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let stopped = false;
  let next = 0;
  let announce = () => {};
  const ready = new Promise<void>((done) => {
    announce = done;
  });
  const launch = (): ChildProcess => {
    const script = resolve(`tests/support/crash/${entry}.mjs`);
    const child = fork(script, [build, url, teamId, ledger], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      const { id, ready: isReady, answer, error } = message as Reply;
      if (isReady) announce();
      const waiting = id === undefined ? undefined : open.get(id);
      if (id !== undefined) open.delete(id);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(error));
    });
    child.on('error', () => undefined);
    child.on('exit', () => {
      for (const { reject } of open.values()) reject(new Error('the process died'));
      open.clear();
      if (!stopped) current = launch();
    });
    return child;
  };
  let current = launch();
  return {
    ready,
    kill9: () => void current.kill('SIGKILL'),
    ask: (request) =>
      new Promise((done, reject) => {
        const id = next++;
        open.set(id, { resolve: done, reject });
        current.send({ id, ...request }, (error) => {
          if (error && open.delete(id)) reject(error);
        });
      }),
    async stop() {
      stopped = true;
      const gone = once(current, 'exit');
      current.kill('SIGKILL');
      await gone;
    },
  };
}
