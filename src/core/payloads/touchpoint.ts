import { z } from 'zod';
import type { PayloadContent } from './content.ts';
import { CrmPlace, crmPlaceWords } from './crm-record.ts';
import { MessageChannel, Recipient, recipientOf } from './message.ts';

/** A moment at which to get in touch, for the calendar of the one who asked. */
export const TouchpointPayload = z.strictObject({
  kind: z.literal('touchpoint'),
  channel: MessageChannel,
  accountId: z.string(),
  accountName: z.string(),
  recipient: Recipient.extend({ phone: z.string().optional() }),
  startsAt: z.iso.datetime(),
  durationMinutes: z.number().int().positive(),
  /** The recipient's time zone; several where only the country is known and it has several. */
  timeZones: z.array(z.string()).min(1),
  /** The moment as a clock on the recipient's wall shows it. */
  localTime: z.string(),
  /** What it is for, one line for the calendar. */
  purpose: z.string(),
  /** Where it is put on record besides; absent: nowhere. */
  logIn: CrmPlace.optional(),
});
export type TouchpointPayload = z.infer<typeof TouchpointPayload>;

export const TOUCH_NAMES: Readonly<Record<MessageChannel, string>> = {
  email: 'e-mail',
  linkedin: 'LinkedIn message',
  phone: 'phone call',
  sms: 'text message',
};

export function touchpointContent(payload: TouchpointPayload): PayloadContent<TouchpointPayload> {
  const { channel, accountName, recipient, localTime, durationMinutes, purpose, logIn } = payload;
  const reached = channel === 'email' ? undefined : recipient.phone;
  return {
    about: accountName,
    facts: [
      { label: 'With', value: [recipientOf(payload), reached].filter(Boolean).join(', ') },
      { label: 'When', value: `${localTime}, ${durationMinutes} minutes` },
      { label: 'By', value: TOUCH_NAMES[channel] },
      { label: 'For', value: purpose },
      ...(logIn ? [{ label: 'Also', value: crmPlaceWords(logIn) }] : []),
    ],
    text: null,
    edit: null,
  };
}
