import { DAY, daysBetween } from '../../core/clock.ts';
import type { SignalRecord } from '../../core/records.ts';
import { numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId, type HISTORY } from './map.ts';
import type { HubspotRecord } from './schema.ts';
import { type HubspotStages, isForward } from './stages.ts';

interface Around {
  readonly origin: Origin;
  readonly companyId: string;
  readonly stages: HubspotStages;
  readonly since: Date;
  readonly now: Date;
}

/** An open deal that stays in its stage for longer stands still. */
const STALLED_AFTER_DAYS = 45;

/** What the history of a deal says happened since then, oldest first. */
export function dealSignals(deal: HubspotRecord, around: Around): SignalRecord[] {
  const { stages, since, now } = around;
  const name = textIn(deal.properties.dealname)?.slice(0, 120) ?? `Deal ${deal.id}`;
  const current = stages.get(deal.properties.dealstage ?? '');
  const created = timeIn(deal.properties.createdate);
  const entered = timeIn(deal.properties.hs_v2_date_entered_current_stage);
  const found: Happening[] = [];
  if (created)
    found.push({
      type: 'new_opportunity',
      at: created,
      title: `New deal: ${name}`,
      key: name,
      confidence: 0.9,
    });
  for (const { before, after, at } of changesOf(deal, 'dealstage')) {
    const [from, to] = [stages.get(before), stages.get(after)];
    if (to?.stage === 'closed_lost')
      found.push({ type: 'deal_lost', at, title: `Lost: ${name}`, key: name, confidence: 0.95 });
    else if (isForward(from, to))
      found.push({
        type: 'deal_progression',
        at,
        title: `${name} moved to ${to?.label}`,
        key: `${name}: ${to?.stage}`,
        confidence: 0.95,
      });
  }
  for (const { before, after, at } of changesOf(deal, 'closedate')) {
    const [from, to] = [timeIn(before), timeIn(after)];
    const days = from && to ? daysBetween(new Date(from), new Date(to)) : 0;
    if (days >= 1)
      found.push({
        type: 'close_date_pushed',
        at,
        title: `Close date of ${name} moved by ${days} days`,
        key: `${name}: ${to?.slice(0, 10)}`,
        confidence: 0.95,
      });
  }
  for (const { before, after, at } of changesOf(deal, 'amount')) {
    const [from, to] = [numberIn(before), numberIn(after)];
    if (from !== undefined && to !== undefined && from !== to)
      found.push({
        type: 'deal_amount_changed',
        at,
        title: `Amount of ${name} went from ${from} to ${to}`,
        key: `${name}: ${to}`,
        confidence: 0.95,
      });
  }
  const isOpen = current && current.stage !== 'closed_won' && current.stage !== 'closed_lost';
  if (isOpen && entered && daysBetween(new Date(entered), now) >= STALLED_AFTER_DAYS) {
    const at = new Date(Date.parse(entered) + STALLED_AFTER_DAYS * DAY).toISOString();
    const days = daysBetween(new Date(entered), now);
    found.push({
      type: 'deal_stalled',
      at,
      title: `${name}: no stage change for ${days} days`,
      key: name,
      confidence: 0.9,
    });
  }
  return found
    .filter(({ at }) => Date.parse(at) >= since.getTime() && Date.parse(at) <= now.getTime())
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((happening) => signalOf(happening, deal.id, around));
}

interface Happening {
  readonly type: string;
  readonly at: string;
  readonly title: string;
  readonly confidence: number;
  readonly key: string;
}

function signalOf(
  { type, at, title, confidence, key }: Happening,
  dealId: string,
  around: Around,
): SignalRecord {
  return {
    ...around.origin,
    signalId: `hubspot:${dealId}:${type}:${at}`,
    accountId: accountId(around.companyId),
    type,
    key,
    occurredAt: at,
    title,
    confidence,
  };
}

/** Each change of a property from one value to another, oldest first; the first value is no change. */
function changesOf(deal: HubspotRecord, property: (typeof HISTORY)[number]) {
  const history = (deal.propertiesWithHistory?.[property] ?? []).flatMap(({ value, timestamp }) => {
    const at = timeIn(timestamp);
    return at && value ? [{ value, at }] : [];
  });
  const ordered = history.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return ordered.flatMap(({ value: after, at }, index) => {
    const before = ordered[index - 1]?.value;
    return before === undefined || before === after ? [] : [{ before, after, at }];
  });
}
