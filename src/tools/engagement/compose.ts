import { CugarError } from '../../core/errors.ts';
import type { MessageChannel } from '../../core/proposal.ts';
import { spokenDay } from '../shared/dates.ts';
import type { Hook } from './choose-hook.ts';
import { cleanName, firstNameOf } from './clean-name.ts';
import { EMAIL_TEXTS, GREETINGS, OPENER, OPT_OUT, SIGN_OFFS, SUBJECTS } from './email-texts.ts';
import { LINKEDIN_TEXTS, PHONE_CLOSING, PHONE_OPENING, SMS_TEXTS } from './short-texts.ts';
import type { Situation, Tone } from './situation.ts';
import { smsSize } from './sms-length.ts';
import { fill } from './template.ts';

export interface Letter {
  readonly channel: MessageChannel;
  readonly tone: Tone;
  readonly situation: Situation;
  readonly accountName: string;
  readonly recipientName: string | undefined;
  readonly senderName: string | undefined;
  readonly hook: Hook | null;
  /** One question to the buyer, from our own list. */
  readonly question: string | undefined;
}

const MAX_SUBJECT = 60;
const LINKEDIN_NOTE = 200;

/** The text of a message, complete: nothing is left to fill in. */
export function compose(letter: Letter): { subject?: string; body: string } {
  const values = valuesOf(letter);
  if (letter.channel === 'email')
    return { subject: subjectOf(letter, values), body: emailBody(letter, values) };
  if (letter.channel === 'phone') return { body: phoneBody(letter, values) };
  return { body: shortBody(letter, values) };
}

function valuesOf({
  accountName,
  recipientName,
  senderName,
  hook,
  question,
}: Letter): Record<string, string> {
  const company = cleanName(accountName);
  const team = company ? `${company} team` : '';
  const first = firstNameOf(recipientName);
  const full = cleanName(recipientName);
  const sender = cleanName(senderName);
  return {
    company,
    short_company: cleanName(accountName, 24),
    addressee: first || full || team,
    full_addressee: full || team,
    topic: hook?.topic ?? '',
    date: hook ? spokenDay(hook.occurredAt) : '',
    question: question ?? '',
    signed: sender ? ` ${sender}.` : '',
    introduction: sender ? `this is ${sender}` : '',
  };
}

function write(template: string, values: Record<string, string>): string {
  const { text, missing, unknown } = fill(template, values);
  if (missing.length + unknown.length === 0) return text;
  throw new CugarError('AGENT_LOGIC', 'A message template has a placeholder that nothing fills.');
}

function subjectOf({ situation }: Letter, values: Record<string, string>): string {
  const [named, plain] = SUBJECTS[situation];
  const subject = values.company ? write(named, values) : plain;
  return [...subject].length <= MAX_SUBJECT ? subject : plain;
}

function emailBody({ situation, tone, hook, senderName }: Letter, values: Record<string, string>): string {
  const { body, ask } = EMAIL_TEXTS[situation][tone];
  const sender = cleanName(senderName);
  const signature = sender ? `${SIGN_OFFS[tone]},\n${sender}` : SIGN_OFFS[tone];
  const opening = hook ? `${write(OPENER, values)} ` : '';
  return [
    write(GREETINGS[tone], values),
    `${opening}${write(body, values)}`,
    write(ask, values),
    OPT_OUT,
    signature,
  ].join('\n\n');
}

function phoneBody({ situation, tone, hook }: Letter, values: Record<string, string>): string {
  const { body, ask } = EMAIL_TEXTS[situation][tone];
  const opening = hook ? `${write(OPENER, values)} ` : '';
  return [
    write(PHONE_OPENING, values),
    `${opening}${write(body, values)}`,
    write(ask, values),
    PHONE_CLOSING,
  ].join('\n\n');
}

function shortBody({ channel, situation, senderName }: Letter, values: Record<string, string>): string {
  const isSms = channel === 'sms';
  const sender = cleanName(senderName, 40);
  const sign = (text: string) => (isSms || !sender ? text : `${text} ${sender}`);
  const texts = (isSms ? SMS_TEXTS : LINKEDIN_TEXTS)[situation].map((template) =>
    sign(write(template, values)),
  );
  const fits = (text: string) => (isSms ? smsSize(text).segments === 1 : [...text].length <= LINKEDIN_NOTE);
  return texts.find(fits) ?? texts.at(-1) ?? '';
}
