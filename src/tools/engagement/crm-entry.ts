import type { CrmEntry } from '../../core/crm.ts';
import { MESSAGE_NAMES, type MessagePayload, recipientOf } from '../../core/payloads/message.ts';
import { TOUCH_NAMES, type TouchpointPayload, touchpointContent } from '../../core/payloads/touchpoint.ts';
import { oneLine } from '../shared/text.ts';

type Entry = Omit<CrmEntry, 'key'>;

const LONGEST_TITLE = 200;

/** The approved text for the account's record: as on the card, and that nobody has sent it yet. */
export function messageEntry(payload: MessagePayload, now: Date): Entry {
  const { channel, recipient, accountName, subject, body } = payload;
  return {
    kind: 'message',
    channel,
    title: oneLine(`${capital(MESSAGE_NAMES[channel])} to ${recipient.name ?? accountName}`, LONGEST_TITLE),
    text: [
      `To: ${recipientOf(payload)}`,
      ...(subject === undefined ? [] : [`Subject: ${subject}`]),
      '',
      body,
      '',
      'Approved and handed over to be sent. Cugar has not sent it.',
    ].join('\n'),
    at: now.toISOString(),
  };
}

/** The approved date for the account's record, still to be kept. */
export function touchpointEntry(payload: TouchpointPayload): Entry {
  const { channel, recipient, accountName, startsAt, durationMinutes } = payload;
  const { facts } = touchpointContent({ ...payload, logIn: undefined });
  return {
    kind: 'touchpoint',
    channel,
    title: oneLine(`${capital(TOUCH_NAMES[channel])} to ${recipient.name ?? accountName}`, LONGEST_TITLE),
    text: [
      ...facts.map(({ label, value }) => `${label}: ${value}`),
      '',
      'Approved as a date to be kept. Cugar has invited nobody.',
    ].join('\n'),
    at: startsAt,
    minutes: durationMinutes,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
