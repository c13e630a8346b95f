import type { HomeView, KnownBlock } from '@slack/types';
import type { BudgetUse } from '../../src/core/budget.ts';
import type { Listed } from '../../src/core/listed.ts';
import type { PendingApproval, PlanSummary } from '../../src/core/plan-store.ts';
import type { DataStatus } from '../../src/core/ports.ts';
import type { SourceReport } from '../../src/core/source-report.ts';
import { budgetEntry } from '../answers/budget.ts';
import { planEntry } from '../answers/plans.ts';
import { type DigestState, digestSetting } from '../digest/answers.ts';
import { context, divider, header, section } from '../layout/parts.ts';
import { bold, code, date, md } from '../text/mrkdwn.ts';
import { modeWarning } from '../words/findings.ts';
import { decision, MOST_DECISIONS, MOST_WAITING, waiting } from './approvals.ts';
import { sources } from './sources.ts';

/** What one person sees on the Home tab. */
export interface HomeModel {
  /** What the last click here came to; empty for none. */
  readonly notice: readonly KnownBlock[];
  /** What this person may decide, and the own or already voted requests that wait for others; what expires first is first. */
  readonly decidable: Listed<PendingApproval>;
  readonly waiting: Listed<PendingApproval>;
  /** The person's own, newest first. */
  readonly plans: readonly PlanSummary[];
  readonly budget: readonly BudgetUse[];
  /** Null where no digest can be set up. */
  readonly digest: DigestState | null;
  readonly data: DataStatus;
  readonly sources: readonly SourceReport[];
  readonly nowMs: number;
}

export const MOST_PLANS = 8;

/** The Home tab; its last block, which only says when it was drawn, is the only one that time alone changes. */
export function homeView(model: HomeModel): HomeView {
  const sections: Readonly<Record<string, readonly KnownBlock[]>> = {
    notice: model.notice.length > 0 ? [...model.notice.slice(0, 5), divider()] : [],
    label: label(model.data),
    decide: [header('Waits for your decision')],
    ...decisions(model),
    waiting: waitingBlocks(model),
    plans: [header('Your plans'), ...plans(model.plans)],
    budget: [header('Budget'), ...budget(model.budget)],
    digest: model.digest === null ? [] : digestSetting(model.digest),
    data: [header('Data'), ...sources(model.data, model.sources)],
    drawn: [context(md`As of ${date(model.nowMs)}. ${code('/cugar help')} lists what you can ask anywhere.`)],
  };
  const blocks = Object.entries(sections).flatMap(([id, part]) =>
    part.map((block, index) => ({ ...block, block_id: `home.${id}.${index}` })),
  );
  return { type: 'home', callback_id: 'home', blocks };
}

function label({ mode }: DataStatus): KnownBlock[] {
  const warning = modeWarning(mode);
  return warning === null ? [] : [section(md`⚠ ${bold(warning)}`, 250)];
}

/** Block ids that name the version, so that an edit makes every input and button a new one. */
function decisions({ decidable }: HomeModel): Record<string, readonly KnownBlock[]> {
  if (decidable.total === 0) return { none: [section(md`Nothing waits for you.`)] };
  const shown = decidable.items.slice(0, MOST_DECISIONS);
  const left = decidable.total - shown.length;
  return {
    ...Object.fromEntries(
      shown.map((pending) => [
        `${pending.planId}.${pending.stepId}.v${pending.approval.version}`,
        decision(pending),
      ]),
    ),
    rest:
      left > 0
        ? [
            section(
              md`${left} more ${left === 1 ? 'waits' : 'wait'} for you, see ${code('/cugar approvals')}.`,
            ),
          ]
        : [],
  };
}

function waitingBlocks({ waiting: all }: HomeModel): KnownBlock[] {
  if (all.total === 0) return [];
  const shown = all.items.slice(0, MOST_WAITING);
  const left = all.total - shown.length;
  return [
    header('Waits for somebody else'),
    ...shown.flatMap(waiting),
    ...(left > 0 ? [context(md`${left} more, see ${code('/cugar approvals')}`)] : []),
  ];
}

function plans(all: readonly PlanSummary[]): KnownBlock[] {
  if (all.length === 0) {
    return [
      section(md`You have not asked for anything yet. Begin with ${code('/cugar qualify <account>')}.`),
    ];
  }
  return all.slice(0, MOST_PLANS).map((plan) => section(planEntry(plan), 700));
}

function budget(uses: readonly BudgetUse[]): KnownBlock[] {
  if (uses.length === 0) return [section(md`No budget is set for you here.`)];
  return uses.slice(0, 5).map((use) => section(budgetEntry(use), 400));
}

/** For when Slack does not take the whole one. */
export function plainHome(): HomeView {
  const sentence = md`This page cannot be shown in full. ${code('/cugar approvals')}, ${code('/cugar status')} and ${code('/cugar budget')} show what belongs here.`;
  return { type: 'home', callback_id: 'home', blocks: [{ ...section(sentence), block_id: 'home.plain' }] };
}
