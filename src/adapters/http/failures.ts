import type { FailureKind } from '../../core/source-failure.ts';
import { PRIVATE_ADDRESS } from './addresses.ts';
import { VendorError, type VendorErrorDetail } from './vendor-error.ts';

/** What a status means, unless the vendor means something else by it. Null: nothing bad. */
export function kindOfStatus(status: number): FailureKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return 'auth';
  if (status === 402) return 'quota_exhausted';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status >= 500) return 'upstream';
  if (status === 410) return 'contract';
  return status >= 400 ? 'invalid_request' : 'contract';
}

const BY_CODE: Readonly<Record<string, readonly [FailureKind, string?]>> = {
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'could not be connected to in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'stopped in the middle of its answer'],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['contract', 'sent an answer that is too large'],
  [PRIVATE_ADDRESS]: ['invalid_request', 'has an address that is not public, which is refused'],
};

/** Gives what a transport threw its kind, and drops everything that may hold an address. */
export function failureOf(vendor: string, thrown: unknown): VendorError {
  const code = codeOf(thrown);
  const [kind, words] = BY_CODE[code] ?? (code.startsWith('HPE_') ? (['contract'] as const) : ['upstream']);
  const detail: VendorErrorDetail = { cause: code, ...(words && { words }) };
  return new VendorError(vendor, kind as FailureKind, detail);
}

function codeOf(thrown: unknown): string {
  const code: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : '';
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
}
