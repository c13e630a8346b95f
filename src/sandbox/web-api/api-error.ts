import type { Problem } from '../../../blocks/validate/problem.ts';
import type { Json } from '../json.ts';

/** A refusal of the Web API: becomes `{ok: false, error: code, …extra}`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** `invalid_arguments` with Slack's complaints, as the methods for views and missing arguments give them. */
export function invalidArguments(messages: readonly string[]): ApiError {
  return new ApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) },
  });
}

/** `invalid_blocks` as `chat.*` gives it: the complaints twice, once plain and once marked. */
export function invalidBlocks(problems: readonly Problem[]): ApiError {
  const errors = problems.map(({ message }) => message);
  return new ApiError('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((text) => `[ERROR] ${text}`) },
  });
}
