/** How a connection ends that was never there. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const DEEPEST = 8;

/** Whether a call failed before a single byte of it reached the other side. */
export function wasNeverSent(thrown: unknown): boolean {
  let error: unknown = thrown;
  for (let depth = 0; depth < DEEPEST && error instanceof Error; depth += 1) {
    if ('code' in error && NO_CONNECTION.has(String(error.code))) return true;
    error = error.cause;
  }
  return false;
}
