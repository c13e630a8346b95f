import type { KnownBlock } from '@slack/types';
import type { Approval } from '../../../src/core/approval.ts';
import { isTooLong, shownText } from '../../layout/long-text.ts';
import { preformatted, section } from '../../layout/parts.ts';
import { bold, clipMarkup, type Mrkdwn, md } from '../../text/mrkdwn.ts';
import { CHANNELS, recipientOf } from '../../words/outbound.ts';
import { toolLabel } from '../../words/tools.ts';

/** Exactly what would happen: the whole message, or the question whether to run a step again. */
export function subjectBlocks({ proposal: { payload } }: Approval): KnownBlock[] {
  if (payload.kind === 'rerun') return [section(rerunQuestion(payload.tool, payload.attempt), 700)];
  const cut = isTooLong(payload) ? md` Cut here; the full text is in the thread.` : md``;
  return [
    section(
      md`${bold('To')} ${clipMarkup(recipientOf(payload), 300)} · ${CHANNELS[payload.channel]}${cut}`,
      450,
    ),
    preformatted(shownText(payload)),
  ];
}

function rerunQuestion(tool: string, attempt: number): Mrkdwn {
  return md`${bold(toolLabel(tool))} was interrupted at attempt ${attempt}, and nobody knows whether it happened.\n• ${bold('Approve')}: run it again. If it did happen, it then happens twice.\n• ${bold('Deny')}: leave it as it is.`;
}

/** What the request is about, for headings. */
export function requestTitle({ proposal: { payload } }: Approval, tool: string): string {
  return payload.kind === 'rerun'
    ? `Run again? ${toolLabel(payload.tool)}`
    : `${toolLabel(tool)} for ${payload.accountName}`;
}
