import { readWantedTime } from '../../tools/engagement/touchpoint/wanted-time.ts';
import { contactArguments } from '../contact-arguments.ts';
import { accountCommand } from './account-command.ts';
import { CHANNEL_OPTION, CONTACT_OPTION } from './draft.ts';

export const touchpoint = accountCommand({
  name: 'touchpoint',
  usage:
    'touchpoint <account> [--on <when>] [--to <contact>] [--channel email|linkedin|phone|sms] [--zone <time zone>]',
  what: 'a time to get in touch that suits the other side, for you to approve, then as a calendar file',
  examples: ['touchpoint Acme', 'touchpoint Acme --on friday 14:00 --channel phone'],
  notes: [
    'When: tomorrow, friday 14:00, 2026-12-01 9:30, in 3 days, 14:00, or 2026-12-01T14:00+01:00. Without an offset it is the time at their place.',
    'Kept: business hours, working days, public holidays, quiet hours, the wish not to be contacted, and how often was approved here before.',
    'The calendar file is yours to add; Cugar invites nobody.',
  ],
  options: {
    on: { example: 'friday 14:00', takesRest: true },
    to: CONTACT_OPTION,
    channel: CHANNEL_OPTION,
    zone: { example: 'Europe/Berlin' },
  },
  arguments: async (account, { to, on, channel, zone }, { data }) => {
    if (on !== undefined) readWantedTime(on);
    return {
      ...(await contactArguments(data, account, to)),
      ...(on !== undefined && { on }),
      ...(channel !== undefined && { channel }),
      ...(zone !== undefined && { zone }),
    };
  },
});
