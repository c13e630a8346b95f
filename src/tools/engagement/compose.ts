import { CugarError } from '../../core/errors.ts';
import type { Situation, TemplateRules, Tone } from '../../core/playbook-templates.ts';
import type { MessageChannel } from '../../core/proposal.ts';
import { spokenDay } from '../shared/dates.ts';
import type { Hook } from './choose-hook.ts';
import { cleanName, firstNameOf } from './clean-name.ts';
import { currentLetter, currentNote, type NoteChannel, type TemplateRef } from './library/current-text.ts';
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

export interface Composed {
  readonly text: { readonly subject?: string; readonly body: string };
  /** What it is made of. */
  readonly template: TemplateRef;
}

type Values = Readonly<Record<string, string>>;

/** The text of a message, complete: nothing is left to fill in. */
export function compose(letter: Letter, templates: TemplateRules): Composed {
  const { channel } = letter;
  return channel === 'email' || channel === 'phone'
    ? composeLetter(letter, channel, templates)
    : composeNote(letter, channel, templates);
}

function valuesOf({ accountName, recipientName, senderName, hook, question }: Letter): Values {
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

function write(template: string, values: Values): string {
  const { text, missing, unknown } = fill(template, values);
  if (missing.length + unknown.length === 0) return text;
  throw new CugarError('AGENT_LOGIC', 'A message template has a placeholder that nothing fills.');
}

function composeLetter(letter: Letter, channel: 'email' | 'phone', templates: TemplateRules): Composed {
  const { situation, tone, hook, senderName } = letter;
  const { ref, letter: version, frame } = currentLetter(templates, situation, tone);
  const values = valuesOf(letter);
  const opening = hook ? `${write(frame.opener, values)} ` : '';
  const middle = [`${opening}${write(version.body, values)}`, write(version.ask, values)];
  if (channel === 'phone') {
    const paragraphs = [write(frame.phone_opening, values), ...middle, write(frame.phone_closing, values)];
    return { template: ref, text: { body: paragraphs.join('\n\n') } };
  }
  const sender = cleanName(senderName);
  const signOff = write(frame.sign_offs[tone], values);
  const signature = sender ? `${signOff},\n${sender}` : signOff;
  const body = [write(frame.greetings[tone], values), ...middle, write(frame.opt_out, values), signature];
  const plain = write(version.plain_subject, values);
  const named = values.company ? write(version.subject, values) : plain;
  const subject = [...named].length <= MAX_SUBJECT ? named : plain;
  return { template: ref, text: { subject, body: body.join('\n\n') } };
}

function composeNote(letter: Letter, channel: NoteChannel, templates: TemplateRules): Composed {
  const { ref, note } = currentNote(templates, channel, letter.situation);
  const values = valuesOf(letter);
  const isSms = channel === 'sms';
  const sender = cleanName(letter.senderName, 40);
  const sign = (text: string) => (isSms || !sender ? text : `${text} ${sender}`);
  const texts = note.texts.map((template) => sign(write(template, values)));
  const fits = (text: string) => (isSms ? smsSize(text).segments === 1 : [...text].length <= LINKEDIN_NOTE);
  return { template: ref, text: { body: texts.find(fits) ?? texts.at(-1) ?? '' } };
}
