import type { ErrorCode } from '../../src/core/errors.ts';
import type { Message } from '../layout/message.ts';
import { context, section } from '../layout/parts.ts';
import { clipMarkup, code, join, md } from '../text/mrkdwn.ts';
import { adviceFor } from '../words/advice.ts';
import { answer } from './answer.ts';

/** There is no such subcommand; `nearest` is the one that was probably meant. */
export function unknownCommand(word: string, nearest?: string): Message {
  const meant = nearest === undefined ? md`` : md`Did you mean ${code(`/cugar ${nearest}`)}?`;
  const missing = md`There is no command “${clipMarkup(md`${word}`, 80)}”, so nothing was done.`;
  return answer({ sentence: join([missing, meant, md`${code('/cugar help')} lists them.`], ' ') });
}

export interface ShownError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** What finds it in the logs: a plan or trace id. */
  readonly reference: string;
}

/** What happened, what to do, and what to quote. */
export function errorAnswer({ code: errorCode, message, hint, reference }: ShownError): Message {
  const happened = clipMarkup(md`${firstLine(message)}`, 300);
  const todo = clipMarkup(md`${hint ?? adviceFor(errorCode)}`, 200);
  const quote = md`Reference ${code(reference, 80)}, ${code(errorCode)}`;
  return answer({
    sentence: md`${happened} ${todo} ${quote}`,
    blocks: [section(md`${happened}\n${todo}`), context(quote)],
  });
}

/** A stack never reaches a person, not even inside a message. */
function firstLine(message: string): string {
  const [first = ''] = message.split(/\r?\n\s*at |\r?\n\r?\n/);
  return first.trim() === '' ? 'Something went wrong.' : first;
}
