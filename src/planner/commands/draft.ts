import { TONES } from '../../core/playbook-templates.ts';
import { MessageChannel } from '../../core/proposal.ts';
import { draftArguments } from '../draft-arguments.ts';
import { accountCommand } from './account-command.ts';
import type { OptionSpec } from './options.ts';

export const CHANNEL_OPTION: OptionSpec = {
  example: 'email',
  choices: MessageChannel.options,
  spellings: { 'e-mail': 'email', mail: 'email', call: 'phone', text: 'sms' },
};

export const CONTACT_OPTION: OptionSpec = { example: 'Jane Doe', takesRest: true };

export const draft = accountCommand({
  name: 'draft',
  usage: 'draft <account> [--to <contact>] [--channel email|linkedin|phone|sms] [--tone <tone>]',
  what: 'a message for you to approve, with its evidence and quality check',
  examples: ['draft Acme --channel email', 'draft Acme --to "Jane Doe" --channel linkedin --tone friendly'],
  notes: [
    `Tones: ${TONES.join(', ')}.`,
    'The approved text is handed to you, ready to send; Cugar sends nothing itself.',
  ],
  options: {
    to: CONTACT_OPTION,
    channel: CHANNEL_OPTION,
    tone: { example: 'friendly', choices: TONES },
  },
  arguments: async (account, options, { data }) => await draftArguments(data, account, options),
});
