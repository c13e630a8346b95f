import type { SignalRecord } from '../../core/records.ts';
import { changesOf, historySignals } from '../deal-history.ts';
import { numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId, type HISTORY } from './map.ts';
import type { HubspotRecord } from './schema.ts';
import type { HubspotStages } from './stages.ts';

interface Around {
  readonly origin: Origin;
  readonly companyId: string;
  readonly stages: HubspotStages;
  readonly since: Date;
  readonly now: Date;
}

/** What the history of a deal says happened since then, oldest first. */
export function dealSignals(deal: HubspotRecord, around: Around): SignalRecord[] {
  const { origin, companyId, stages, since, now } = around;
  const { properties: p } = deal;
  const current = stages.get(p.dealstage ?? '');
  const isOpen = current && current.stage !== 'closed_won' && current.stage !== 'closed_lost';
  return historySignals(
    {
      id: `hubspot:${deal.id}`,
      name: textIn(p.dealname)?.slice(0, 120) ?? `Deal ${deal.id}`,
      createdAt: timeIn(p.createdate),
      openInStageSince: isOpen ? timeIn(p.hs_v2_date_entered_current_stage) : undefined,
      stages: changesIn(deal, 'dealstage', (id) => stages.get(id)),
      closeDates: changesIn(deal, 'closedate', timeIn),
      amounts: changesIn(deal, 'amount', numberIn),
    },
    { origin, accountId: accountId(companyId), since, now },
  );
}

/** Each change of a property from one value to another. */
function changesIn<T>(
  deal: HubspotRecord,
  property: (typeof HISTORY)[number],
  read: (value: string) => T,
): { before: T; after: T; at: string }[] {
  const history = (deal.propertiesWithHistory?.[property] ?? []).flatMap(({ value, timestamp }) => {
    const at = timeIn(timestamp);
    return at && value ? [{ value, at }] : [];
  });
  return changesOf(history).map(({ before, after, at }) => ({
    before: read(before),
    after: read(after),
    at,
  }));
}
