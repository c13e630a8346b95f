import { MESSAGE_NAMES, type MessagePayload, recipientOf } from '../../src/core/payloads/message.ts';
import { isTooLong, overflowOf, textBlocks } from '../layout/long-text.ts';
import { section } from '../layout/parts.ts';
import { clean } from '../text/clean.ts';
import { bold, clipMarkup, join, type Mrkdwn, mailLink, md } from '../text/mrkdwn.ts';
import { toolLabel } from '../words/tools.ts';
import { crmBlocks } from './crm-lines.ts';
import type { Handover, HandoverOptions, WorkView } from './view.ts';

/** A section holds 3,000 characters; the link shares it with a sentence. */
const MAX_URL = 2_700;
/** Without the body; the long body beside it needs the room. */
const MAX_SHORT_URL = 1_500;
/** No character that could end an address, add a header or leave the link. */
const ADDRESS = /^[A-Za-z0-9.!#$'+=^_-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;

/** A text that a person sends. */
export const messageView: WorkView<MessagePayload> = {
  title: ({ accountName }, tool) => `${toolLabel(tool)} for ${accountName}`,
  left: md`Nothing was handed over or sent.`,
  goingOn: (requester) => md`It is handed to ${requester}, ready to send. Cugar sends nothing.`,
  done: (requester) => md`It was handed to ${requester}, ready to send. Cugar has sent nothing.`,
  kept: md`It is kept: the approved text stands above, for somebody else to send. Cugar has sent nothing.`,
  beingMade: {
    header: 'Ready to send',
    text: (goal) => md`Your approved message for ${goal} is being made ready. Cugar has sent nothing.`,
  },
  handover,
};

function handover(payload: MessagePayload, { approvedBy, output }: HandoverOptions): Handover {
  const name = MESSAGE_NAMES[payload.channel];
  const to = md`${recipientOf(payload)}`;
  const cut = isTooLong(payload) ? md` Cut here; the full text is in the thread.` : md``;
  return {
    header: `Ready to send: ${name} to ${payload.accountName}`,
    text: md`Your ${name} to ${clipMarkup(to, 250)} is ready to send. Cugar has sent nothing. Open this message to copy it.`,
    parts: [
      { blocks: [section(md`${bold('To')} ${clipMarkup(to, 300)}${approvedBy}.${cut}`, 500)] },
      { blocks: textBlocks(payload) },
      { blocks: crmBlocks(output) },
      {
        blocks: [
          section(howToSend(payload)),
          section(md`${bold('Cugar has sent nothing.')} Sending is up to you.`),
        ],
      },
    ],
    overflow: overflowOf(payload),
  };
}

function howToSend(payload: MessagePayload): Mrkdwn {
  const { channel, recipient } = payload;
  const copy = md`Copy the text above into your ${MESSAGE_NAMES[channel]}.`;
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
