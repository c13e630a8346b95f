import { z } from 'zod';

/** In what way a data source failed. */
const FAILURE_KINDS = [
  'auth',
  'forbidden',
  'not_found',
  'rate_limited',
  'quota_exhausted',
  'invalid_request',
  'upstream',
  'timeout',
  'contract',
  'not_supported',
  'circuit_open',
] as const;
export const FailureKind = z.enum(FAILURE_KINDS);
export type FailureKind = z.infer<typeof FailureKind>;

/** A source that did not answer, or answered in part. */
export interface SourceFailure {
  readonly source: string;
  readonly kind: FailureKind;
  /** One sentence; never holds an address or a secret. */
  readonly message: string;
  /** Facts of this moment stand in for the answer. */
  readonly staleSince?: string;
}

/** Which sources what is said of an account rests on, by name. */
export interface Coverage {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly failed: readonly SourceFailure[];
  /** Those of `answered` whose facts are invented. */
  readonly mock: readonly string[];
  /** What must be known about answers that are whole as far as the source can tell, each a sentence. */
  readonly remarks?: readonly string[];
}
