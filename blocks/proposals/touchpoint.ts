import { z } from 'zod';
import { CalendarFile } from '../../src/core/calendar.ts';
import { recipientOf } from '../../src/core/payloads/message.ts';
import { TOUCH_NAMES, type TouchpointPayload } from '../../src/core/payloads/touchpoint.ts';
import { section } from '../layout/parts.ts';
import { bold, clipMarkup, md } from '../text/mrkdwn.ts';
import { crmBlocks } from './crm-lines.ts';
import type { Handover, HandoverOptions, WorkView } from './view.ts';

const Output = z.object({ calendar: CalendarFile });

/** A date with a buyer, which becomes a calendar file. */
export const touchpointView: WorkView<TouchpointPayload> = {
  title: ({ channel, accountName }) => `${capital(TOUCH_NAMES[channel])} to ${accountName}`,
  left: md`Nothing was scheduled.`,
  goingOn: (requester) => md`It is handed to ${requester} as a calendar file. Cugar invites nobody.`,
  done: (requester) => md`It was handed to ${requester} as a calendar file. Cugar has invited nobody.`,
  kept: md`It is kept: what was approved stands above. Cugar has invited nobody.`,
  beingMade: {
    header: 'For your calendar',
    text: (goal) => md`Your approved date for ${goal} is being made ready. Cugar has invited nobody.`,
  },
  handover,
};

function handover(payload: TouchpointPayload, { approvedBy, output }: HandoverOptions): Handover {
  const { localTime, durationMinutes, channel, purpose, recipient } = payload;
  const made = Output.safeParse(output);
  const name = TOUCH_NAMES[channel];
  const who = clipMarkup(md`${recipientOf(payload)}`, 300);
  const reach = channel === 'email' || recipient.phone === undefined ? md`` : md`, ${recipient.phone}`;
  return {
    header: `For your calendar: ${name} to ${payload.accountName}`,
    text: md`Your ${name} to ${who} is set for ${localTime}. The calendar file is in the thread. Cugar has invited nobody.`,
    parts: [
      {
        blocks: [
          section(
            md`${bold('When')} ${localTime}, ${durationMinutes} minutes\n${bold('With')} ${who}${reach}${approvedBy}.\n${bold('For')} ${clipMarkup(md`${purpose}`, 300)}`,
            1_200,
          ),
          section(
            md`Open the calendar file in the thread to add it to your own calendar. ${bold('Cugar has invited nobody')} and written to nobody; getting in touch is up to you.`,
          ),
        ],
      },
      { blocks: crmBlocks(output) },
    ],
    files: made.success
      ? [
          {
            ...made.data.calendar,
            title: `${capital(name)} to ${payload.accountName}`,
            instead: 'Slack took no file. Save this text as a file that ends in .ics and open it.',
          },
        ]
      : [],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
