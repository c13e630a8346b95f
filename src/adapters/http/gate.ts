import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  wrap,
} from 'cockatiel';
import { SECOND } from '../../core/clock.ts';
import { isVendorError, VendorError } from './vendor-error.ts';

export type Circuit = 'closed' | 'open' | 'half_open';

/** What every attempt at a vendor passes through. */
export interface Gate {
  run<T>(attempt: () => Promise<T>): Promise<T>;
  circuit(): Circuit;
}

export interface GateLimits {
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** How long it stays open. */
  readonly openMs: number;
}

export const GATE_DEFAULTS = { failures: 5, openMs: 30 * SECOND } as const;

/** Requests that may wait for their turn; more are refused. */
const LONGEST_QUEUE = 200;

/**
 * Bounds what is under way, and leaves a vendor alone that fails again and again. Attempts must end by
 * themselves when nobody waits for them any more.
 */
export function createGate(vendor: string, { concurrency, failures, openMs }: GateLimits): Gate {
  const breaker = circuitBreaker(
    handleWhen((error) => isVendorError(error, 'upstream', 'timeout')),
    { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const policy = wrap(bulkhead(concurrency, LONGEST_QUEUE), breaker);
  return {
    async run(attempt) {
      try {
        return await policy.execute(attempt);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new VendorError(vendor, 'circuit_open');
        if (error instanceof BulkheadRejectedError)
          throw new VendorError(vendor, 'rate_limited', { words: 'has too many requests waiting here' });
        throw error;
      }
    },
    circuit: () => CIRCUITS[breaker.state],
  };
}

const CIRCUITS: Readonly<Record<CircuitState, Circuit>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
};
