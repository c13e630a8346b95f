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
