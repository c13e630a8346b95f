import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, SECOND } from '../../core/clock.ts';
import type { FailureKind } from '../../core/source-failure.ts';
import { type Credentials, createAttempts } from './attempts.ts';
import { createDestinations, type DestinationRules } from './destinations.ts';
import type { AnswerRules, Rate, Send, VendorAuth, VendorRequest } from './exchange.ts';
import { type Circuit, createGate, GATE_DEFAULTS, type GateLimits } from './gate.ts';
import { jitteredPause } from './retry-after.ts';
import { type BucketLimits, createTokenBucket, type TokenBucket } from './token-bucket.ts';
import type { TransportLimits } from './transport.ts';
import { isVendorError, VendorError } from './vendor-error.ts';

/** What is asked of a vendor at most. */
export interface VendorLimits extends Partial<GateLimits>, BucketLimits {
  readonly concurrency: number;
  /** Rates of their own, by the name that requests give. */
  readonly buckets?: Readonly<Record<string, BucketLimits>>;
}

export interface HttpTimes {
  readonly connectMs: number;
  readonly readMs: number;
  /** For a request with all its attempts and pauses. */
  readonly overallMs: number;
}

const HTTP_TIMES: HttpTimes = { connectMs: 5 * SECOND, readMs: 10 * SECOND, overallMs: 20 * SECOND };
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_ATTEMPTS = 4;
/** A vendor that asks for a longer pause is not waited for. */
const LONGEST_PAUSE_MS = 60 * SECOND;

/** One attempt, for the log and the measures: no address, no ids. */
export interface AttemptReport {
  readonly label: string;
  readonly attempt: number;
  readonly ms: number;
  /** `ok` or how it failed. */
  readonly outcome: FailureKind | 'ok';
  readonly status?: number;
}

export interface HttpClientOptions extends DestinationRules, AnswerRules {
  /** As people write it. */
  readonly vendor: string;
  readonly limits: VendorLimits;
  readonly auth?: VendorAuth | undefined;
  readonly clock: Clock;
  readonly times?: Partial<HttpTimes>;
  readonly maxBytes?: number;
  readonly random?: () => number;
  /** Called after each attempt. Must not throw. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined;
}

export interface HttpClient {
  readonly send: Send;
  state(): { readonly circuit: Circuit; readonly rate: Rate | null };
  close(): Promise<void>;
}

interface Turn {
  readonly request: VendorRequest;
  readonly number: number;
  /** When, by `performance.now()`, nobody waits any more. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly credentials: Credentials;
}

const NOBODY: Credentials = { headers: {} };
const RETRIED: readonly FailureKind[] = ['rate_limited', 'upstream', 'timeout'];

/** The one way to a vendor. What it guards against is listed in docs/vendors.md. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { vendor, limits, auth, random = Math.random } = options;
  const times = { ...HTTP_TIMES, ...options.times };
  const destinations = createDestinations(options);
  const transportLimits: TransportLimits = {
    ...times,
    maxBytes: options.maxBytes ?? MAX_BYTES,
    connections: limits.concurrency,
  };
  const attempts = createAttempts({ ...options, destinations, transportLimits });
  const gate = createGate(vendor, { ...GATE_DEFAULTS, ...limits });
  const buckets = new Map<string, TokenBucket>(
    Object.entries({ ...limits.buckets, '': limits }).map(([name, rate]) => [
      name,
      createTokenBucket(rate, () => performance.now()),
    ]),
  );

  /** One attempt in its turn. Throws before sending when its turn comes after the deadline. */
  const attempt = async ({ request, number, until, signal, credentials }: Turn) => {
    const bucket = buckets.get(request.bucket ?? '') ?? buckets.get('');
    const wait = bucket?.wait() ?? 0;
    if (performance.now() + wait >= until)
      throw new VendorError(vendor, 'rate_limited', { retryAfterMs: Math.ceil(wait) });
    await pausing(bucket?.take() ?? 0, signal);
    const started = performance.now();
    const report = (outcome: AttemptReport['outcome'], status?: number) =>
      options.onAttempt?.({
        label: request.label,
        attempt: number,
        ms: Math.round(performance.now() - started),
        outcome,
        ...(status !== undefined && { status }),
      });
    try {
      const answer = await attempts.send(request, credentials, signal);
      report('ok', answer.status);
      return answer;
    } catch (error) {
      if (!isVendorError(error)) throw error;
      const { status } = error.detail.facts ?? {};
      report(error.kind, typeof status === 'number' ? status : undefined);
      if (error.kind === 'rate_limited' && error.detail.retryAfterMs)
        bucket?.hold(Math.min(error.detail.retryAfterMs, LONGEST_PAUSE_MS));
      throw error;
    }
  };

  const send: Send = async (request) => {
    const until = performance.now() + times.overallMs;
    const deadline = AbortSignal.timeout(times.overallMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const mayRepeat = (request.method ?? 'GET') === 'GET' || request.isIdempotent === true;
    let hasRenewed = false;
    let before: VendorError | null = null;
    for (let number = 1; ; number += 1) {
      try {
        return await untilAborted(vendor, signal, async () => {
          // Not within the gate: getting a token needs a turn of its own.
          const credentials =
            request.isAnonymous || !auth
              ? NOBODY
              : { headers: await auth.headers(request), baseUrl: auth.baseUrl?.() };
          return gate.run(() => attempt({ request, number, until, signal, credentials }));
        });
      } catch (error) {
        if (!isVendorError(error)) throw error;
        // What opened the circuit says more than that it is open.
        if (error.kind === 'circuit_open') throw before ?? error;
        before = error;
        if (error.kind === 'auth' && auth?.renew && !request.isAnonymous && !hasRenewed) {
          hasRenewed = true;
          await untilAborted(vendor, signal, auth.renew);
          continue;
        }
        const ms = error.detail.retryAfterMs ?? jitteredPause(number, random);
        const isLast = number >= MAX_ATTEMPTS || !mayRepeat || !RETRIED.includes(error.kind);
        if (isLast || signal.aborted || ms > LONGEST_PAUSE_MS || performance.now() + ms >= until) throw error;
        await untilAborted(vendor, signal, () => pausing(ms, signal));
      }
    }
  };

  return {
    send,
    state: () => ({ circuit: gate.circuit(), rate: attempts.rate() }),
    close: () => attempts.close(),
  };
}

async function pausing(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal });
}

/** As the work ends, or as nobody waits for it any more: also while it only queues for its turn. */
async function untilAborted<T>(vendor: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const gaveUp = () => new VendorError(vendor, 'timeout', { cause: 'DEADLINE' });
  if (signal.aborted) throw gaveUp();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(gaveUp());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } catch (error) {
    throw signal.aborted && !isVendorError(error) ? gaveUp() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
