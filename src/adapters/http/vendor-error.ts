import { CugarError, type ErrorCode } from '../../core/errors.ts';
import type { FailureKind } from '../../core/source-failure.ts';

const CODES: Readonly<Record<FailureKind, ErrorCode>> = {
  auth: 'SYSTEM_CONFIG',
  forbidden: 'SYSTEM_CONFIG',
  not_found: 'RESOURCE_NOT_FOUND',
  rate_limited: 'RESOURCE_UNAVAILABLE',
  quota_exhausted: 'SYSTEM_CONFIG',
  invalid_request: 'AGENT_LOGIC',
  upstream: 'RESOURCE_UNAVAILABLE',
  timeout: 'RESOURCE_UNAVAILABLE',
  contract: 'RESOURCE_DATA',
  not_supported: 'AGENT_LOGIC',
  circuit_open: 'RESOURCE_UNAVAILABLE',
};

/** What is said where nothing more exact is known; completes "<vendor> …". */
const WORDS: Readonly<Record<FailureKind, string>> = {
  auth: 'does not accept the credentials',
  forbidden: 'does not allow this with these credentials or this plan',
  not_found: 'does not know what was asked for',
  rate_limited: 'wants fewer requests',
  quota_exhausted: 'has no credits or requests left',
  invalid_request: 'does not understand the request',
  upstream: 'has a failure of its own or cannot be reached',
  timeout: 'did not answer in time',
  contract: 'answered in a shape that this program does not know',
  not_supported: 'cannot tell this',
  circuit_open: 'is not asked for a while, because it failed several times in a row',
};

export interface VendorErrorDetail {
  /** Completes "<vendor> …"; never holds an address, a token or anything of an answer. */
  readonly words?: string;
  /** The HTTP status, where there was one. */
  readonly status?: number;
  /** A stable word for the cause, such as `ECONNREFUSED`. */
  readonly cause?: string;
  readonly retryAfterMs?: number;
}

/**
 * A vendor failed, in one of the known ways. Carries no cause on purpose: errors of the network and of
 * parsers hold addresses and parts of answers.
 */
export class VendorError extends CugarError {
  readonly kind: FailureKind;
  /** The vendor's title. */
  readonly vendor: string;

  constructor(vendor: string, kind: FailureKind, detail: VendorErrorDetail = {}) {
    const { words = WORDS[kind], status, cause, retryAfterMs } = detail;
    super(CODES[kind], `${vendor} ${words}`, {
      facts: { vendor, kind, ...(status !== undefined && { status }), ...(cause && { cause }) },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
    this.kind = kind;
    this.vendor = vendor;
  }
}

export function isVendorError(thrown: unknown, ...kinds: readonly FailureKind[]): thrown is VendorError {
  return thrown instanceof VendorError && (kinds.length === 0 || kinds.includes(thrown.kind));
}
