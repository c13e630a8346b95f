import { usedShare } from '../../src/core/budget.ts';
import { type DigestContent, endedIn, type Judged, PLAN_OUTCOMES } from '../../src/core/digest.ts';
import { amount } from '../cards/plan/plan-card.ts';
import { bold, code, join, type Mrkdwn, md, NOTHING } from '../text/mrkdwn.ts';
import { planState } from '../words/states.ts';
import { decisionLine, hotLine, riskLine, troubledLine, waitingLine } from './lines.ts';

/** One part of the digest: a sentence, and entries of which the card shows the first. */
export interface DigestSection {
  readonly title: string;
  readonly lead: Mrkdwn;
  readonly lines: readonly Mrkdwn[];
  /** Entries that not even the content holds. */
  readonly beyond: number;
  /** Where those can be read. */
  readonly more: Mrkdwn;
}

/** The parts that have something to say, the most urgent first. */
export function sectionsOf(content: DigestContent): DigestSection[] {
  return [
    waiting(content),
    plans(content),
    decisions(content),
    hot(content),
    risky(content),
    budget(content),
  ].filter((section) => section !== null);
}

function waiting({ waiting: { items, total }, untilMs }: DigestContent): DigestSection | null {
  if (total === 0) return null;
  return {
    title: 'Waiting for a decision',
    lead: md`${total} ${total === 1 ? 'request' : 'requests'}, oldest first.`,
    lines: items.map((one) => waitingLine(one, untilMs)),
    beyond: total - items.length,
    more: code('/cugar approvals'),
  };
}

function plans({ ended, started, troubled, audience }: DigestContent): DigestSection | null {
  const total = endedIn(ended);
  if (total + started === 0) return null;
  const own = audience.kind === 'person' ? md` of yours` : NOTHING;
  const counts = PLAN_OUTCOMES.filter((outcome) => ended[outcome] > 0).map((outcome) => {
    const { symbol, word } = planState(outcome);
    return md`${symbol} ${ended[outcome]} ${word.toLowerCase()}`;
  });
  const outcomes = total === 0 ? NOTHING : md`: ${join(counts, ', ')}`;
  return {
    title: 'Plans by outcome',
    lead: md`${total} ended${own}${outcomes}. ${started} started.`,
    lines: troubled.items.map(troubledLine),
    beyond: troubled.total - troubled.items.length,
    more: code('/cugar status'),
  };
}

function decisions({ decisions: { items, total } }: DigestContent): DigestSection | null {
  if (total === 0) return null;
  return {
    title: 'Decisions',
    lead: md`${total} made, newest first.`,
    lines: items.map(decisionLine),
    beyond: total - items.length,
    more: code('/cugar status <plan>'),
  };
}

function hot({ hot: judged }: DigestContent): DigestSection | null {
  if (!judged || judged.judged + judged.failed === 0) return null;
  const lead =
    judged.total === 0
      ? md`None among ${judged.judged} accounts with open deals.`
      : md`${judged.total} of ${judged.judged} accounts with open deals, each with the signal behind it.`;
  return section('Hot accounts', judged, { lead, line: hotLine, more: code('/cugar qualify <account>') });
}

function risky({ risky: judged, lesson }: DigestContent): DigestSection | null {
  if (!judged || judged.judged + judged.failed === 0) return null;
  const isLearned = lesson !== undefined && lesson.use !== 'defaults';
  const grounds = isLearned
    ? md`The chances start from your own closed deals.`
    : md`The chances are estimates by rules, not calibrated.`;
  const lead =
    judged.total === 0
      ? md`None of ${judged.judged} open deals has a high risk for its stage.`
      : md`${judged.total} of ${judged.judged} open deals. ${grounds}`;
  return section('Deals at risk', judged, { lead, line: riskLine, more: code('/cugar qualify <account>') });
}

interface Shown<T> {
  readonly lead: Mrkdwn;
  readonly line: (item: T) => Mrkdwn;
  readonly more: Mrkdwn;
}

function section<T>(title: string, judged: Judged<T>, { lead, line, more }: Shown<T>): DigestSection {
  const { items, total, leftOut, failed } = judged;
  const gaps = [
    ...(failed > 0 ? [md`${failed} could not be judged.`] : []),
    ...(leftOut > 0 ? [md`${leftOut} deals with later close dates were not looked at.`] : []),
  ];
  return {
    title,
    lead: join([lead, ...gaps], ' '),
    lines: items.map(line),
    beyond: total - items.length,
    more,
  };
}

function budget({ budget: uses }: DigestContent): DigestSection | null {
  if (uses.length === 0) return null;
  const lines = uses.map((use) => {
    const name = use.kind === 'workspace_month' ? 'This month (UTC)' : 'Today (UTC)';
    const left = amount(Math.max(0, use.costLimit - use.cost));
    const calls = Math.max(0, use.callLimit - use.calls);
    const share = Math.round(usedShare(use) * 100);
    return md`${bold(name)}: ${amount(use.cost)} of ${amount(use.costLimit)} units and ${use.calls} of ${use.callLimit} calls used (${share} %); ${left} units and ${calls} calls left.`;
  });
  return { title: 'Budget', lead: join(lines, '\n'), lines: [], beyond: 0, more: code('/cugar budget') };
}
