import type { SignalRecord } from '../../core/records.ts';
import { fold } from '../shared/text.ts';
import type { SignalType } from './signal-types.ts';
import { sameEventKey } from './signal-types.ts';
import { similarTitles } from './similar-titles.ts';

const WINDOW_DAYS = 14;
const BONUS_PER_SOURCE = 0.1;
const MAX_BONUS = 0.2;
const MAX_CORROBORATED = 0.99;

/** One report of a signal, with what is already known about it. */
export interface Report {
  readonly record: SignalRecord;
  readonly type: SignalType;
  /** Whole days; null when undated. */
  readonly ageDays: number | null;
  /** 0..1, before the discount for undated reports. */
  readonly confidence: number;
}

/** Several reports of one event. */
export interface Event {
  /** The earliest dated report: the event is at least that old. */
  readonly first: Report;
  readonly reports: readonly Report[];
  /** Distinct reporters, sorted. */
  readonly sources: readonly string[];
  /** The best report's, raised only by *different* sources that say the same. */
  readonly confidence: number;
}

function reporter(record: SignalRecord): string {
  return record.reportedBy ?? record.source;
}

/**
 * Joins reports of the same kind with near-same titles within fourteen days of the earliest. An undated
 * report joins whatever event its title matches, so that it is never counted twice.
 */
export function mergeReports(reports: readonly Report[], accountName: string): Event[] {
  const groups: Report[][] = [];
  for (const report of [...reports].sort(oldestFirst)) {
    const group = groups.find(([anchor]) => anchor !== undefined && sameEvent(anchor, report, accountName));
    if (group) group.push(report);
    else groups.push([report]);
  }
  return groups.flatMap(([first, ...others]) => (first ? [toEvent(first, [first, ...others])] : []));
}

/** Dated before undated, of one day those that can be looked up; ties by id and title, so that the order of the input does not matter. */
function oldestFirst(a: Report, b: Report): number {
  const age = (report: Report) => report.ageDays ?? -Infinity;
  const isLinked = ({ record }: Report) => Number(record.url !== undefined);
  const key = ({ record }: Report) => `${record.signalId}\n${record.title}\n${reporter(record)}`;
  if (age(a) !== age(b)) return age(b) - age(a);
  if (isLinked(a) !== isLinked(b)) return isLinked(b) - isLinked(a);
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

function sameEvent(anchor: Report, report: Report, accountName: string): boolean {
  if (sameEventKey(anchor.type.type) !== sameEventKey(report.type.type)) return false;
  if (anchor.ageDays !== null && report.ageDays !== null && anchor.ageDays - report.ageDays > WINDOW_DAYS) {
    return false;
  }
  if (anchor.record.key !== undefined && report.record.key !== undefined)
    return fold(anchor.record.key) === fold(report.record.key);
  if (similarTitles(anchor.record.title, report.record.title, accountName)) return true;
  return RARE.has(anchor.type.type) && reporter(anchor.record) !== reporter(report.record);
}

/** Two sources that tell of one of these within days tell of the same one, in whatever words. */
const RARE: ReadonlySet<string> = new Set(['funding_event', 'acquisition', 'ipo', 'layoffs', 'hiring_spree']);

function toEvent(first: Report, reports: readonly Report[]): Event {
  const sources = [...new Set(reports.map(({ record }) => reporter(record)))].sort();
  const best = Math.max(...reports.map(({ confidence }) => confidence));
  const bonus = Math.min(MAX_BONUS, BONUS_PER_SOURCE * (sources.length - 1));
  return { first, reports, sources, confidence: Math.max(best, Math.min(MAX_CORROBORATED, best + bonus)) };
}
