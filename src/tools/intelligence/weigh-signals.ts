import type { SignalRules } from '../../core/playbook-signals.ts';
import type { SignalRecord } from '../../core/records.ts';
import { daysSince, isFuture } from '../shared/dates.ts';
import { noisyOr, round3 } from '../shared/numbers.ts';
import { hasPhrase } from '../shared/text.ts';
import { type Event, mergeReports, type Report } from './merge-signals.ts';
import { rankEvents } from './rank-events.ts';
import { signalType } from './signal-types.ts';

export interface WeighedEvent extends Event {
  readonly polarity: 'positive' | 'negative';
  /** weight of the type × confidence × 0.5^(age ÷ half-life), 0..1. */
  readonly weight: number;
}

export interface WeighedSignals {
  /** Heaviest first, but news never before intent. */
  readonly events: readonly WeighedEvent[];
  /** 0..1: what speaks for a buying window, less what speaks against it. */
  readonly score: number;
  readonly futureDated: number;
  readonly tooOld: number;
  readonly tooUncertain: number;
  /** Labels that are no known type. */
  readonly unknownTypes: readonly string[];
  readonly withoutConfidence: number;
}

export interface WeighingRules {
  readonly now: Date;
  /** Absent: as the playbook says; so for the next. */
  readonly lookbackDays?: number | undefined;
  readonly minConfidence?: number | undefined;
  readonly accountName: string;
  readonly signals: SignalRules;
  /** Technologies that we want to see; the removal of one of them speaks against buying. */
  readonly wantedTechnologies: readonly string[];
}

/** Ages, merges, weighs and adds up the reports about one account. */
export function weighSignals(records: readonly SignalRecord[], rules: WeighingRules): WeighedSignals {
  const { lookbackDays = rules.signals.lookback_days, minConfidence = rules.signals.min_confidence } = rules;
  const past = records.filter(
    ({ occurredAt }) => occurredAt === undefined || !isFuture(occurredAt, rules.now),
  );
  const reports = past.map((record) => toReport(record, rules));
  const recent = reports.filter(({ ageDays }) => ageDays === null || ageDays <= lookbackDays);
  const used = recent.filter(
    (report) => report.confidence >= minConfidence || polarityOf(report, rules) === 'negative',
  );
  const events = rankEvents(mergeReports(used, rules.accountName).map((event) => weighEvent(event, rules)));
  return {
    events,
    score: scoreOf(events),
    futureDated: records.length - past.length,
    tooOld: reports.length - recent.length,
    tooUncertain: recent.length - used.length,
    unknownTypes: [
      ...new Set(
        used.filter((r) => !signalType(r.record.type, rules.signals).known).map((r) => r.record.type),
      ),
    ].sort(),
    withoutConfidence: used.filter(({ record }) => record.confidence === undefined).length,
  };
}

function toReport(record: SignalRecord, { now, signals }: WeighingRules): Report {
  const age = daysSince(record.occurredAt, now);
  return {
    record,
    type: signalType(record.type, signals).type,
    ageDays: age === null ? null : Math.max(0, age),
    confidence: record.confidence ?? signals.assumed_confidence,
  };
}

function polarityOf({ type, record }: Report, rules: WeighingRules): 'positive' | 'negative' {
  if (type.type !== 'tech_removal') return type.negative ? 'negative' : 'positive';
  return rules.wantedTechnologies.some((name) => hasPhrase(record.title, name)) ? 'negative' : 'positive';
}

function weighEvent(event: Event, rules: WeighingRules): WeighedEvent {
  const { type, ageDays } = event.first;
  const trust = event.confidence * (ageDays === null ? rules.signals.undated_factor : 1);
  const freshness = 0.5 ** ((ageDays ?? 0) / type.half_life_days);
  return {
    ...event,
    polarity: polarityOf(event.first, rules),
    weight: round3(type.weight * trust * freshness),
  };
}

/** (1 − Π(1 − positive)) × Π(1 − negative). */
function scoreOf(events: readonly WeighedEvent[]): number {
  const once = new Set<string>();
  const counted = events.filter(({ first: { type } }) => {
    if (!type.counts_once) return true;
    if (once.has(type.type)) return false;
    once.add(type.type);
    return true;
  });
  const together = (polarity: string) =>
    noisyOr(counted.filter((event) => event.polarity === polarity).map(({ weight }) => weight));
  return round3(together('positive') * (1 - together('negative')));
}
