import { errorAnswer } from '../../blocks/index.ts';
import type { Message } from '../../blocks/layout/message.ts';
import { CugarError } from '../core/errors.ts';
import { type SlackLog, thrownFacts } from './log.ts';

/**
 * Logs what went wrong and makes the answer for the person. An error that is not ours comes from the store or
 * the queue behind it: then `undone` says what therefore did not happen.
 */
export function failureAnswer(
  thrown: unknown,
  { reference, undone, log, what }: { reference: string; undone: string; log: SlackLog; what: string },
): Message {
  const facts = { reference, what, ...thrownFacts(thrown) };
  if (thrown instanceof CugarError) {
    log.warn(facts, 'a request failed');
    const { code, message, detail } = thrown;
    return errorAnswer({ code, message, hint: detail.hint, reference });
  }
  log.error(facts, 'a request failed');
  return errorAnswer({
    code: 'SYSTEM_UNAVAILABLE',
    message: undone,
    hint: 'Ask again in a minute; if it stays, tell whoever runs Cugar.',
    reference,
  });
}
