import type { SalesData } from '../../../core/ports.ts';
import { fold, hasPhrase, oneLine } from '../../shared/text.ts';
import type { Message, QualityIssue } from './message.ts';

const MAX_LOOKUPS = 12;
const CAPITALISED = /\p{Lu}[\p{L}\p{N}&'’-]+(?: \p{Lu}[\p{L}\p{N}&'’-]+){0,3}/gu;

/** Finds names of other accounts of the book in a message that is meant for `accountName`. */
export async function otherCompanies(message: Message, data: SalesData): Promise<QualityIssue[]> {
  const { accountName } = message;
  if (accountName === undefined) return [];
  const text = `${message.subject ?? ''}\n${message.body}`;
  const expected = [accountName, message.recipientName ?? '', message.senderName ?? '', ...message.evidence];
  for (const candidate of candidatesIn(text, expected).slice(0, MAX_LOOKUPS)) {
    const match = await data.findAccount(candidate, 'exact');
    if (match.kind !== 'one' || (match.matchedBy !== 'name' && match.matchedBy !== 'alias')) continue;
    if (fold(match.account.name) === fold(accountName)) continue;
    const both = hasPhrase(text, accountName);
    return [
      {
        severity: both ? 'warning' : 'critical',
        type: 'wrong_company',
        message: `Names ${oneLine(match.account.name, 40)}, another account of the book.`,
        suggestion: both ? 'Leave other customers out.' : 'Is this message meant for somebody else?',
      },
    ];
  }
  return [];
}

/** Capitalised phrases, also without their first word; a single word that only starts a sentence is none. */
function candidatesIn(text: string, expected: readonly string[]): string[] {
  const all = [...text.matchAll(CAPITALISED)].flatMap(({ 0: phrase, index }) => {
    const rest = phrase.split(' ').slice(1).join(' ');
    const startsSentence = /(?:^|[.!?:]["”)]?\s+|\n\s*)$/.test(text.slice(0, index));
    if (rest === '') return startsSentence ? [] : [phrase];
    return [phrase, rest];
  });
  return [...new Set(all)].filter((phrase) => !expected.some((known) => hasPhrase(known, phrase)));
}
