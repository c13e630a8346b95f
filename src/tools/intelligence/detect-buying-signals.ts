import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import type { SignalRules } from '../../core/playbook-signals.ts';
import type { SignalRecord } from '../../core/records.ts';
import { defineTool, type ToolContext } from '../../core/tool.ts';
import { spokenAge } from '../shared/dates.ts';
import { requireAccount } from '../shared/lookups.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { SignalFinding, toSignalFinding } from './signal-finding.ts';
import { type WeighedEvent, type WeighedSignals, weighSignals } from './weigh-signals.ts';

export const SignalTier = z.enum(['hot', 'warm', 'cool', 'none']);
export type SignalTier = z.infer<typeof SignalTier>;

/** More are counted, but not kept. */
const MAX_KEPT = 8;
const MAX_NEGATIVE_KEPT = 3;

export const SignalsOutput = Finding.extend({
  accountId: z.string(),
  /** The heaviest; the negative ones among them are never dropped for positive ones. */
  signals: z.array(SignalFinding).max(MAX_KEPT),
  /** How many events were found in all, kept or not. */
  total: z.number().int().nonnegative(),
  score: z.number().min(0).max(1),
  tier: SignalTier,
  /** Names of sources. `mock` are those of `answered` whose facts are invented. */
  coverage: z.strictObject({
    asked: z.array(z.string()),
    answered: z.array(z.string()),
    failed: z.array(z.string()),
    mock: z.array(z.string()),
  }),
});
export type SignalsOutput = z.infer<typeof SignalsOutput>;

export const detectBuyingSignals = defineTool({
  name: 'detect_buying_signals',
  domain: 'intelligence',
  purpose: 'Has something happened that makes now a good time to talk to the account?',
  guardrails: ['Advisory only.', 'Negative signals are never hidden.', 'Silence is not taken for absence.'],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({
    accountId: z.string().min(1).max(200),
    lookbackDays: z.number().int().min(1).max(730).optional(),
    minConfidence: z.number().min(0).max(1).optional(),
    limit: z.number().int().min(1).max(100).default(25),
  }),
  output: SignalsOutput,
  async run({ accountId, limit, ...asked }, context) {
    const { signals } = context.playbook;
    const { lookbackDays = signals.lookback_days, minConfidence = signals.min_confidence } = asked;
    const account = await requireAccount(accountId, context);
    const records = await context.data.signals(accountId);
    const weighed = weighSignals(records, {
      now: context.now,
      lookbackDays,
      minConfidence,
      accountName: account.name,
      signals,
      wantedTechnologies: context.icp.technologies,
    });
    const coverage = await coverageOf(accountId, records, context);
    const tier = signalTierOf(weighed.score, signals.tiers);
    const kept = keep(weighed.events, Math.min(limit, MAX_KEPT));
    return {
      accountId,
      signals: kept.map(toSignalFinding),
      total: weighed.events.length,
      score: weighed.score,
      tier,
      coverage,
      headline: headlineOf(oneLine(account.name, 100), tier, weighed),
      reasons: kept.slice(0, 4).map(reasonOf),
      unknowns: unknownsOf(weighed, records, lookbackDays, minConfidence, coverage, context),
      confidence: confidenceOf(weighed.events),
      ...provenance(records, context.data),
    };
  },
});

function signalTierOf(score: number, { hot, warm, cool }: SignalRules['tiers']): SignalTier {
  if (score >= hot) return 'hot';
  if (score >= warm) return 'warm';
  return score >= cool ? 'cool' : 'none';
}

function keep(events: readonly WeighedEvent[], limit: number): WeighedEvent[] {
  const negative = events
    .filter(({ polarity }) => polarity === 'negative')
    .slice(0, Math.min(MAX_NEGATIVE_KEPT, limit));
  const others = events.filter((event) => !negative.includes(event)).slice(0, limit - negative.length);
  return events.filter((event) => negative.includes(event) || others.includes(event));
}

