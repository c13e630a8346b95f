import { DAY, HOUR } from '../../src/core/clock.ts';
import type { DayDecision, EndedPlan, HotAccount, RiskyDeal } from '../../src/core/digest.ts';
import type { PendingApproval } from '../../src/core/plan-store.ts';
import { age } from '../answers/approvals.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { whoMayDecide } from '../words/policy.ts';
import { planState } from '../words/states.ts';

const DECISION: Readonly<Record<DayDecision['decision'], string>> = {
  approved: '✓ Approved',
  denied: '⊘ Denied',
  expired: '⊘ Expired undecided',
  cancelled: '⊘ Cancelled',
};

const short = (text: string, max: number): Mrkdwn => clipMarkup(md`${text}`, max);

/** What waits, how long it has, and who may end that. */
export function waitingLine({ approval, planId, requestedBy }: PendingApproval, nowMs: number): Mrkdwn {
  const left = approval.expiresAt - nowMs;
  const hurry = left < 6 * HOUR ? md` ${bold('Expires')} ${date(approval.expiresAt)}.` : md``;
  const who = clipMarkup(whoMayDecide(approval.policy, requestedBy), 200);
  return md`◆ ${bold(age(nowMs - approval.openedAt))} old: ${short(approval.proposal.summary, 160)} (plan ${code(planId)}). May decide: ${who}.${hurry}`;
}

export function decisionLine({ decision, by, goal, planId, atMs }: DayDecision): Mrkdwn {
  const who = by === 'system' ? md`` : md` by ${mention(by)}`;
  return md`${DECISION[decision]}${who}, ${date(atMs)}: ${named(goal, planId)}`;
}

export function troubledLine({ outcome, undone, goal, planId, reason }: EndedPlan): Mrkdwn {
  const { symbol, word } = planState(outcome, undone);
  const why = reason === undefined ? md`` : md` – ${short(reason, 140)}`;
  return md`${symbol} ${word}: ${named(goal, planId)}${why}`;
}

function named(goal: string, planId: string): Mrkdwn {
  return goal === '' ? md`plan ${code(planId)}` : md`${short(goal, 120)} (plan ${code(planId)})`;
}

/** The account, and the signal behind it with its age. */
export function hotLine({ name, owner, score, signal }: HotAccount): Mrkdwn {
  const { title, source, ageDays } = signal;
  const when = ageDays === null ? 'undated' : ageDays <= 0 ? 'today' : `${age(ageDays * DAY)} ago`;
  return md`${bold(name, 80)}${ownedBy(owner)} at ${score.toFixed(2)}: ${short(title, 120)} (${when}, ${short(source, 60)})`;
}

/** The deal, why it is at risk, and what comes next. */
export function riskLine({
  name,
  accountName,
  owner,
  stage,
  winProbability,
  reason,
  nextStep,
  advice,
}: RiskyDeal): Mrkdwn {
  const where = accountName === undefined ? md`` : md`, ${short(accountName, 60)}`;
  const chance = winProbability === null ? md`` : md`, about ${Math.round(winProbability * 100)} % to win`;
  const next =
    nextStep === undefined ? md`No next step on record.` : md`Next step on record: ${short(nextStep, 100)}.`;
  const advised = advice === undefined ? md`` : md`Advised: ${short(advice, 140)}`;
  const facts = join([short(reason, 150), next, advised], ' ');
  const standing = stage === 'unknown' ? md`` : md`, in ${stage.replaceAll('_', ' ')}`;
  return md`${bold(name, 80)}${where}${ownedBy(owner)}${standing}${chance}: ${facts}`;
}

function ownedBy(owner: string | undefined): Mrkdwn {
  return owner === undefined ? md`` : md` (${short(owner, 50)})`;
}
