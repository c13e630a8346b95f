import type { Clock } from '../../core/clock.ts';
import type { AnswerRules, VendorAnswer } from './exchange.ts';
import { kindOfStatus } from './failures.ts';
import { retryAfterMs } from './retry-after.ts';
import type { RawAnswer } from './transport.ts';
import { VendorError } from './vendor-error.ts';

const JSON_TYPE = /^(?:application\/(?:[\w.+-]+\+)?json|text\/json)\s*(?:;|$)/i;

/** Turns an answer into what it says, or into the failure that it is. */
export function readAnswer(vendor: string, rules: AnswerRules, clock: Clock, raw: RawAnswer): VendorAnswer {
  const { status, headers } = raw;
  const isJson = JSON_TYPE.test(headers['content-type'] ?? '');
  const encoding = headers['content-encoding'] ?? 'identity';
  const parsed = isJson && encoding === 'identity' ? parse(raw.body) : { body: undefined };
  const answer: VendorAnswer = { status, headers, body: parsed?.body };
  const kind = rules.classify?.(answer) ?? kindOfStatus(status) ?? 'ok';
  if (kind !== 'ok') {
    const pause = rules.pauseMs?.(answer, clock.now()) ?? retryAfterMs(headers['retry-after'], clock.now());
    const detail = kind === 'contract' && status < 400 ? { words: 'answered with a redirect' } : {};
    throw new VendorError(vendor, kind, {
      status,
      ...detail,
      ...(pause !== null && { retryAfterMs: pause }),
    });
  }
  if (raw.body === '') return answer;
  if (encoding !== 'identity')
    throw new VendorError(vendor, 'contract', { status, words: 'compressed its answer unasked' });
  if (!isJson)
    throw new VendorError(vendor, 'contract', { status, words: 'answered with something other than JSON' });
  if (!parsed) throw new VendorError(vendor, 'contract', { status, words: 'answered with broken JSON' });
  return answer;
}

function parse(text: string): { readonly body: unknown } | null {
  try {
    return { body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return null;
  }
}
