import { z } from 'zod';
import type { PayloadContent } from './content.ts';
import { CrmPlace, crmPlaceWords } from './crm-record.ts';

export const MessageChannel = z.enum(['email', 'linkedin', 'phone', 'sms']);
export type MessageChannel = z.infer<typeof MessageChannel>;

/** A person as far as known. */
export const Recipient = z.strictObject({
  contactId: z.string().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  email: z.string().optional(),
});

/** What a text was made of, and a hash of it as it was proposed, to tell whether a person changed it. */
const MadeOf = z.strictObject({
  id: z.string(),
  version: z.number().int().positive(),
  proposed: z.string(),
  /** The middle was worded by a model. */
  byModel: z.boolean(),
});

/** An outbound message, exactly as it would be handed over. */
export const MessagePayload = z.strictObject({
  kind: z.literal('message'),
  channel: MessageChannel,
  accountId: z.string(),
  accountName: z.string(),
  recipient: Recipient,
  subject: z.string().optional(),
  body: z.string(),
  template: MadeOf.optional(),
  /** Where it is put on record besides; absent: nowhere. */
  logIn: CrmPlace.optional(),
});
export type MessagePayload = z.infer<typeof MessagePayload>;

export const MESSAGE_NAMES: Readonly<Record<MessageChannel, string>> = {
  email: 'e-mail',
  linkedin: 'LinkedIn message',
  phone: 'phone call script',
  sms: 'text message',
};

/** `Dana Reyes, VP Sales at Northwind, dana@northwind.example`; says so where nobody is known. */
export function recipientOf({
  recipient,
  accountName,
}: Pick<MessagePayload, 'recipient' | 'accountName'>): string {
  const { name, title, email } = recipient;
  const who = [name ?? 'No contact known', title].filter(Boolean).join(', ');
  return [`${who} at ${accountName}`, email].filter(Boolean).join(', ');
}

export function messageContent(payload: MessagePayload): PayloadContent<MessagePayload> {
  const { channel, accountName, subject, body, logIn } = payload;
  return {
    about: accountName,
    facts: [
      { label: 'To', value: recipientOf(payload) },
      { label: 'By', value: MESSAGE_NAMES[channel] },
      ...(logIn ? [{ label: 'Also', value: crmPlaceWords(logIn) }] : []),
    ],
    text: { subject, body },
    edit: {
      takesSubject: subject !== undefined || channel === 'email',
      withText: (text) => {
        const { subject: _before, ...rest } = payload;
        return { ...rest, body: text.body, ...(text.subject !== undefined && { subject: text.subject }) };
      },
    },
  };
}
