import type { SalesData } from '../../core/ports.ts';
import { findContact } from '../find-contact.ts';
import { CHANNEL_OPTION } from './draft.ts';
import { readOptions } from './options.ts';
import type { PlanArguments, PlanCommand } from './plan-command.ts';

/** What is longer is no message that one writes by hand; Slack takes no more either. */
const MAX_TEXT = 3_000;

export const check: PlanCommand = {
  name: 'check',
  usage: 'check [--channel email|linkedin|phone|sms] [--subject "…"] [--to <contact>] <text>',
  what: 'what to change in a message of your own, and whether it is ready for review',
  examples: [
    'check --channel sms Hi Dana, could we talk on Friday?',
    'check --to dana@acme.example --subject "Your new plant" Hello Dana, …',
  ],
  notes: [
    'An e-mail address of a known contact also tells which company it goes to. Options of several words stand in quotes.',
    'Nothing is sent, and nobody else sees the text.',
  ],
  async read(words, { data }) {
    const { rest, options } = readOptions(words, {
      channel: CHANNEL_OPTION,
      subject: { example: 'Your new plant' },
      to: { example: 'dana@acme.example' },
    });
    const message = Array.from(rest.join(' ').trim()).slice(0, MAX_TEXT).join('');
    if (message === '') return { kind: 'usage' };
    const { channel, subject, to } = options;
    return {
      kind: 'plan',
      template: 'check',
      args: {
        message,
        ...(channel !== undefined && { channel }),
        ...(subject !== undefined && { subject }),
        ...(to !== undefined && (await recipientOf(data, to))),
      },
    };
  },
};

/** A contact by the address, with company; a name is only a name, for it could be anybody's. */
async function recipientOf(
  data: Pick<SalesData, 'findAccount' | 'contacts'>,
  to: string,
): Promise<PlanArguments> {
  if (!to.includes('@')) return { recipient: { name: to } };
  const match = await data.findAccount(to);
  if (match.kind !== 'one') return { recipient: { email: to } };
  const { account } = match;
  const { contactId, fullName, title, email } = findContact(
    await data.contacts(account.accountId),
    to,
    account.name,
  );
  const recipient = { contactId, name: fullName, ...(title && { title }), ...(email && { email }) };
  return { recipient, accountName: account.name };
}
