import type { MessagePayload, ProposalPayload } from '../../src/core/proposal.ts';
import { type Mrkdwn, md } from '../text/mrkdwn.ts';

export const CHANNELS: Readonly<Record<MessagePayload['channel'], string>> = {
  email: 'e-mail',
  linkedin: 'LinkedIn message',
  phone: 'phone call script',
  sms: 'text message',
};

/** The message that a proposal is about; behind a repetition, the one that may have happened. */
export function messageOf(payload: ProposalPayload): MessagePayload {
  return payload.kind === 'rerun' ? payload.original : payload;
}

/** `Dana Reyes, VP Sales at Northwind, dana@northwind.example`; says so where nobody is known. */
export function recipientOf({ recipient, accountName }: MessagePayload): Mrkdwn {
  const { name, title, email } = recipient;
  const who = [name ?? 'No contact known', title].filter(Boolean).join(', ');
  return email === undefined ? md`${who} at ${accountName}` : md`${who} at ${accountName}, ${email}`;
}
