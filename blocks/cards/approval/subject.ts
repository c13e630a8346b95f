import type { KnownBlock } from '@slack/types';
import type { Approval } from '../../../src/core/approval.ts';
import { contentOf } from '../../../src/core/proposal.ts';
import { isTooLong, textBlocks } from '../../layout/long-text.ts';
import { section } from '../../layout/parts.ts';
import { proposalView } from '../../proposals/views.ts';
import { bold, clipMarkup, join, md } from '../../text/mrkdwn.ts';

/** Facts of one proposal that a card has room for. */
const MOST_FACTS = 12;

/** Exactly what would happen: every fact and the whole text, after the question where there is one. */
export function subjectBlocks(approval: Approval): KnownBlock[] {
  const { payload } = approval.proposal;
  const { facts, text } = contentOf(payload);
  const question = proposalView(payload).question?.(payload);
  const cut = isShortened(approval) ? md`Cut here; the full text is in the thread.` : md``;
  const lines = facts
    .slice(0, MOST_FACTS)
    .map(({ label, value }) => md`${bold(label)} ${clipMarkup(md`${value}`, 300)}`);
  return [
    ...(question ? [section(question, 330)] : []),
    section(join([...lines, cut], '\n'), 2_500),
    ...(text ? textBlocks(text) : []),
  ];
}

/** Whether a card can show only the beginning of the text. */
export function isShortened({ proposal: { payload } }: Approval): boolean {
  const { text } = contentOf(payload);
  return text !== null && isTooLong(text);
}

/** What the request is about, for headings. */
export function requestTitle({ proposal: { payload } }: Approval, tool: string): string {
  return proposalView(payload).title(payload, tool);
}
