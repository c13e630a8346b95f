import { z } from 'zod';
import { FailureKind } from './source-failure.ts';

/** How a data vendor has been doing lately. */
export const SourceHealth = z.strictObject({
  /** Milliseconds since 1970. */
  lastSuccessAt: z.number().nullable(),
  lastFailure: z.strictObject({ kind: FailureKind, at: z.number() }).nullable(),
  /** Of the last requests, at most a hundred. */
  requests: z.number().int(),
  failed: z.number().int(),
  circuit: z.enum(['closed', 'open', 'half_open']),
  /** What is left of the allowance, as the vendor last said. */
  rate: z
    .strictObject({ limit: z.number().optional(), remaining: z.number(), resetAt: z.string().optional() })
    .nullable(),
});
export type SourceHealth = z.infer<typeof SourceHealth>;

/** What people are told about a data vendor. */
export interface SourceReport {
  readonly title: string;
  /** `idle`: a mock that keeps silent, because the book of business is no sample. */
  readonly mode: 'live' | 'mock' | 'idle' | 'off';
  /** Null where nobody has asked it yet. */
  readonly health: SourceHealth | null;
}
