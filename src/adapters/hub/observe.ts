import type { Observation, Snapshots } from '../../core/observation.ts';
import type { SignalRecord } from '../../core/records.ts';
import { deriveSignals } from './derive-signals.ts';
import type { SourceAnswer } from './read-source.ts';

/** Keeps what a vendor said, and tells what changed since it said something else. */
export async function signalsFromChanges(
  { source, account, opportunities, technologies, asOf, failures }: SourceAnswer,
  accountId: string,
  snapshots: Snapshots | undefined,
): Promise<SignalRecord[]> {
  // A mock never changes; an answer in part would look like a change.
  if (!snapshots || source.mode === 'mock' || failures.length > 0) return [];
  const observed: Observation = {
    ...account?.observed,
    ...(technologies.length > 0 && { technologies: technologies.map(({ name }) => name).slice(0, 500) }),
    ...(opportunities.length > 0 && {
      deals: opportunities.slice(0, 100).map(({ opportunityId, name, stage, closeDate, amount }) => ({
        id: opportunityId,
        name,
        stage,
        ...(closeDate !== undefined && { closeDate }),
        ...(amount !== undefined && { amount: amount.amount }),
      })),
    }),
  };
  if (Object.keys(observed).length === 0) return [];
  const kept = await snapshots.record(source.name, accountId, { at: asOf, observed });
  return deriveSignals(kept, { source: source.title, mode: source.mode, asOf }, accountId);
}
