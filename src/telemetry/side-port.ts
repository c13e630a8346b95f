import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECOND } from '../core/clock.ts';
import { CugarError } from '../core/errors.ts';
import { mergeFamilies } from './expositions.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { redact } from './redact.ts';

/** Whether the process can do its work, component by component. */
export interface Readiness {
  readonly ready: boolean;
  readonly components: Readonly<Record<string, { readonly ready: boolean; readonly detail?: unknown }>>;
}

export interface SidePortOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly metrics: Metrics;
  /** More text for `/metrics`, such as BullMQ's; asked first, so that it may also refresh gauges. */
  readonly extraMetrics: () => Promise<string>;
  readonly ready: () => Promise<Readiness>;
  readonly log: Logger;
  /** How long a scrape or probe waits for an answer. Default 3 s. */
  readonly patienceMs?: number;
}

export interface SidePort {
  /** Gives the port that it listens on. Throws `SYSTEM_CONFIG` when the port cannot be had. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The port for machines: `/metrics`, `/healthz` and `/readyz`. */
export function createSidePort(options: SidePortOptions): SidePort {
  const server = createServer((request, response) => {
    void answer(request, options)
      .catch((err): Answer => {
        options.log.error({ err }, 'a request to the metrics port failed');
        return json(500, { error: 'internal error' });
      })
      .then((found) => send(request, response, found));
  });
  server.requestTimeout = 10 * SECOND;
  server.headersTimeout = 5 * SECOND;
  return { start: () => listen(server, options), stop: () => close(server) };
}

async function answer(request: IncomingMessage, options: SidePortOptions): Promise<Answer> {
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (!['/metrics', '/healthz', '/readyz'].includes(path)) return json(404, { error: 'not found' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'only GET and HEAD' });
  if (path === '/healthz') return json(200, { status: 'alive' });
  return path === '/readyz' ? readiness(options) : exposition(options);
}

async function readiness({ ready, log, patienceMs = 3 * SECOND }: SidePortOptions): Promise<Answer> {
  try {
    const state = await within(patienceMs, ready());
    const status = state.ready ? 'ready' : 'not ready';
    return json(state.ready ? 200 : 503, { status, components: redact(state.components) });
  } catch (err) {
    log.warn({ err }, 'the readiness could not be found out');
    return json(503, { status: 'not ready', components: {} });
  }
}

/** A source that fails costs its own metrics only: the rest is wanted most when something is down. */
async function exposition({
  metrics,
  extraMetrics,
  log,
  patienceMs = 3 * SECOND,
}: SidePortOptions): Promise<Answer> {
  const extra = await within(patienceMs, Promise.resolve().then(extraMetrics)).catch((err: unknown) => {
    log.warn({ err }, 'additional metrics could not be read');
    return '';
  });
  const { text, contentType } = await metrics.exposition();
  return { status: 200, type: contentType, body: `${text.trimEnd()}\n${mergeFamilies(extra)}` };
}

async function within<T>(patienceMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n` };
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  if (!request.complete) request.resume();
}

function listen(server: Server, { port, host }: SidePortOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => reject(portError(port, cause));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function portError(port: number, cause: NodeJS.ErrnoException): CugarError {
  const why =
    cause.code === 'EADDRINUSE'
      ? 'another program uses it'
      : cause.code === 'EACCES'
        ? 'this user may not open it'
        : `it cannot be opened (${cause.code ?? 'unknown reason'})`;
  return new CugarError(
    'SYSTEM_CONFIG',
    `METRICS_PORT is ${port}, but ${why}`,
    { hint: 'Choose another port, or stop what uses it; see docs/reference/configuration.md#metrics_port.' },
    { cause },
  );
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), SECOND).unref();
  });
}
