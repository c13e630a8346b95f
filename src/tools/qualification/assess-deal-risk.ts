import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { Stage } from '../../core/records.ts';
import { defineTool, type ToolContext } from '../../core/tool.ts';
import { percent, round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { bookFacts, staleSince } from './book-facts.ts';
import { type ChosenDeal, chooseDeal, dealStatus } from './choose-deal.ts';
import { DealQuestion, NAMES_ONE_DEAL, namesOneDeal } from './deal-question.ts';
import { isCapped, riskLevel } from './estimate.ts';
import { evidenceOf, stillHolding } from './evidence.ts';
import { DealStatus } from './qualify-opportunity.ts';
import { recommend } from './recommendations.ts';
import { riskDetails } from './risk-details.ts';
import { type DealFacts, factor, RiskFactor } from './risk-factor.ts';
import { weighDeal } from './weigh-deal.ts';

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
  /** Everything that moves the estimate was fitted to outcomes of the own history, and stood the test. */
  calibrated: z.boolean(),
  /** Why it is calibrated, or why not. */
  calibration: z.string().default(''),
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
    'Says whether it is calibrated, and why.',
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
    calibration: '',
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
  const { accountId, otherOpen } = chosen;
  if (!chosen.deal) return settled(chosen, context);
  const { playbook, now, data, history } = context;
  const { deals: rules } = playbook;
  const evidence = evidenceOf(chosen.deal, now, rules.qualified.stale_after_days);
  const deal = stillHolding(chosen.deal, evidence);
  const facts = await factsAbout({ deal, accountId }, context);
  const weighed = await weighDeal(facts, history);
  const { base, factors, judged, open, unknownCriteria, otherUnknowns } = weighed;
  const knownShare = round3(1 - Math.min(1, open / ITEMS));
  const level = judged ? riskLevel(factors, knownShare, rules) : null;
  const finding: z.input<typeof RiskOutput> = {
    accountId,
    ...identity(deal),
    status: 'open',
    level,
    winProbability: judged?.probability ?? null,
    interval: judged?.interval ?? null,
    baseRate: base ? { value: base.value, basis: base.basis } : null,
    calibrated: weighed.calibrated,
    calibration: oneLine(weighed.calibration, 300),
    factors: compact(factors),
    recommendations: recommend(factors, open),
    headline: '',
    reasons: [
      ...(base ? [`Base rate ${percent(base.value)}: ${base.basis}.`] : []),
      ...factors.slice(0, 4).map(({ note }) => note),
      ...(isCapped(factors, rules)
        ? [`What speaks for the deal counts no more than +${rules.most.up.toFixed(1)} in log-odds.`]
        : []),
      ...(otherOpen > 0 ? [`${count(otherOpen, 'other open deal')} of the account not looked at.`] : []),
    ],
    unknowns: [
      ...(base ? [] : ['The stage; without it and without enough closed deals there is no base rate.']),
      ...(unknownCriteria.length > 0 ? [`Not known: ${listed(unknownCriteria)}.`] : []),
      ...otherUnknowns,
    ],
    confidence: knownShare,
    ...provenance([deal, ...facts.contacts, ...facts.signals], data),
    details: riskDetails(weighed, facts),
  };
  return { ...finding, headline: headlineOf(oneLine(deal.name, 80), finding) };
}

async function factsAbout(
  { deal, accountId }: { deal: NonNullable<ChosenDeal['deal']>; accountId: string | null },
  { data, now, icp, playbook }: ToolContext,
): Promise<DealFacts> {
  const [all, contacts, signals, account] = await Promise.all([
    data.allOpportunities(),
    accountId === null ? [] : data.contacts(accountId),
    accountId === null ? [] : data.signals(accountId),
    accountId === null ? null : data.account(accountId),
  ]);
  const book = bookFacts(all);
  return {
    deal,
    account,
    book,
    playbook,
    contacts,
    signals,
    bookHasContacts: accountId !== null && data.status().counts.contacts > 0,
    wantedTechnologies: icp.technologies,
    staleSince: staleSince(book, now),
    now,
  };
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

function headlineOf(
  name: string,
  { level, winProbability, interval, calibrated }: z.input<typeof RiskOutput>,
): string {
  if (winProbability === null || interval === null) return `The chance to win ${name} cannot be estimated.`;
  const range = `${percent(interval.low)} to ${percent(interval.high)}`;
  const trusted = calibrated ? ', calibrated' : '';
  return `${name}: about ${percent(winProbability)} to win (${range}${trusted}), ${level} risk for its stage.`;
}
