import { type Breathe, inTurns, mapInTurns } from '../core/breathe.ts';
import type { DealWeights } from '../core/deal-weights.ts';
import type { StageTime } from '../core/learning.ts';
import { type Account, isClosed, type OpenStage, type Opportunity } from '../core/records.ts';
import { type AmountBands, amountBands, type Labels, labelsOf } from '../core/segments.ts';
import { type Case, caseOf } from './cases.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isDated, type Split, splitsOf } from './split.ts';
import { stageTimesOf } from './stage-times.ts';
import { type Method, type Trained, train, tryOut } from './trial.ts';
import { judgeTrials, type Verdict } from './verdict.ts';

/** Closed deals, and of each outcome, below which no part can be kept out for a test. */
export const MIN_CLOSED = 100;
export const MIN_EACH = 20;
/** Only the newest so many are learned from: what is older says less, and the time stays bounded. */
const MAX_CASES = 20_000;
/** Share of the lost deals whose last stage must be known before stages are learned. */
const MIN_STAGED = 0.8;

export interface LearnQuestion {
  readonly deals: readonly Opportunity[];
  readonly accountOf: (accountId: string) => Account | null;
  readonly weights: DealWeights;
  /** Lets others run. */
  readonly breathe?: Breathe;
}

/** Everything that one loaded book taught, and how it stood the test. */
export interface Learned {
  readonly cases: readonly Case[];
  readonly bands: AmountBands | null;
  readonly weights: DealWeights;
  readonly stageTimes: ReadonlyMap<OpenStage, StageTime>;
  /** Null: too little to test anything. */
  readonly tested: {
    readonly fields: Fields;
    readonly byStage: boolean;
    readonly splits: readonly Split[];
    readonly verdict: Verdict;
    /** From all closed deals. */
    readonly trained: Trained;
  } | null;
}

export async function learn(question: LearnQuestion): Promise<Learned> {
  const { deals, accountOf, weights, breathe = async () => {} } = question;
  const bands = amountBands(deals);
  const labels = new Map<Opportunity, Labels>();
  await inTurns(deals, breathe, (deal) => {
    const account = deal.accountId === undefined ? null : accountOf(deal.accountId);
    labels.set(deal, labelsOf(deal, account, bands));
  });
  const closed = await mapInTurns(deals.filter(isClosed), breathe, (deal) =>
    caseOf(deal, { labels: labels.get(deal) ?? {}, criteria: deal.criteria }),
  );
  const cases = closed
    .sort((a, b) => (b.closedMs ?? 0) - (a.closedMs ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_CASES);
  const stageTimes = await stageTimesOf(deals, breathe);
  const won = cases.filter((one) => one.won).length;
  if (cases.length < MIN_CLOSED || Math.min(won, cases.length - won) < MIN_EACH) {
    return { cases, bands, weights, stageTimes, tested: null };
  }
  const fields = await fieldsOf(deals, (deal) => labels.get(deal) ?? {}, breathe);
  const lost = cases.filter((one) => !one.won);
  const byStage = lost.filter(({ lastStage }) => lastStage !== null).length >= lost.length * MIN_STAGED;
  const method: Method = { ...fields, weights, byStage, isDated: isDated(cases), breathe };
  const splits = splitsOf(cases);
  const trials = [];
  for (const split of splits) trials.push(await tryOut(split, method));
  const verdict = judgeTrials(trials);
  const trained = await train(cases, method);
  return { cases, bands, weights, stageTimes, tested: { fields, byStage, splits, verdict, trained } };
}
