import type { KnownBlock } from '@slack/types';
import { chunks, clip, lengthOf, literal } from '../text/clean.ts';
import { fallback, md } from '../text/mrkdwn.ts';
import type { Message } from './message.ts';
import { context, preformatted, titledText } from './parts.ts';

/** Code points of a message's subject and body that a card shows; also what the edit form can hold. */
export const MAX_SUBJECT = 250;
export const MAX_BODY = 3_000;

const PART = 3_000;

export interface OutboundText {
  readonly subject?: string | undefined;
  readonly body: string;
}

/** The whole message, exactly as it would be copied. */
function wholeText({ subject, body }: OutboundText): string {
  return literal(subject === undefined ? body : `Subject: ${subject}\n\n${body}`);
}

export function isTooLong({ subject = '', body }: OutboundText): boolean {
  return lengthOf(literal(subject)) > MAX_SUBJECT || lengthOf(literal(body)) > MAX_BODY;
}

/** What the card shows, subject and body each to be copied on its own; shortened only where `isTooLong`. */
export function textBlocks({ subject, body }: OutboundText): KnownBlock[] {
  const shownSubject =
    subject === undefined ? [] : [titledText('Subject', clip(literal(subject), MAX_SUBJECT))];
  return [...shownSubject, titledText('Text', clip(literal(body), MAX_BODY))];
}

/** The whole text in parts for the thread, when the card had to shorten it; else none. */
export function overflowOf(text: OutboundText): string[] {
  return isTooLong(text) ? chunks(wholeText(text), PART) : [];
}

/** One part of a text that was too long for its card, as a reply in the card's thread. `number` counts from 1. */
export function threadPart(part: string, number: number, of: number): Message {
  const title = md`Full text, part ${number} of ${of}`;
  return { text: fallback(title), blocks: [context(title), preformatted(part)] };
}
