import { DAY, daysBetween } from '../../core/clock.ts';
import type { SignalRecord } from '../../core/records.ts';
import { textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId } from './map.ts';
import type { Activity, Deal } from './schema.ts';
import type { PipedriveStages } from './stages.ts';

interface Around {
  readonly origin: Origin;
  readonly organizationId: number;
  readonly since: Date;
  readonly now: Date;
}

interface Happening {
  readonly type: string;
  readonly at: string | undefined;
  readonly title: string;
  readonly confidence: number;
}

/**
 * What a deal says happened since then. Whether a change of stage went forward cannot be told from one
 * reading, so only a won deal counts as progress.
 */
export function dealSignals(deal: Deal, stages: PipedriveStages, around: Around): SignalRecord[] {
  if (deal.status === 'deleted') return [];
  const name = textIn(deal.title)?.slice(0, 120) ?? `Deal ${deal.id}`;
  const found: Happening[] = [
    { type: 'deal_created', at: timeIn(deal.add_time), title: `New deal: ${name}`, confidence: 0.9 },
  ];
  if (deal.status === 'won')
    found.push({
      type: 'deal_progression',
      at: timeIn(deal.won_time),
      title: `Won: ${name}`,
      confidence: 0.95,
    });
  if (deal.status === 'lost')
    found.push({ type: 'deal_lost', at: timeIn(deal.lost_time), title: `Lost: ${name}`, confidence: 0.95 });
  const rotten = rottenSince(deal, stages);
  if (rotten && rotten <= around.now) {
    const days = daysBetween(new Date(timeIn(deal.update_time) ?? rotten), around.now);
    const title = `${name}: no change for ${days} days`;
    found.push({ type: 'deal_stalled', at: rotten.toISOString(), title, confidence: 0.9 });
  }
  return records(found, `deal:${deal.id}`, around);
}

/** An activity that was done; a planned one has not happened. */
export function activitySignals(activity: Activity, around: Around): SignalRecord[] {
  if (!activity.done) return [];
  const what = textIn(activity.subject)?.slice(0, 120) ?? textIn(activity.type) ?? 'Activity';
  const at = timeIn(activity.marked_as_done_time) ?? timeIn(activity.due_date);
  const found = [{ type: 'activity_logged', at, title: `Done: ${what}`, confidence: 0.9 }];
  return records(found, `activity:${activity.id}`, around);
}

/** By the stage's own threshold, which the team set; null where it set none. */
function rottenSince(deal: Deal, stages: PipedriveStages): Date | null {
  const { is_deal_rot_enabled: isEnabled, days_to_rotten: days } = stages.get(deal.stage_id) ?? {};
  const updated = timeIn(deal.update_time);
  if (deal.status !== 'open' || !isEnabled || !days || days < 1 || !updated) return null;
  const at = Date.parse(updated) + days * DAY;
  return Number.isFinite(at) && at < Date.UTC(2200, 0) ? new Date(at) : null;
}

function records(
  found: readonly Happening[],
  id: string,
  { origin, organizationId, since, now }: Around,
): SignalRecord[] {
  return found.flatMap(({ type, at, title, confidence }) => {
    if (!at || Date.parse(at) < since.getTime() || Date.parse(at) > now.getTime()) return [];
    const signalId = `pipedrive:${id}:${type}`;
    return [
      { ...origin, signalId, accountId: accountId(organizationId), type, occurredAt: at, title, confidence },
    ];
  });
}
