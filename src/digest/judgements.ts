import { setImmediate as letOthersRun } from 'node:timers/promises';
import { z } from 'zod';
import { DataMode } from '../core/data-mode.ts';
import type { HotAccount, RiskyDeal } from '../core/digest.ts';
import type { Icp } from '../core/icp.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { DealHistory } from '../core/learning.ts';
import type { Playbook } from '../core/playbook.ts';
import type { SalesData } from '../core/ports.ts';
import { isClosed, type Opportunity, STAGES } from '../core/records.ts';
import type { ReadTool, Tool, ToolContext } from '../core/tool.ts';

export interface JudgementDeps {
  readonly data: SalesData;
  readonly knowledge: Knowledge;
  /** Those that the profile allows. */
  readonly tools: ReadonlyMap<string, Tool>;
  /** Used where the data brings none of its own. */
  readonly icp: Icp;
  readonly playbook: Playbook;
  readonly history?: DealHistory;
  readonly traceId: () => string;
}

/** Everything found, the most pressing first. */
export interface Verdicts<T> {
  readonly found: readonly T[];
  readonly judged: number;
  readonly leftOut: number;
  readonly failed: number;
}

export interface Judgements {
  readonly hot: Verdicts<HotAccount> | null;
  readonly risky: Verdicts<RiskyDeal> | null;
}

/** Open deals that one digest looks at, nearest close date first. */
export const MAX_DEALS = 60;

const SignalsAnswer = z.object({
  score: z.number(),
  tier: z.string(),
  dataMode: DataMode,
  signals: z.array(
    z.object({
      polarity: z.string(),
      title: z.string(),
      source: z.string(),
      weight: z.number(),
      ageDays: z.number().optional(),
    }),
  ),
});

const RiskAnswer = z.object({
  level: z.string().nullable(),
  winProbability: z.number().nullable(),
  dataMode: DataMode,
  factors: z.array(z.object({ direction: z.string(), logOdds: z.number(), note: z.string() })),
  recommendations: z.array(z.string()),
});

/** Asks the tools about every open deal and its account; what fails is counted. */
export async function judgeOpenDeals(
  deps: JudgementDeps,
  now: Date,
  signal: AbortSignal,
): Promise<Judgements> {
  const open = (await deps.data.allOpportunities()).filter((deal) => !isClosed(deal)).sort(nearestFirst);
  const deals = open.slice(0, MAX_DEALS);
  const accountIds = [...new Set(deals.flatMap(({ accountId }) => accountId ?? []))];
  const context: ToolContext = {
    planId: 'digest',
    stepId: 'digest',
    traceId: deps.traceId(),
    now,
    data: deps.data,
    knowledge: deps.knowledge,
    icp: (await deps.data.icp()) ?? deps.icp,
    playbook: deps.playbook,
    ...(deps.history && { history: deps.history }),
    signal,
  };
  const leftOut = open.length - deals.length;
  return {
    hot: await judge(deps, 'detect_buying_signals', accountIds, {
      leftOut,
      ask: async (tool, accountId) =>
        await hotAccount(deps.data, accountId, await answer(tool, { accountId }, context)),
      order: (a, b) => b.score - a.score || byText(a.name, b.name),
    }),
    risky: await judge(deps, 'assess_deal_risk', deals, {
      leftOut,
      ask: async (tool, deal) =>
        await riskyDeal(deps.data, deal, await answer(tool, { opportunityId: deal.opportunityId }, context)),
      order: mostAdvancedFirst,
    }),
  };
}

interface Judging<S, T> {
  readonly leftOut: number;
  /** Null: judged, and nothing to tell. */
  readonly ask: (tool: ReadTool, subject: S) => Promise<T | null>;
  readonly order: (a: T, b: T) => number;
}

async function judge<S, T>(
  { tools }: JudgementDeps,
  name: string,
  subjects: readonly S[],
  { leftOut, ask, order }: Judging<S, T>,
): Promise<Verdicts<T> | null> {
  const tool = tools.get(name);
  if (tool?.sideEffect !== 'read-only') return null;
  const found: T[] = [];
  let failed = 0;
  for (const subject of subjects) {
    await letOthersRun();
    try {
      const verdict = await ask(tool, subject);
      if (verdict) found.push(verdict);
    } catch {
      failed += 1;
    }
  }
  return { found: found.sort(order), judged: subjects.length - failed, leftOut, failed };
}

async function answer(tool: ReadTool, input: unknown, context: ToolContext): Promise<unknown> {
  context.signal.throwIfAborted();
  return tool.output.parse(await tool.run(tool.input.parse(input), context));
}

async function hotAccount(data: SalesData, accountId: string, output: unknown): Promise<HotAccount | null> {
  const { tier, score, signals, dataMode } = SignalsAnswer.parse(output);
  const [behind] = signals
    .filter(({ polarity }) => polarity === 'positive')
    .sort((a, b) => b.weight - a.weight);
  if (tier !== 'hot' || !behind) return null;
  const account = await data.account(accountId);
  const { title, source, ageDays = null } = behind;
  return {
    accountId,
    name: account?.name ?? accountId,
    ...(account?.owner !== undefined && { owner: account.owner }),
    score,
    signal: { title, source, ageDays },
    dataMode,
  };
}

async function riskyDeal(data: SalesData, deal: Opportunity, output: unknown): Promise<RiskyDeal | null> {
  const { level, winProbability, factors, recommendations, dataMode } = RiskAnswer.parse(output);
  if (level !== 'high') return null;
  const [worst] = factors
    .filter(({ direction }) => direction === 'lowers')
    .sort((a, b) => a.logOdds - b.logOdds);
  const account = deal.accountId === undefined ? null : await data.account(deal.accountId);
  const owner = deal.owner ?? account?.owner;
  const [advice] = recommendations;
  return {
    opportunityId: deal.opportunityId,
    name: deal.name,
    ...(account && { accountName: account.name }),
    ...(owner !== undefined && { owner }),
    stage: deal.stage,
    winProbability,
    reason: worst?.note ?? 'No single reason: the stage itself is risky.',
    ...(deal.nextStep !== undefined && { nextStep: deal.nextStep }),
    ...(advice !== undefined && { advice }),
    dataMode,
  };
}

/** What is lost late costs most; within a stage, the smallest chance first. */
function mostAdvancedFirst(a: RiskyDeal, b: RiskyDeal): number {
  const rank = ({ stage }: RiskyDeal) => (stage === 'unknown' ? -1 : STAGES.indexOf(stage));
  const chance = ({ winProbability }: RiskyDeal) => winProbability ?? 1;
  return rank(b) - rank(a) || chance(a) - chance(b) || byText(a.opportunityId, b.opportunityId);
}

function nearestFirst(a: Opportunity, b: Opportunity): number {
  return byText(a.closeDate ?? '9999', b.closeDate ?? '9999') || byText(a.opportunityId, b.opportunityId);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
