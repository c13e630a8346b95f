import { type BudgetRefusal, type BudgetUse, usedShare, WARN_AT } from '../../src/core/budget.ts';
import { amount } from '../cards/plan/plan-card.ts';
import type { Message } from '../layout/message.ts';
import { header } from '../layout/parts.ts';
import { bold, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { answer } from './answer.ts';

const BAR = 10;

/** What has been used of each budget and what is left, in text, numbers and bars. */
export function budgetAnswer(uses: readonly BudgetUse[]): Message {
  if (uses.length === 0) return answer({ sentence: md`No budget is set for you here.` });
  const short = uses.map((use) => md`${title(use)}: ${numbers(use)}`);
  return answer({
    sentence: md`Budget. ${join(short, '. ')}.`,
    blocks: [header('Budget')],
    entries: uses.map(budgetEntry),
  });
}

/** Why a plan was not started: it does not fit what is left. */
export function budgetRefusal(refusal: BudgetRefusal): Message {
  const { wantedCost, wantedCalls } = refusal;
  return answer({
    sentence: md`Not started: it needs about ${amount(wantedCost)} units and ${wantedCalls} calls, which does not fit the budget of ${scopeName(refusal)} (used: ${numbers(refusal)}). ${adviceOf(refusal)}`,
  });
}

/** One budget: its name, a bar, and the numbers. */
export function budgetEntry(use: BudgetUse): Mrkdwn {
  const share = usedShare(use);
  const filled = Math.min(BAR, Math.round(share * BAR));
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const warning = share >= 1 ? ' – nothing left' : share >= WARN_AT ? ' – nearly used up' : '';
  return md`${bold(title(use))}\n${bar} ${Math.round(share * 100)} % used${warning}\n${numbers(use)}`;
}

function numbers({ cost, costLimit, calls, callLimit }: BudgetUse): string {
  return `${amount(cost)} of ${amount(costLimit)} units, ${calls} of ${callLimit} calls`;
}

function scopeName({ kind, id }: Pick<BudgetUse, 'kind' | 'id'>): string {
  const names = {
    plan: 'this plan',
    domain: `${id} within this plan`,
    tool: `${id.replaceAll('_', ' ')} within this plan`,
    user_day: 'you, today (UTC)',
    workspace_month: 'the workspace, this month (UTC)',
  } as const;
  return names[kind];
}

function title(use: BudgetUse): string {
  const name = scopeName(use);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function adviceOf({ kind }: BudgetUse): Mrkdwn {
  if (kind === 'user_day') return md`It is full again tomorrow (UTC).`;
  if (kind === 'workspace_month') return md`It is full again next month (UTC); the registry sets the limit.`;
  return md`The registry sets the limit.`;
}