function headlineOf(name: string, tier: SignalTier, { events, score }: WeighedSignals): string {
  if (events.length === 0) return `No buying signal is on record for ${name}.`;
  const against = events.filter(({ polarity }) => polarity === 'negative').length;
  const counted = `${count(events.length, 'signal')}${against > 0 ? `, ${against} of them negative` : ''}`;
  return tier === 'none'
    ? `${name} shows no buying window: ${counted}, together ${score.toFixed(2)}.`
    : `${name} is ${tier} at ${score.toFixed(2)}: ${counted}.`;
}

function reasonOf({ first, polarity, sources }: WeighedEvent): string {
  const when =
    first.ageDays === null ? 'undated' : first.ageDays === 0 ? 'today' : `${spokenAge(first.ageDays)} ago`;
  const against = polarity === 'negative' ? 'Against: ' : '';
  return `${against}${oneLine(first.record.title, 90)} (${when}, ${oneLine(sources.join(', '), 50)}).`;
}

function unknownsOf(
  weighed: WeighedSignals,
  records: readonly SignalRecord[],
  lookbackDays: number,
  minConfidence: number,
  { answered }: SignalsOutput['coverage'],
  { data, playbook: { signals } }: ToolContext,
): string[] {
  const isSilent = data.status().counts.signals === 0 && answered.length <= 1;
  const undated = weighed.events.filter(({ first }) => first.ageDays === null).length;
  const said: [boolean, string][] = [
    [isSilent, 'The data holds no signals for any account, so silence means nothing.'],
    [records.length === 0 && !isSilent, 'Whether anything happened that nobody reported.'],
    [undated > 0, `When ${count(undated, 'signal')} happened: undated, so counted at half confidence.`],
    [
      weighed.withoutConfidence > 0,
      `How sure ${count(weighed.withoutConfidence, 'report')} is: no confidence given, ${signals.assumed_confidence} assumed.`,
    ],
    [
      weighed.unknownTypes.length > 0,
      `What kind ${listed(weighed.unknownTypes.slice(0, 3).map((type) => oneLine(type, 30)))} is: counted as company news.`,
    ],
    [weighed.futureDated > 0, `${count(weighed.futureDated, 'report')} dated in the future: rejected.`],
    [weighed.tooOld > 0, `${count(weighed.tooOld, 'report')} older than ${lookbackDays} days: left out.`],
    [
      weighed.tooUncertain > 0,
      `${count(weighed.tooUncertain, 'report')} below confidence ${minConfidence}: left out.`,
    ],
  ];
  return said.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}

/** Mean confidence of what was counted, undated halved; null when there is nothing to be sure of. */
function confidenceOf(events: readonly WeighedEvent[]): number | null {
  if (events.length === 0) return null;
  const sum = events.reduce(
    (total, { confidence, first }) => total + confidence * (first.ageDays === null ? 0.5 : 1),
    0,
  );
  return round3(sum / events.length);
}

async function coverageOf(
  accountId: string,
  records: readonly SignalRecord[],
  { data }: ToolContext,
): Promise<SignalsOutput['coverage']> {
  const covered = (await data.coverage?.(accountId)) ?? { asked: [], answered: [], failed: [], mock: [] };
  const names = (some: readonly SignalRecord[]) => some.map(({ source }) => source);
  const connected = data.status().counts.signals > 0 ? ['book of business'] : [];
  const own = records.length > 0 ? names(records) : connected;
  const invented = records.filter(({ mode }) => mode === 'mock' || mode === 'sample');
  const vendors = (some: readonly string[]) => some.filter((name) => name !== 'book of business');
  const sorted = (...some: readonly string[]) => [...new Set(some)].sort();
  return {
    asked: sorted(...own, ...vendors(covered.asked)),
    answered: sorted(...own, ...vendors(covered.answered)),
    failed: sorted(...covered.failed.map(({ source }) => source)),
    mock: sorted(...names(invented), ...vendors(covered.mock)),
  };
}
