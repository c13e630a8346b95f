import type { KnownBlock } from '@slack/types';
import type { Approval } from '../../../src/core/approval.ts';
import { isTooLong, textBlocks } from '../../layout/long-text.ts';
import { section } from '../../layout/parts.ts';
import { bold, clipMarkup, type Mrkdwn, md } from '../../text/mrkdwn.ts';
import { CHANNELS, messageOf, recipientOf } from '../../words/outbound.ts';
import { toolLabel } from '../../words/tools.ts';

/** Exactly what would happen: the whole message, or the question whether to run a step again. */
export function subjectBlocks({ proposal: { payload } }: Approval): KnownBlock[] {
  const question =
    payload.kind === 'rerun' ? [section(rerunQuestion(payload.tool, payload.attempt), 330)] : [];
  const message = messageOf(payload);
  const cut = isTooLong(message) ? md` Cut here; the full text is in the thread.` : md``;
  return [
    ...question,
    section(
      md`${bold('To')} ${clipMarkup(recipientOf(message), 300)} · ${CHANNELS[message.channel]}${cut}`,
      450,
    ),
    ...textBlocks(message),
  ];
}

function rerunQuestion(tool: string, attempt: number): Mrkdwn {
  return md`${bold(toolLabel(tool), 60)} was interrupted at attempt ${attempt}, and nobody knows whether it happened.
• ${bold('Approve')}: run it again. If it did happen, it then happens twice.
• ${bold('Deny')}: leave it as it is.`;
}

/** What the request is about, for headings. */
export function requestTitle({ proposal: { payload } }: Approval, tool: string): string {
  return payload.kind === 'rerun'
    ? `Run again? ${toolLabel(payload.tool)}`
    : `${toolLabel(tool)} for ${payload.accountName}`;
}
