import { type CalendarFile, calendarText } from '../../../core/calendar.ts';
import type { TouchpointPayload } from '../../../core/payloads/touchpoint.ts';
import type { MessageChannel } from '../../../core/proposal.ts';
import type { ToolContext } from '../../../core/tool.ts';

const REMIND_MINUTES = 10;

const TITLES: Readonly<Record<MessageChannel, string>> = {
  phone: 'Call',
  email: 'E-mail to',
  linkedin: 'LinkedIn message to',
  sms: 'Text message to',
};

/** The touchpoint for the calendar of the one who asked. Its id is that of the step, so a second file replaces the first. */
export function touchpointFile(
  payload: TouchpointPayload,
  { planId, stepId, now }: Pick<ToolContext, 'planId' | 'stepId' | 'now'>,
): CalendarFile {
  const { recipient, accountName, channel, startsAt, localTime, purpose } = payload;
  const who = recipient.name ?? 'somebody';
  const address =
    channel === 'email' ? recipient.email : channel === 'linkedin' ? undefined : recipient.phone;
  return {
    filename: `${['cugar', channel, slugOf(accountName), startsAt.slice(0, 10)].filter(Boolean).join('-')}.ics`,
    text: calendarText({
      uid: `${planId}.${stepId}@cugar`,
      stampedAt: now,
      startsAt: new Date(startsAt),
      minutes: payload.durationMinutes,
      title: `${TITLES[channel]} ${who}, ${accountName}`,
      notes: [
        purpose,
        ...(address === undefined ? [] : [address]),
        `At their place: ${localTime}`,
        `Proposed by Cugar, plan ${planId}. Nobody was invited.`,
      ],
      remindMinutesBefore: REMIND_MINUTES,
    }),
  };
}

function slugOf(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return ascii.slice(0, 40).replace(/^-+|-+$/g, '');
}
