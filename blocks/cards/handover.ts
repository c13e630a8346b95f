import { type PlanRecord, stepRecord } from '../../src/core/plan.ts';
import type { MessagePayload } from '../../src/core/proposal.ts';
import { compose } from '../layout/compose.ts';
import { isTooLong, overflowOf, textBlocks } from '../layout/long-text.ts';
import type { LongMessage, Message } from '../layout/message.ts';
import { context, header, section } from '../layout/parts.ts';
import { clean } from '../text/clean.ts';
import {
  bold,
  clipMarkup,
  code,
  fallback,
  join,
  type Mrkdwn,
  mailLink,
  md,
  mention,
} from '../text/mrkdwn.ts';
import { dataLabel } from '../words/findings.ts';
import { CHANNELS, messageOf, recipientOf } from '../words/outbound.ts';
import { type CardOptions, footer } from './plan/plan-card.ts';

/** A section holds 3,000 characters; the link shares it with a sentence. */
const MAX_URL = 2_700;
/** Without the body; the long body beside it needs the room. */
const MAX_SHORT_URL = 1_500;
/** No character that could end an address, add a header or leave the link. */
const ADDRESS = /^[A-Za-z0-9.!#$'+=^_-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;

/** The approved message for the one who asked, ready to copy or to open in an e-mail program. */
export function handover(record: PlanRecord, stepId: string, options: CardOptions = {}): LongMessage {
  const approval = stepRecord(record, stepId).approval;
  if (!approval) return { ...handoverPlaceholder(record, options), overflow: [] };
  const payload = messageOf(approval.proposal.payload);
  const { warning, sentence } = dataLabel(record, options.dataMode);
  const approvedBy =
    approval.decidedBy === undefined ? md`` : md`, approved by ${mention(approval.decidedBy)}`;
  const cut = isTooLong(payload) ? md` Cut here; the full text is in the thread.` : md``;
  const message = compose({
    text: fallback(
      md`${warning ?? ''} Your ${CHANNELS[payload.channel]} to ${clipMarkup(recipientOf(payload), 250)} is ready to send. Cugar has sent nothing. Open this message to copy it.`,
    ),
    idPrefix: `handover.v${approval.version}`,
    more: code(`/cugar status ${record.plan.planId}`),
    parts: [
      { blocks: [header(`Ready to send: ${CHANNELS[payload.channel]} to ${payload.accountName}`)] },
      { blocks: warning === null ? [] : [section(md`⚠ ${bold(warning)}`, 250)] },
      {
        blocks: [
          section(md`${bold('To')} ${clipMarkup(recipientOf(payload), 300)}${approvedBy}.${cut}`, 500),
        ],
      },
      { blocks: textBlocks(payload) },
      {
        blocks: [
          section(howToSend(payload)),
          section(md`${bold('Cugar has sent nothing.')} Sending is up to you.`),
        ],
      },
      { blocks: [context(...footer(record), md`${sentence}`)] },
    ],
  });
  return { ...message, overflow: overflowOf(payload) };
}

/** The first post of a handover, before its text is filled in. */
export function handoverPlaceholder(record: PlanRecord, options: CardOptions = {}): Message {
  const { warning } = dataLabel(record, options.dataMode);
  const sentence = md`${warning ?? ''} Your approved message for ${clipMarkup(md`${record.plan.goal}`, 300)} is being made ready. Cugar has sent nothing.`;
  return compose({
    text: fallback(sentence),
    idPrefix: 'handover.v0',
    more: code(`/cugar status ${record.plan.planId}`),
    parts: [{ blocks: [header('Ready to send'), section(sentence), context(...footer(record))] }],
  });
}

function howToSend(payload: MessagePayload): Mrkdwn {
  const { channel, recipient } = payload;
  const copy = md`Copy the text above into your ${CHANNELS[channel]}.`;
  if (channel !== 'email') return copy;
  if (recipient.email === undefined) return md`${copy} No e-mail address is known.`;
  const full = mailUrl(payload, true);
  if (full === null) return md`${copy} The e-mail address on file cannot be used in a link.`;
  if (full.length <= MAX_URL)
    return md`${mailLink(full, 'Open in your e-mail program')}, or copy the text above.`;
  const short = mailUrl(payload, false);
  const link =
    short !== null && short.length <= MAX_SHORT_URL ? mailLink(short, 'Open in your e-mail program') : null;
  return link === null
    ? copy
    : join([link, md`: the text is too long for a link, so copy it from above into the e-mail.`]);
}

function mailUrl({ recipient, subject, body }: MessagePayload, withBody: boolean): `mailto:${string}` | null {
  const { email = '' } = recipient;
  if (!ADDRESS.test(email)) return null;
  const query = [
    ...(subject === undefined ? [] : [`subject=${encode(subject.replace(/\s+/g, ' '))}`]),
    ...(withBody ? [`body=${encode(body).replaceAll('%0A', '%0D%0A')}`] : []),
  ].join('&');
  const [local = '', domain = ''] = email.split('@');
  return `mailto:${encode(local)}@${domain}${query === '' ? '' : `?${query}`}`;
}

/** Percent-encodes also what `encodeURIComponent` leaves and Slack might take for formatting. */
function encode(text: string): string {
  return encodeURIComponent(clean(text)).replace(
    /[!'()*~_]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
