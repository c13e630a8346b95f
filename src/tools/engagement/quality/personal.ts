import { fold, hasPhrase, oneLine } from '../../shared/text.ts';
import { cleanName, firstNameOf } from '../clean-name.ts';
import { type Check, contentWords, type Message } from './message.ts';

const COMMON_IN_NAMES = new Set(
  'group company corporation international global solutions systems technologies services holding holdings limited partners'.split(
    ' ',
  ),
);
const GENERIC_ADDRESSEES = new Set('there team all everyone everybody folks colleagues sir madam'.split(' '));
/** Words in common with a piece of evidence from which a message counts as referring to it. */
const SHARED_WORDS = 2;

/** What of the known facts the message really uses: recipient, company, evidence. */
export function personalTouches({ subject, body, recipientName, accountName, evidence }: Message): string[] {
  const text = `${subject ?? ''}\n${body}`;
  const touches: string[] = [];
  const names = [firstNameOf(recipientName), cleanName(recipientName)];
  if (names.some((name) => hasPhrase(text, name))) touches.push('Speaks to the recipient by name.');
  if (accountName !== undefined && namesCompany(text, accountName))
    touches.push('Speaks about the company by name.');
  const own = new Set(fold(`${accountName ?? ''} ${recipientName ?? ''}`).split(' '));
  const words = contentWords(text);
  const fact = evidence.find(
    (one) =>
      [...contentWords(one)].filter((word) => words.has(word) && !own.has(word)).length >= SHARED_WORDS,
  );
  if (fact !== undefined) touches.push('Refers to a known fact.');
  return touches;
}

function namesCompany(text: string, accountName: string): boolean {
  if ([cleanName(accountName), cleanName(accountName, 24)].some((name) => hasPhrase(text, name))) return true;
  return [...contentWords(accountName)].some((word) => !COMMON_IN_NAMES.has(word) && hasPhrase(text, word));
}

/** Only a known name obliges: facts such as an internal deal name need not appear in the text. */
export const personalization: Check = (message) => {
  const nameKnown = cleanName(message.recipientName) !== '' || cleanName(message.accountName) !== '';
  if (!nameKnown || personalTouches(message).length > 0) return [];
  return [
    {
      severity: 'critical',
      type: 'no_personalization',
      message: 'Nothing in the text is about this recipient.',
      suggestion: 'Name the person, the company or a fact about them.',
      field: 'body',
    },
  ];
};

const GREETING = /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\s+([^\n,!:]{1,80})/i;

export const addressee: Check = ({ body, recipientName, accountName }) => {
  const greeted = fold(GREETING.exec(body)?.[1] ?? '')
    .split(' ')
    .filter(Boolean);
  const right = new Set(
    fold(`${cleanName(recipientName)} ${cleanName(accountName)}`)
      .split(' ')
      .filter(Boolean),
  );
  if (greeted.length === 0 || fold(cleanName(recipientName)) === '') return [];
  if (greeted.some((word) => right.has(word) || GENERIC_ADDRESSEES.has(word))) return [];
  return [
    {
      severity: 'critical',
      type: 'wrong_name',
      message: `Greets ${oneLine(greeted.join(' '), 30)}, but the recipient is ${cleanName(recipientName)}.`,
      suggestion: 'Greet the recipient by the right name.',
      field: 'body',
    },
  ];
};
