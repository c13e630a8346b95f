import { guardedLookup } from './addresses.ts';

/** How long one attempt may take, and how much it may bring. */
export interface TransportLimits {
  readonly connectMs: number;
  /** Without a header, and between two pieces of the body. */
  readonly readMs: number;
  readonly maxBytes: number;
  /** Connections to one host. */
  readonly connections: number;
}

export interface RawRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request and reads the whole answer; follows nothing, repeats nothing. */
export interface Transport {
  send(request: RawRequest): Promise<RawAnswer>;
  close(): Promise<void>;
}

export function createTransport(limits: TransportLimits, isLoopbackAllowed: boolean): Transport {
  /** The package is loaded with the first request: where all vendors are mocks, there is none. */
  const open = async () => {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({
      connect: { timeout: limits.connectMs, lookup: guardedLookup(isLoopbackAllowed) },
      headersTimeout: limits.readMs,
      bodyTimeout: limits.readMs,
      maxResponseSize: limits.maxBytes,
      connections: limits.connections,
    });
    return { request, dispatcher };
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    async send({ method, url, headers, body, signal }) {
      opened ??= open();
      const { request, dispatcher } = await opened;
      const answer = await request(url, {
        dispatcher,
        method,
        headers,
        signal,
        ...(body !== undefined && { body }),
      });
      return {
        status: answer.statusCode,
        headers: singleValued(answer.headers),
        body: await answer.body.text(),
      };
    },
    async close() {
      await (await opened)?.dispatcher.destroy();
    },
  };
}

function singleValued(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const pairs = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return Object.fromEntries(pairs);
}
