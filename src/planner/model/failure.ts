import { APIConnectionError, APIError } from 'openai';
import { CugarError } from '../../core/errors.ts';

export interface Failure {
  readonly error: CugarError;
  /** Whether it is certain that nothing was computed. */
  readonly isFree: boolean;
}

/** What went wrong with a call, in words without a word of what was said. */
export function failureOf(thrown: unknown, timedOutAfterMs: number | undefined): Failure {
  const failed = (message: string, isFree: boolean): Failure => ({
    error: new CugarError('RESOURCE_UNAVAILABLE', message, {}, { cause: thrown }),
    isFree,
  });
  if (timedOutAfterMs !== undefined)
    return failed(`the model gave no answer within ${timedOutAfterMs / 1_000} s`, false);
  const own = ownError(thrown);
  if (own) return { error: own, isFree: false };
  if (thrown instanceof APIError && thrown.status !== undefined) {
    return failed(`the model's server answered with status ${thrown.status}`, true);
  }
  if (thrown instanceof APIConnectionError) return failed("the model's server cannot be reached", true);
  return failed("the answer of the model's server cannot be read", false);
}

/** What our own `fetch` threw, from under whatever was wrapped around it. */
function ownError(thrown: unknown): CugarError | undefined {
  for (let inner = thrown, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    if (inner instanceof CugarError) return inner;
  }
  return undefined;
}
