import { isVendorError } from '../http/vendor-error.ts';

/** Connections that never came about. */
const NEVER_THERE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Whether a request may have been carried out although it failed: what counts is that nobody can tell. */
export function isAnswerLost(error: unknown): boolean {
  if (!isVendorError(error)) return true;
  if (NEVER_THERE.includes(String(error.detail.facts?.cause))) return false;
  return ['upstream', 'timeout', 'contract'].includes(error.kind);
}
