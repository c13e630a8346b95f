import { DAY } from '../../core/clock.ts';
import type { Observation, Snapshot } from '../../core/observation.ts';
import { type FactOrigin, type SignalRecord, STAGES } from '../../core/records.ts';
import type { Change } from './change.ts';
import { technologyChanges } from './technology-changes.ts';

/** A rise of the intent score of so many points, within so many days, is a surge. */
const SURGE = { points: 20, days: 14 } as const;
/** So much more people than at any time of the last year. */
const GROWTH = { share: 0.1, days: 365 } as const;
/** Twice the mean of the weeks before, and not by chance. */
const SPIKE = { times: 2, least: 3, days: 60, weeks: 3 } as const;

/**
 * What must have happened between what a vendor said before and said later. Each is dated by the day on
 * which the difference was first seen, and told once.
 */
export function deriveSignals(
  snapshots: readonly Snapshot[],
  origin: FactOrigin,
  accountId: string,
): SignalRecord[] {
  return snapshots.flatMap((snapshot, index) => {
    const before = snapshots.slice(0, index);
    const previous = before.at(-1);
    if (!previous) return [];
    const changes = [...between(previous.observed, snapshot.observed), ...over(before, snapshot)];
    return changes.map(({ type, title, confidence, key }) => ({
      ...origin,
      signalId: `${accountId}:${origin.source}:${type}:${snapshot.at.slice(0, 10)}:${key ?? ''}`,
      accountId,
      type,
      occurredAt: snapshot.at,
      title,
      confidence,
      ...(key !== undefined && { key }),
      extra: { derived: 'from the difference of two readings' },
    }));
  });
}

/** What two readings in a row show. */
function between(before: Observation, after: Observation): Change[] {
  const changes: Change[] = [];
  if (
    before.buyingStage !== undefined &&
    after.buyingStage !== undefined &&
    after.buyingStage > before.buyingStage
  )
    changes.push({ type: 'buying_stage_advance', title: 'Moved to a later buying stage', confidence: 0.85 });
  if (before.isQualified === false && after.isQualified === true)
    changes.push({
      type: 'account_qualified_6qa',
      title: 'Passed the threshold of a qualified account',
      confidence: 0.9,
    });
  changes.push(...technologyChanges(before.technologies, after.technologies));
  changes.push(...dealChanges(before.deals, after.deals));
  return changes;
}

type Deals = NonNullable<Observation['deals']>;
const ORDER: readonly string[] = STAGES;

function dealChanges(before: Deals = [], after: Deals = []): Change[] {
  const known = new Map(before.map((deal) => [deal.id, deal]));
  return after.flatMap((deal) => {
    const { name, stage, closeDate, amount } = deal;
    const old = known.get(deal.id);
    if (!old) return [];
    const found: Change[] = [];
    const isForward = ORDER.indexOf(old.stage) >= 0 && ORDER.indexOf(stage) > ORDER.indexOf(old.stage);
    if (stage === 'closed_lost' && old.stage !== stage)
      found.push({ type: 'deal_lost', title: `Lost: ${name}`, confidence: 0.95, key: name });
    else if (isForward)
      found.push({
        type: 'deal_progression',
        title: `${name} moved to ${stage.replace('_', ' ')}`,
        confidence: 0.95,
        key: `${name}: ${stage}`,
      });
    if (closeDate && old.closeDate && closeDate.slice(0, 10) > old.closeDate.slice(0, 10))
      found.push({
        type: 'close_date_pushed',
        title: `Close date of ${name} moved from ${old.closeDate.slice(0, 10)} to ${closeDate.slice(0, 10)}`,
        confidence: 0.95,
        key: `${name}: ${closeDate.slice(0, 10)}`,
      });
    if (amount !== undefined && old.amount !== undefined && amount !== old.amount)
      found.push({
        type: 'deal_amount_changed',
        title: `Amount of ${name} went from ${old.amount} to ${amount}`,
        confidence: 0.95,
        key: `${name}: ${amount}`,
      });
    return found;
  });
}

/** What a reading shows beside all that came before. */
function over(before: readonly Snapshot[], { at, observed }: Snapshot): Change[] {
  // A reading that is older still counts as what was so when the time began.
  const within = (days: number) => {
    const begin = before.findIndex((one) => Date.parse(at) - Date.parse(one.at) <= days * DAY);
    return before.slice(Math.max(0, begin === -1 ? before.length - 1 : begin - 1));
  };
  const changes: Change[] = [];
  const { intentScore, employeeCount, weeklyActivities } = observed;
  const scores = numbers(within(SURGE.days), 'intentScore');
  if (intentScore !== undefined && rose(scores, intentScore, (low, high) => high - low >= SURGE.points))
    changes.push({ type: 'intent_surge', title: `Intent score rose to ${intentScore}`, confidence: 0.8 });
  const heads = numbers(within(GROWTH.days), 'employeeCount').filter((count) => count > 0);
  if (
    employeeCount !== undefined &&
    rose(heads, employeeCount, (low, high) => high - low >= low * GROWTH.share)
  )
    changes.push({
      type: 'headcount_growth',
      title: `Head count rose to ${employeeCount}`,
      confidence: 0.7,
      key: 'head count',
    });
  const weeks = numbers(within(SPIKE.days), 'weeklyActivities');
  const isSpike = (counts: readonly number[], count: number) =>
    counts.length >= SPIKE.weeks && count >= SPIKE.least && count >= SPIKE.times * mean(counts);
  if (
    weeklyActivities !== undefined &&
    isSpike(weeks, weeklyActivities) &&
    !isSpike(weeks.slice(0, -1), weeks.at(-1) ?? 0)
  )
    changes.push({
      type: 'activity_spike',
      title: `${weeklyActivities} activities in a week`,
      confidence: 0.7,
    });
  return changes;
}

/** Whether it rose that much now, and had not by the reading before. */
function rose(
  before: readonly number[],
  now: number,
  isMuch: (low: number, high: number) => boolean,
): boolean {
  const last = before.at(-1);
  if (last === undefined || !isMuch(Math.min(...before), now)) return false;
  return before.length === 1 || !isMuch(Math.min(...before.slice(0, -1)), last);
}

function numbers(
  snapshots: readonly Snapshot[],
  field: 'intentScore' | 'employeeCount' | 'weeklyActivities',
): number[] {
  return snapshots.flatMap(({ observed }) => observed[field] ?? []);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
