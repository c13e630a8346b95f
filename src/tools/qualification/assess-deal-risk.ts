import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { Stage } from '../../core/records.ts';
import { defineTool, type ToolContext } from '../../core/tool.ts';
import { percent, round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { baseRate } from './base-rate.ts';
import { staleSince } from './book-age.ts';
import { type ChosenDeal, chooseDeal, dealStatus } from './choose-deal.ts';
import { DealQuestion, NAMES_ONE_DEAL, namesOneDeal } from './deal-question.ts';
import { estimate, MAX_RISE, riskLevel } from './estimate.ts';
import { criterionRisks, nextStepRisk, signalRisk, threadRisk } from './fact-risks.ts';
import { DealStatus } from './qualify-opportunity.ts';
import { recommend } from './recommendations.ts';
import { type DealFacts, factor, RiskFactor } from './risk-factor.ts';
import { timeRisks } from './time-risks.ts';

const Probability = z.number().min(0).max(1);
/** What is asked of every open deal: eleven criteria, three dates, next step, people. */
const ITEMS = 16;
const MAX_FACTORS = 6;

export const RiskOutput = Finding.extend({
  accountId: z.string().nullable(),
  opportunityId: z.string().nullable(),
  opportunityName: z.string().optional(),
  stage: Stage.optional(),
  status: DealStatus,
  /** Compared with what is normal for the stage; null for closed deals, or where there is none to judge. */
  level: z.enum(['low', 'medium', 'high']).nullable(),
  winProbability: Probability.nullable(),
  interval: z.strictObject({ low: Probability, high: Probability }).nullable(),
  baseRate: z.strictObject({ value: Probability, basis: z.string() }).nullable(),
  /** Never fitted to outcomes. */
  calibrated: z.literal(false),
  /** Heaviest first; the smaller ones beyond six are summed up in `other_evidence`. */
  factors: z.array(RiskFactor),
  recommendations: z.array(z.string()),
});
export type RiskOutput = z.infer<typeof RiskOutput>;

export const assessDealRisk = defineTool({
  name: 'assess_deal_risk',
  domain: 'qualification',
  purpose: 'How likely is the deal to close, and what stands in its way?',
  guardrails: [
    'Unknown is not safe: it widens the interval.',
    'Never changes a forecast.',
    'Not calibrated, and says so.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject(DealQuestion).refine(namesOneDeal, NAMES_ONE_DEAL),
  output: RiskOutput,
  async run(input, context) {
    const chosen = await chooseDeal(input, context);
    const status = dealStatus(chosen.deal);
    return status === 'open' ? judgeOpen(chosen, context) : settled(chosen, context);
  },
});

function settled({ deal, accountId }: ChosenDeal, { data }: ToolContext): z.input<typeof RiskOutput> {
  const status = dealStatus(deal);
  const said = status === 'won' ? 'won' : 'lost';
  return {
    accountId,
    ...identity(deal),
    status,
    level: null,
    winProbability: deal ? (status === 'won' ? 1 : 0) : null,
    interval: null,
    baseRate: null,
    calibrated: false,
    factors: [],
    recommendations: [],
    headline: deal
      ? `${oneLine(deal.name, 80)} is closed and ${said}.`
      : 'There is no deal, so there is no deal risk.',
    reasons: [deal ? `The outcome is known: ${said}.` : 'No deal is on record for the account.'],
    unknowns: [],
    confidence: deal ? 1 : null,
    ...provenance(deal ? [deal] : [], data),
  };
}

async function judgeOpen(chosen: ChosenDeal, context: ToolContext): Promise<z.input<typeof RiskOutput>> {
  const { deal, accountId, otherOpen } = chosen;
  if (!deal) return settled(chosen, context);
  const facts = await factsAbout({ ...chosen, deal }, context);
  const criteria = criterionRisks(facts);
  const dated = [timeRisks(facts), nextStepRisk(facts), threadRisk(facts)];
  const sure = [criteria, ...dated].flatMap(({ factors }) => factors);
  const factors = [...sure, ...signalRisk(facts, sure).factors].sort(
    (a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.factor < b.factor ? -1 : 1),
  );
  const datedUnknowns = dated.flatMap(({ unknowns }) => unknowns);
  const open = criteria.unknowns.length + datedUnknowns.length + (facts.staleSince === null ? 0 : 2);
  const knownShare = round3(1 - Math.min(1, open / ITEMS));
  const base = baseRate(deal.stage, facts.all, context.playbook.stages);
  const judged = base ? estimate(base, factors, open) : null;
  const level = judged ? riskLevel(factors, knownShare) : null;
  const finding: z.input<typeof RiskOutput> = {
    accountId,
    ...identity(deal),
    status: 'open',
    level,
    winProbability: judged?.probability ?? null,
    interval: judged?.interval ?? null,
    baseRate: base ? { value: base.value, basis: base.basis } : null,
    calibrated: false,
    factors: compact(factors),
    recommendations: recommend(factors, open),
    headline: '',
    reasons: [
      ...(base ? [`Base rate ${percent(base.value)}: ${base.basis}.`] : []),
      ...factors.slice(0, 4).map(({ note }) => note),
      ...(isCapped(factors)
        ? [`What speaks for the deal counts no more than +${MAX_RISE.toFixed(1)} in log-odds.`]
        : []),
      ...(otherOpen > 0 ? [`${count(otherOpen, 'other open deal')} of the account not looked at.`] : []),
    ],
    unknowns: [
      ...(base ? [] : ['The stage; without it and without enough closed deals there is no base rate.']),
      ...(criteria.unknowns.length > 0 ? [`Not known: ${listed(criteria.unknowns)}.`] : []),
      ...datedUnknowns,
    ],
    confidence: knownShare,
    ...provenance([deal, ...facts.contacts, ...facts.signals], context.data),
  };
  return { ...finding, headline: headlineOf(oneLine(deal.name, 80), finding) };
}

async function factsAbout(
  { deal, accountId }: ChosenDeal & { deal: NonNullable<ChosenDeal['deal']> },
  { data, now, icp, playbook }: ToolContext,
): Promise<DealFacts> {
  const [all, contacts, signals, account] = await Promise.all([
    data.allOpportunities(),
    accountId === null ? [] : data.contacts(accountId),
    accountId === null ? [] : data.signals(accountId),
    accountId === null ? null : data.account(accountId),
  ]);
  return {
    deal,
    all,
    contacts,
    signals,
    bookHasContacts: accountId !== null && data.status().counts.contacts > 0,
    accountName: account?.name ?? '',
    wantedTechnologies: icp.technologies,
    playbook,
    staleSince: staleSince(all, now),
    now,
  };
}

function isCapped(factors: readonly RiskFactor[]): boolean {
  return factors.reduce((sum, { logOdds }) => sum + Math.max(0, logOdds), 0) > MAX_RISE;
}

function compact(factors: readonly RiskFactor[]): RiskFactor[] {
  if (factors.length <= MAX_FACTORS) return [...factors];
  const rest = factors.slice(MAX_FACTORS);
  const sum = round3(rest.reduce((total, { logOdds }) => total + logOdds, 0));
  return [
    ...factors.slice(0, MAX_FACTORS),
    factor('other_evidence', sum, `${rest.length} smaller pieces of evidence together.`),
  ];
}

function identity(deal: ChosenDeal['deal']): Pick<RiskOutput, 'opportunityId' | 'opportunityName' | 'stage'> {
  return deal
    ? { opportunityId: deal.opportunityId, opportunityName: oneLine(deal.name, 80), stage: deal.stage }
    : { opportunityId: null };
}

function headlineOf(name: string, { level, winProbability, interval }: z.input<typeof RiskOutput>): string {
  if (winProbability === null || interval === null) return `The chance to win ${name} cannot be estimated.`;
  const range = `${percent(interval.low)} to ${percent(interval.high)}`;
  return `${name}: about ${percent(winProbability)} to win (${range}), ${level} risk for its stage.`;
}
