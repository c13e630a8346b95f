import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export interface TestRedisOptions {
  readonly binary: { readonly path: string; readonly env: Record<string, string> };
  readonly dir: string;
  /** `off`: nothing is written to disk. */
  readonly appendfsync: 'always' | 'everysec' | 'off';
}

/** A server of the test's own; its port and folder stay the same over all its restarts. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Of the running process; another one after `restart`. */
  readonly pid: number;
  /** SIGKILL, resolved when the process is gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same data, resolved when it answers. */
  restart(): Promise<void>;
  /** SIGSTOP: connected and deaf. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;

export async function startTestRedis(options: TestRedisOptions): Promise<TestRedis> {
  const port = await freePort();
  let child = await launch(options, port);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}/0`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      child = await launch(options, port);
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      await end('SIGTERM');
      await rm(options.dir, { recursive: true, force: true });
    },
  };
}

async function launch({ binary, dir, appendfsync }: TestRedisOptions, port: number): Promise<ChildProcess> {
  const durability =
    appendfsync === 'off' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendfsync];
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...durability];
  const child = spawn(binary.path, [...settings, '--maxmemory-policy', 'noeviction'], {
    env: binary.env,
    stdio: 'ignore',
  });
  const killWithRun = () => void child.kill('SIGKILL');
  process.once('exit', killWithRun);
  child.once('exit', () => process.off('exit', killWithRun));
  const until = performance.now() + READY_TIMEOUT_MS;
  while (!(await pings(port))) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    if (performance.now() > until) throw new Error('redis-server did not answer in time');
    await pause(5);
  }
  return child;
}

function pings(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('data', (reply) => finish(reply.toString() === '+PONG\r\n'));
  });
}
