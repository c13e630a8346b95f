import type { z } from 'zod';
import type { Assignment } from '../../core/book-writer.ts';
import { isoDay } from '../../core/clock.ts';
import { CugarError } from '../../core/errors.ts';
import { type AssignmentPayload, type Holder, holderAt } from '../../core/payloads/assignment.ts';
import type { Proposal } from '../../core/proposal.ts';
import type { Account } from '../../core/records.ts';
import type { CommitContext } from '../../core/tool.ts';
import { withCrmOutcomes } from '../shared/crm-log.ts';
import { provenance } from '../shared/provenance.ts';
import { count, fold, oneLine } from '../shared/text.ts';
import type { AssignmentOutput } from './assign-territory.ts';
import { changeCrmOwners } from './crm-owners.ts';
import { balanceOf, placesNow } from './loads.ts';
import { readTerritoryBook } from './territory-book.ts';
import { balanceLines, balanceVerdict } from './words.ts';

const MOST_KEPT = 40;

interface Skipped {
  readonly accountId: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * Writes what was approved to the book of business. An account whose owner has changed since the proposal was made is
 * left alone: it is not what the approver saw.
 */
export async function commitAssignment(
  { payload }: Proposal,
  context: CommitContext,
): Promise<z.input<typeof AssignmentOutput>> {
  const { bookWriter, idempotencyKey, planId, approvedBy } = context;
  if (payload.kind !== 'assignment') throw new CugarError('AGENT_CONTRACT', 'Only assignments are assigned.');
  if (!bookWriter) {
    throw new CugarError('SYSTEM_CONFIG', 'The book of business cannot be written to here.', {
      hint: 'See docs/book-of-business.md.',
    });
  }
  const { assignments, skipped } = await compare(payload, context);
  const [first, ...others] = assignments;
  if (!first) throw nothingLeft(skipped);
  const since = isoDay(context.now);
  const { file } = await bookWriter.assign({
    key: idempotencyKey,
    planId,
    by: approvedBy,
    since,
    assignments: [first, ...others],
  });
  const written = new Set(assignments.map(({ accountId }) => accountId));
  const crm = await changeCrmOwners(payload, written, context);
  const book = await readTerritoryBook(context);
  const balance = balanceOf(book, placesNow(book));
  const made = {
    written: assignments.length,
    file,
    since,
    skipped: skipped.slice(0, MOST_KEPT),
    skippedCount: skipped.length,
    balance,
    headline: headlineOf(first, assignments.length, skipped.length),
    reasons: [balanceVerdict(balance)],
    unknowns: [],
    confidence: null,
    details: [
      { title: 'Assigned', lines: assignments.slice(0, MOST_KEPT).map(lineOf) },
      {
        title: 'Not changed',
        lines: skipped.slice(0, MOST_KEPT).map(({ name, reason }) => `${name}: ${reason}`),
      },
      { title: 'Balance over all reps', lines: balanceLines(balance) },
    ].filter(({ lines }) => lines.length > 0),
    ...provenance(book.records, context.data),
  };
  return crm.length > 0 ? withCrmOutcomes(made, crm) : made;
}

async function compare(
  payload: AssignmentPayload,
  { data }: CommitContext,
): Promise<{ assignments: Assignment[]; skipped: Skipped[] }> {
  const reps = new Set((await data.reps()).map(({ repId }) => repId));
  const assignments: Assignment[] = [];
  const skipped: Skipped[] = [];
  for (const [accountId, fromPlace, toPlace] of payload.moves) {
    const account = await data.account(accountId);
    const [from, to] = [holderAt(payload, fromPlace), holderAt(payload, toPlace)];
    const reason = whyNot(account, from, to, reps);
    const name = oneLine(account?.name ?? accountId, 80);
    if (reason !== null || to.repId === null || to.owner === null) {
      skipped.push({ accountId, name, reason: reason ?? 'the proposal names no rep' });
      continue;
    }
    assignments.push({
      accountId,
      accountName: name,
      repId: to.repId,
      owner: to.owner,
      territory: to.territory,
      previousOwner: from.owner,
      previousTerritory: from.territory,
    });
  }
  return { assignments, skipped };
}

/** Why the book has moved on from what was approved; null: it has not, or stands there already. */
function whyNot(account: Account | null, from: Holder, to: Holder, reps: ReadonlySet<string>): string | null {
  if (account === null) return 'is no longer in the book of business';
  if (to.repId !== null && !reps.has(to.repId)) return `${to.owner ?? 'the rep'} is no longer among the reps`;
  if (isHeldBy(account, from) || isHeldBy(account, to)) return null;
  return `has gone to ${oneLine(account.owner ?? 'nobody', 60)} since the proposal was made`;
}

function isHeldBy({ owner, territory }: Account, holder: Holder): boolean {
  return (
    fold(owner ?? '') === fold(holder.owner ?? '') && fold(territory ?? '') === fold(holder.territory ?? '')
  );
}

function nothingLeft(skipped: readonly Skipped[]): CugarError {
  const [first] = skipped;
  const why = first ? `${first.name} ${first.reason}` : 'the proposal is empty';
  return new CugarError('RESOURCE_DATA', `Nothing was written: ${why}.`, {
    hint: 'Ask for the assignment anew.',
  });
}

function headlineOf(first: Assignment, written: number, skipped: number): string {
  const what =
    written === 1
      ? `${first.accountName} now belongs to ${oneLine(first.owner, 60)}`
      : `${count(written, 'account')} now ${written === 1 ? 'has its' : 'have their'} new owner`;
  return `${what} in the book of business${skipped > 0 ? `; ${skipped} left alone` : ''}.`.slice(0, 300);
}

function lineOf({ accountName, owner, territory }: Assignment): string {
  return `${accountName}: ${oneLine(owner, 60)}${territory === null ? '' : `, ${oneLine(territory, 60)}`}`;
}
