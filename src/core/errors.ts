/** Whose fault an error is, and whether trying again can help. */
const CODES = {
  AGENT_CONTRACT: { retryable: false, meaning: 'A tool broke its own input or output schema.' },
  AGENT_TIMEOUT: { retryable: true, meaning: 'A tool did not answer within its time limit.' },
  AGENT_LOGIC: { retryable: false, meaning: 'A tool failed for a reason of its own.' },
  SYSTEM_CRASH: { retryable: false, meaning: 'A step took its worker down more often than it may be tried.' },
  SYSTEM_UNAVAILABLE: { retryable: true, meaning: 'A service that this program needs does not answer.' },
  SYSTEM_CONFIG: { retryable: false, meaning: 'The installation is configured wrongly.' },
  RESOURCE_UNAVAILABLE: { retryable: true, meaning: 'A data source does not answer.' },
  RESOURCE_NOT_FOUND: { retryable: false, meaning: 'What was asked for does not exist.' },
  RESOURCE_DATA: { retryable: false, meaning: 'A file or record cannot be read.' },
  POLICY_BUDGET: { retryable: false, meaning: 'A budget does not allow it.' },
  POLICY_ALLOWLIST: { retryable: false, meaning: 'The profile does not allow this tool.' },
  POLICY_CHECK: { retryable: false, meaning: 'A check blocked the proposal.' },
  USER_INPUT: { retryable: false, meaning: 'The request cannot be understood.' },
  USER_PERMISSION: { retryable: false, meaning: 'The person may not do this.' },
  USER_CANCELLED: { retryable: false, meaning: 'A person cancelled it.' },
} as const satisfies Record<string, { retryable: boolean; meaning: string }>;

export type ErrorCode = keyof typeof CODES;

export const ERROR_CODES = Object.keys(CODES) as [ErrorCode, ...ErrorCode[]];

export function meaningOf(code: ErrorCode): string {
  return CODES[code].meaning;
}

export interface ErrorDetail {
  /** What the person can do about it, one sentence. */
  readonly hint?: string;
  readonly retryAfterMs?: number;
  /** Facts for the log; never secrets, never payloads. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The one error of this program: a stable code, a sentence that says what happened, and the facts. */
export class CugarError extends Error {
  override readonly name = 'CugarError';
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }

  get retryable(): boolean {
    return CODES[this.code].retryable;
  }
}

/** Gives every thrown thing a code; what is not ours becomes `fallback` with the thing as its cause. */
export function asCugarError(thrown: unknown, fallback: ErrorCode = 'AGENT_LOGIC'): CugarError {
  if (thrown instanceof CugarError) return thrown;
  const message = thrown instanceof Error ? thrown.message : wordsOf(thrown);
  return new CugarError(fallback, message, {}, { cause: thrown });
}

function wordsOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'something that is not an error was thrown';
  }
}
