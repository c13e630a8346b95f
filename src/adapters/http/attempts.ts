import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Destinations } from './destinations.ts';
import type { AnswerRules, Rate, VendorAnswer, VendorRequest } from './exchange.ts';
import { failureOf } from './failures.ts';
import { readAnswer } from './read-answer.ts';
import { createTransport, type RawRequest, type TransportLimits } from './transport.ts';
import { isVendorError, VendorError } from './vendor-error.ts';

interface AttemptOptions extends AnswerRules {
  readonly vendor: string;
  readonly destinations: Destinations;
  readonly transportLimits: TransportLimits;
  readonly clock: Clock;
}

type Headers = Readonly<Record<string, string>>;

/** What goes with a request of somebody whom the vendor knows. */
export interface Credentials {
  /** Must not go anywhere else. */
  readonly headers: Headers;
  /** Where the vendor wants to be asked with them. */
  readonly baseUrl?: string | undefined;
}

/** A request, once: to an allowed place, with credentials, its answer read. */
export interface Attempts {
  send(request: VendorRequest, credentials: Credentials, signal: AbortSignal): Promise<VendorAnswer>;
  /** As the last answer said. */
  rate(): Rate | null;
  close(): Promise<void>;
}

const USER_AGENT = 'cugar';
const MAX_REDIRECTS = 3;

export function createAttempts(options: AttemptOptions): Attempts {
  const { vendor, destinations, clock } = options;
  const transport = createTransport(options.transportLimits, destinations.isLoopbackAllowed);
  let rate: Rate | null = null;

  /** Redirects are followed within one origin only, and without credentials. */
  const follow = async (first: RawRequest, credentials: Headers) => {
    let request: RawRequest = { ...first, headers: { ...first.headers, ...credentials } };
    for (let hops = 0; ; hops += 1) {
      const answer = await transport.send(request);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || !location || request.method !== 'GET') return answer;
      const target = URL.canParse(location, request.url.href) ? new URL(location, request.url) : null;
      if (target?.origin !== request.url.origin || hops >= MAX_REDIRECTS) return answer;
      request = { ...first, url: target };
    }
  };

  return {
    async send(request, credentials, signal) {
      const url = destinations.resolve(request.url, request.query, credentials.baseUrl);
      if ('refused' in url)
        throw new VendorError(vendor, 'invalid_request', { words: `is not asked at ${url.refused}` });
      try {
        const raw = await follow({ ...plain(request), url, signal }, credentials.headers);
        rate = options.rate?.(raw.headers, clock.now()) ?? rate;
        return readAnswer(vendor, options, clock, raw);
      } catch (error) {
        if (isVendorError(error)) throw error;
        if (signal.aborted) throw abandoned(vendor, signal);
        throw failureOf(vendor, error);
      }
    },
    rate: () => rate,
    close: () => transport.close(),
  };
}

/** A deadline that passed is the vendor's failure; a plan that was cancelled is not. */
function abandoned(vendor: string, { reason }: AbortSignal): unknown {
  const isDeadline = reason instanceof Error && reason.name === 'TimeoutError';
  return isDeadline ? new VendorError(vendor, 'timeout', { cause: 'DEADLINE' }) : reason;
}

function plain({ method = 'GET', json, form, headers }: VendorRequest) {
  const body =
    json !== undefined ? JSON.stringify(json) : form && new URLSearchParams({ ...form }).toString();
  const type = json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    method,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': USER_AGENT,
      'x-request-id': randomUUID(),
      ...(body !== undefined && { 'content-type': type }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
}
