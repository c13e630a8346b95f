import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { MockAnswer, MockRequest, MockRoutes } from '../../src/adapters/mock/exchange.ts';

/** How a vendor's server goes wrong: with an answer, or in one of the ways that no answer can describe. */
export type Fault =
  | MockAnswer
  /** Takes the request and never answers. */
  | 'hang'
  /** Answers one byte after the other, for ever. */
  | 'drip'
  /** Cuts the connection. */
  | 'reset'
  | 'broken_json'
  | 'html'
  /** Every text is a number and every number a text. */
  | 'mistyped'
  /** Fields that nobody knows, everywhere. */
  | 'drift'
  | 'huge'
  /** Sends the asker to another host. */
  | 'redirect';

export interface VendorServerOptions {
  readonly routes: MockRoutes;
  /** What stands before the routes: credentials, allowances. Undefined lets the request through. */
  readonly guard?: (request: MockRequest) => MockAnswer | undefined;
  /** Requests that faults leave alone, such as those for tokens. */
  readonly isSpared?: (request: MockRequest) => boolean;
  /** So long every answer takes, the work on it included, for measuring. */
  readonly delayMs?: number;
  /** Headers of every answer, such as what is left of an allowance. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface VendorServer {
  /** `http://127.0.0.1:port/` */
  readonly url: string;
  readonly requests: readonly MockRequest[];
  /** Lets the next requests go wrong; `Infinity` for all until `heal`. */
  fail(fault: Fault, times?: number): void;
  heal(): void;
  close(): Promise<void>;
}

/** A vendor's server on this machine: routes that answer as documented, and faults on demand. */
export async function startVendorServer(options: VendorServerOptions): Promise<VendorServer> {
  const requests: MockRequest[] = [];
  let current: { fault: Fault; left: number } | null = null;
  const server = createServer(async (incoming, response) => {
    const request = await requestOf(incoming);
    requests.push(request);
    const due = options.delayMs === undefined ? undefined : pause(options.delayMs);
    const isSpared = options.isSpared?.(request) ?? false;
    const fault = !isSpared && current && current.left > 0 ? current.fault : null;
    if (fault && current) current.left -= 1;
    const answer = options.guard?.(request) ?? options.routes(request) ?? { status: 404, json: {} };
    await due;
    if (fault) goWrong(fault, answer, response);
    else reply(response, { ...answer, headers: { ...options.headers, ...answer.headers } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    fail(fault, times = 1) {
      current = { fault, left: times };
    },
    heal() {
      current = null;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function requestOf(incoming: IncomingMessage): Promise<MockRequest> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const raw = await text(incoming);
  const type = incoming.headers['content-type'] ?? '';
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]),
  );
  const form = type.includes('form-urlencoded') ? Object.fromEntries(new URLSearchParams(raw)) : undefined;
  const body: unknown = raw === '' ? undefined : (form ?? JSON.parse(raw));
  return { method: incoming.method ?? '', path: url.pathname, query: url.searchParams, headers, body };
}

function reply(response: ServerResponse, { status = 200, headers, json }: MockAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
  response.end(json === undefined ? '' : JSON.stringify(json));
}

const HUGE = `{"padding":"${'x'.repeat(11 * 1024 * 1024)}"}`;

function goWrong(fault: Fault, answer: MockAnswer, response: ServerResponse): void {
  if (typeof fault === 'object') {
    reply(response, fault);
    return;
  }
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'hang':
      return;
    case 'reset':
      response.destroy();
      return;
    case 'drip': {
      response.writeHead(200, json).write('[');
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'broken_json':
      response.writeHead(200, json).end(JSON.stringify(answer.json).slice(0, -1));
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>');
      return;
    case 'huge':
      response.writeHead(200, json).end(HUGE);
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://localhost:9/elsewhere' }).end();
      return;
    case 'mistyped':
      reply(response, { ...answer, json: mistyped(answer.json) });
      return;
    case 'drift':
      reply(response, { ...answer, json: drifted(answer.json) });
      return;
  }
}

function mistyped(value: unknown): unknown {
  if (typeof value === 'string') return 4711;
  if (typeof value === 'number') return 'many';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(mistyped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mistyped(inner)]));
}

function drifted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(drifted);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, item]) => [key, drifted(item)]);
  return { ...Object.fromEntries(inner), aNewField: 'unheard of' };
}
