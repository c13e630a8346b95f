import { DAY, daysBetween } from '../core/clock.ts';
import type { SignalRecord } from '../core/records.ts';
import { isForward, type PipelineStage } from './deal-stages.ts';
import type { Origin } from './vendor.ts';

/** A value of a deal went from one to another. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
  readonly at: string;
}

/** What a CRM keeps of a deal's past, as far as it tells of something; moments as ISO 8601. */
export interface DealHistory {
  /** As its signals are called: `hubspot:123`. */
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string | undefined;
  /** When it came into the stage in which it still is; absent for a deal that is over. */
  readonly openInStageSince?: string | undefined;
  readonly stages: readonly Change<PipelineStage | undefined>[];
  readonly closeDates: readonly Change<string | undefined>[];
  readonly amounts: readonly Change<number | undefined>[];
}

interface Around {
  readonly origin: Origin;
  /** The canonical id of the account. */
  readonly accountId: string;
  readonly since: Date;
  readonly now: Date;
}

/** An open deal that stays in its stage for longer stands still. */
const STALLED_AFTER_DAYS = 45;

/** What the history of a deal says happened since then, oldest first. */
export function historySignals(deal: DealHistory, around: Around): SignalRecord[] {
  const { since, now } = around;
  return [...beginning(deal), ...stageChanges(deal), ...otherChanges(deal), ...standstill(deal, now)]
    .filter(({ at }) => Date.parse(at) >= since.getTime() && Date.parse(at) <= now.getTime())
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ type, at, title, confidence, key }) => ({
      ...around.origin,
      signalId: `${deal.id}:${type}:${at}`,
      accountId: around.accountId,
      type,
      key,
      occurredAt: at,
      title,
      confidence,
    }));
}

/** Each step from one value to another, oldest first; the first value is no change. */
export function changesOf<T>(versions: readonly { readonly value: T; readonly at: string }[]): Change<T>[] {
  const ordered = [...versions].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return ordered.flatMap(({ value: after, at }, index) => {
    const previous = ordered[index - 1];
    return previous === undefined || previous.value === after ? [] : [{ before: previous.value, after, at }];
  });
}

interface Happening {
  readonly type: string;
  readonly at: string;
  readonly title: string;
  readonly confidence: number;
  readonly key: string;
}

function beginning({ name, createdAt }: DealHistory): Happening[] {
  if (createdAt === undefined) return [];
  return [{ type: 'new_opportunity', at: createdAt, title: `New deal: ${name}`, key: name, confidence: 0.9 }];
}

function stageChanges({ name, stages }: DealHistory): Happening[] {
  return stages.flatMap(({ before, after, at }): Happening[] => {
    if (after?.stage === 'closed_lost')
      return [{ type: 'deal_lost', at, title: `Lost: ${name}`, key: name, confidence: 0.95 }];
    if (!after || !isForward(before, after)) return [];
    const title = `${name} moved to ${after.label}`;
    return [{ type: 'deal_progression', at, title, key: `${name}: ${after.stage}`, confidence: 0.95 }];
  });
}

function otherChanges({ name, closeDates, amounts }: DealHistory): Happening[] {
  const pushed = closeDates.flatMap(({ before, after, at }): Happening[] => {
    const days = before && after ? daysBetween(new Date(before), new Date(after)) : 0;
    if (!after || days < 1) return [];
    const title = `Close date of ${name} moved by ${days} days`;
    return [
      { type: 'close_date_pushed', at, title, key: `${name}: ${after.slice(0, 10)}`, confidence: 0.95 },
    ];
  });
  const changed = amounts.flatMap(({ before, after, at }): Happening[] => {
    if (before === undefined || after === undefined || before === after) return [];
    const title = `Amount of ${name} went from ${before} to ${after}`;
    return [{ type: 'deal_amount_changed', at, title, key: `${name}: ${after}`, confidence: 0.95 }];
  });
  return [...pushed, ...changed];
}

function standstill({ name, openInStageSince }: DealHistory, now: Date): Happening[] {
  if (openInStageSince === undefined) return [];
  const days = daysBetween(new Date(openInStageSince), now);
  if (days < STALLED_AFTER_DAYS) return [];
  const at = new Date(Date.parse(openInStageSince) + STALLED_AFTER_DAYS * DAY).toISOString();
  const title = `${name}: no stage change for ${days} days`;
  return [{ type: 'deal_stalled', at, title, key: name, confidence: 0.9 }];
}
