import type { PlanSummary } from '../../src/core/plan-store.ts';
import type { Message } from '../layout/message.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { planState } from '../words/states.ts';
import { answer } from './answer.ts';

export interface Queued {
  readonly goal: string;
  readonly planId: string;
  /** False when the same request had come before and this is its plan. */
  readonly isNew?: boolean;
}

/** The acknowledgement of a command once its plan is durable. */
export function queued({ goal, planId, isNew = true }: Queued): Message {
  const what = clipMarkup(md`${goal}`, 300);
  const where = md`Progress is posted here; ${code(`/cugar status ${planId}`)} shows it at any time.`;
  return answer({
    sentence: isNew
      ? md`Queued: ${what} (plan ${code(planId)}). ${where}`
      : md`This was asked before: ${what} is plan ${code(planId)}, and nothing was queued twice. ${where}`,
  });
}

/** The newest plans in short. */
export function statusList(plans: readonly PlanSummary[]): Message {
  if (plans.length === 0) {
    return answer({
      sentence: md`There are no plans yet. Start one with ${code('/cugar qualify <account>')}.`,
    });
  }
  const open = plans.filter(({ status }) =>
    ['queued', 'running', 'awaiting_approval'].includes(status),
  ).length;
  return answer({
    sentence: md`${plans.length} plans, ${open} of them open. ${join(plans.slice(0, 3).map(inShort), '; ')}.`,
    blocks: [],
    entries: plans.map(planEntry),
    more: code('/cugar status <plan>'),
  });
}

function inShort({ goal, status, undone }: PlanSummary): Mrkdwn {
  return md`${clipMarkup(md`${goal}`, 100)}: ${planState(status, undone).word}`;
}

/** One plan: its state, goal, id, and who asked when. */
export function planEntry({ planId, goal, status, undone, requestedBy, createdAt }: PlanSummary): Mrkdwn {
  const { symbol, word } = planState(status, undone);
  return md`${symbol} ${bold(word)} · ${clipMarkup(md`${goal}`, 300)}\n${code(planId)}, asked by ${mention(requestedBy)} · ${date(Date.parse(createdAt))}`;
}

export type CancelOutcome = 'cancelled' | 'ended' | 'unknown' | 'not_allowed';

/** What came of `/cugar cancel`. */
export function cancelAnswer(outcome: CancelOutcome, planId: string): Message {
  const plan = code(planId);
  const sentences = {
    cancelled: md`Plan ${plan} is cancelled, and its open request with it. What was already found stays in its message.`,
    ended: md`Plan ${plan} had already ended, so there was nothing to cancel.`,
    unknown: md`There is no plan ${plan} here. ${code('/cugar status')} lists the plans.`,
    not_allowed: md`Only the one who asked or an approver may cancel plan ${plan}.`,
  } satisfies Record<CancelOutcome, Mrkdwn>;
  return answer({ sentence: sentences[outcome] });
}
