import { type AssignmentPayload, MOST_CRM_CHANGES } from '../../core/payloads/assignment.ts';
import { type CrmOutcome, type CrmOwnerChange, crmMark, crmRecord } from '../../core/payloads/crm-record.ts';
import type { Proposal } from '../../core/proposal.ts';
import type { CommitContext, ToolContext } from '../../core/tool.ts';
import { count, oneLine } from '../shared/text.ts';
import type { Placement } from './place-accounts.ts';

const LINE = 300;
const VALUE = 300;
const MOST_LINES = 100;

/** The proposal with the owners that change in CRMs besides; as it is where the profile allows no writing to them. */
export async function withCrmOwners(
  proposal: Proposal,
  moves: readonly Placement[],
  { crmPlaces, data, signal }: ToolContext,
): Promise<Proposal> {
  const { payload } = proposal;
  if (!crmPlaces || payload.kind !== 'assignment') return proposal;
  if (moves.length > MOST_CRM_CHANGES) {
    const many = `more than ${MOST_CRM_CHANGES} accounts at once are an import, not an approval`;
    return withWords(proposal, [], [many]);
  }
  const reps = new Map((await data.reps()).map((rep) => [rep.repId, rep]));
  const asked = moves.flatMap(({ holding, seat }) => {
    const rep = reps.get(seat.repId);
    return rep && seat !== holding.seat ? [{ account: holding.account, rep }] : [];
  });
  const { changes, refused } = await crmPlaces.ownerChanges(asked, signal);
  const names = new Map(asked.map(({ account }) => [account.accountId, account.name]));
  const reasons = refused.map(({ accountId, reason }) => `${names.get(accountId) ?? accountId}: ${reason}`);
  return withWords(proposal, changes, reasons);
}

function withWords(
  proposal: Proposal,
  changes: readonly CrmOwnerChange[],
  refused: readonly string[],
): Proposal {
  const { payload, consequences } = proposal;
  if (payload.kind !== 'assignment') return proposal;
  const titles = [...new Set(changes.map(({ title }) => title))].join(' and ');
  const also = `${count(changes.length, 'owner')} in ${titles}, listed below`;
  const facts = [
    ...(changes.length > 0 ? [{ label: 'Also', value: also }] : []),
    ...(refused.length > 0
      ? [{ label: 'Not in a CRM', value: oneLine([...new Set(refused)].join('; '), VALUE) }]
      : []),
  ];
  const lines = changes.map((change) =>
    oneLine(`${change.title}: ${crmRecord(change)} → ${change.ownerName}`, LINE),
  );
  const kept = payload.lines.slice(0, MOST_LINES - lines.length);
  const touched =
    changes.length > 0 ? `${titles} names the new ${changes.length === 1 ? 'owner' : 'owners'} too.` : null;
  return {
    ...proposal,
    payload: {
      ...payload,
      facts: [...payload.facts, ...facts],
      lines: [...kept, ...lines],
      ...(changes.length > 0 && { inCrms: [...changes] }),
    },
    consequences: consequences.map((line) =>
      touched !== null && line.startsWith(CRM_UNTOUCHED) ? `${touched} No customer is told.` : line,
    ),
  };
}

/** How a proposal begins to say that no CRM is written to. */
export const CRM_UNTOUCHED = 'Your CRM is not touched';

/** Changes the owners of the accounts that the book has just given away, and of no others. */
export async function changeCrmOwners(
  { inCrms = [] }: AssignmentPayload,
  written: ReadonlySet<string>,
  { crm, idempotencyKey: key, signal }: CommitContext,
): Promise<readonly CrmOutcome[]> {
  const changes = inCrms.filter(({ accountId }) => written.has(accountId));
  if (changes.length === 0) return [];
  if (crm) return await crm.changeOwners(changes, key, signal);
  return changes.map(({ title, recordId, recordName, ownerId, ownerName: form }) => {
    const reason = 'writing to CRMs has been switched off since';
    const shown = { title, form, recordId, recordName, entryId: ownerId, mark: crmMark(key) };
    return { what: 'owner', state: 'failed', ...shown, reason };
  });
}
