import type { SignalRecord } from '../../core/records.ts';
import { type Change, changesOf, historySignals } from '../deal-history.ts';
import { numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId } from './map.ts';
import type { SalesforceHistory, SalesforceOpportunity } from './schema.ts';
import { type SalesforceStages, stageNamed } from './stages.ts';

interface Around {
  readonly origin: Origin;
  readonly account: string;
  readonly stages: SalesforceStages;
  readonly since: Date;
  readonly now: Date;
}

/** What the rows of a deal's history, and the deal itself, say happened since then. */
export function dealSignals(
  deal: SalesforceOpportunity,
  rows: readonly SalesforceHistory[],
  { origin, account, stages, since, now }: Around,
): SignalRecord[] {
  const own = rows.filter(({ OpportunityId }) => OpportunityId === deal.Id);
  return historySignals(
    {
      id: `salesforce:${deal.Id}`,
      name: textIn(deal.Name)?.slice(0, 120) ?? `Opportunity ${deal.Id}`,
      createdAt: timeIn(deal.CreatedDate),
      openInStageSince: deal.IsClosed === false ? timeIn(deal.LastStageChangeDate) : undefined,
      stages: changesIn(
        own,
        ({ StageName }) => StageName,
        (name) => stageNamed(stages, name),
      ),
      closeDates: changesIn(own, ({ CloseDate }) => CloseDate, timeIn),
      amounts: changesIn(own, ({ Amount }) => Amount, numberIn),
    },
    { origin, accountId: accountId(account), since, now },
  );
}

function changesIn<V, T>(
  rows: readonly SalesforceHistory[],
  field: (row: SalesforceHistory) => V | null | undefined,
  read: (value: V) => T,
): Change<T>[] {
  const versions = rows.flatMap((row) => {
    const [at, value] = [timeIn(row.CreatedDate), field(row)];
    return at === undefined || value === null || value === undefined ? [] : [{ value, at }];
  });
  return changesOf(versions).map(({ before, after, at }) => ({
    before: read(before),
    after: read(after),
    at,
  }));
}
