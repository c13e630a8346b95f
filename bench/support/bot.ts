import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Program, startProgram } from '../../tests/support/e2e-program.ts';

/** A running bot in a process of its own, all roles. */
export interface BenchBot {
  readonly pid: number;
  readonly requestUrl: string;
  readonly metricsUrl: string;
  /** From the start of the process to the first answer 200 of `/readyz`. */
  readonly readyAfterMs: number;
  end(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Starts the built program and waits until it says that it is ready. */
export async function startBenchBot(env: Readonly<Record<string, string>>): Promise<BenchBot> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const startedAt = performance.now();
  const program = startProgram('main.js', {
    env: { ...env, PORT: String(port), METRICS_PORT: String(metricsPort) },
  });
  await ready(program, metricsPort, startedAt);
  return {
    pid: program.pid,
    requestUrl: `http://127.0.0.1:${port}/slack/events`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    readyAfterMs: performance.now() - startedAt,
    async end() {
      await program.end('SIGKILL');
    },
  };
}

async function ready(program: Program, metricsPort: number, startedAt: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() - startedAt > PATIENCE_MS)
      throw new Error(`the bot did not become ready: ${program.stderr()}`);
    await pause(2);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
