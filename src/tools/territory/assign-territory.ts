import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { CrmWritten } from '../../core/payloads/crm-record.ts';
import type { Evidence, Proposal } from '../../core/proposal.ts';
import { definePropose } from '../../core/tool.ts';
import { CRM_MS } from '../shared/crm-log.ts';
import { count, oneLine } from '../shared/text.ts';
import { type Change, factsOf, warningsOf } from './assignment-facts.ts';
import { commitAssignment } from './commit-assignment.ts';
import { CRM_UNTOUCHED, withCrmOwners } from './crm-owners.ts';
import { changedHoldings, disruptionOf, disruptionReasons } from './disruption.ts';
import { findNamed, requireNamed } from './find-territory.ts';
import type { Holding } from './holdings.ts';
import { Balance, balanceOf, type Place, placesNow } from './loads.ts';
import { placeAccounts } from './place-accounts.ts';
import { movesOf, payloadOf } from './propose-assignment.ts';
import { AccountIds, AssignmentRules, limitOf } from './rules.ts';
import type { Seat } from './seats.ts';
import { readTerritoryBook, sameTerritory, type TerritoryBook } from './territory-book.ts';
import { territoryUnknowns } from './unknowns.ts';
import { balanceVerdict, money } from './words.ts';

const MOST_EVIDENCE = 6;
const MOST_KEPT = 40;

export const AssignmentOutput = Finding.extend({
  /** Accounts written to the book. */
  written: z.number().int(),
  /** The file in which they stand. */
  file: z.string(),
  since: z.iso.date(),
  /** Accounts that were approved and not written, since the book has changed meanwhile. */
  skipped: z
    .array(z.strictObject({ accountId: z.string(), name: z.string(), reason: z.string() }))
    .max(MOST_KEPT),
  skippedCount: z.number().int(),
  /** Over all reps, with what was written. */
  balance: Balance,
  ...CrmWritten,
});
export type AssignmentOutput = z.infer<typeof AssignmentOutput>;

export const assignTerritory = definePropose({
  name: 'assign_territory',
  domain: 'territory',
  purpose: 'Which rep and territory should have these accounts?',
  guardrails: [
    'Always needs an approval; until then nothing changes.',
    'Nobody is filled above capacity unless a person asks for it by name.',
    'Writes to the local book of business; to a CRM only where the profile allows it and the card says so.',
  ],
  sideEffect: 'propose',
  idempotent: true,
  crmMs: CRM_MS,
  input: z.strictObject({
    accountIds: AccountIds,
    /** A territory or rep that a person wants them to go to; absent: the best of all. */
    to: z.string().min(1).max(200).optional(),
    rules: AssignmentRules,
  }),
  output: AssignmentOutput,
  async run({ accountIds, to, rules }, context): Promise<Proposal> {
    const book = await readTerritoryBook(context);
    const asked = requireHoldings(book, accountIds);
    const limit = limitOf(rules.maxUtilization, context);
    const only = to === undefined ? undefined : seatsOf(book, to);
    const placed = placeAccounts(book, asked, { ...rules, maxUtilization: limit }, only);
    const moves = movesOf(placed);
    if (moves.length === 0) throw nothingToDo(asked, placed.unassigned[0]?.reason);
    const before = placesNow(book);
    const after = new Map<string, Place>(before);
    for (const { holding, seat } of moves) {
      after.set(holding.accountId, { seat, territory: seat.territory ?? holding.territory });
    }
    const disruption = disruptionOf(book, changedHoldings(book, before, after), context.now);
    const balance = { before: balanceOf(book, before), after: balanceOf(book, after) };
    const change: Change = { book, before, after, balance, disruption, moves, placed };
    const payload = payloadOf(moves, factsOf(change));
    const touched = new Set(moves.flatMap(({ seat, holding }) => [seat, holding.seat]));
    const moving = moves.map(({ holding }) => holding);
    const proposal: Proposal = {
      summary: summaryOf(change),
      payload,
      consequences: [
        `The book of business names ${moves.length === 1 ? 'the new owner and territory' : 'the new owners and territories'}; every later answer counts ${moves.length === 1 ? 'it' : 'them'} so.`,
        `${CRM_UNTOUCHED}, and no customer is told.`,
        'It can be undone by assigning back.',
      ],
      reasoning: [
        ...disruptionReasons(disruption, book.rules.disruption),
        balanceVerdict(balance.after),
        only === undefined
          ? 'Chosen by who names the account, then coverage, then room; heavy accounts first.'
          : `Asked for: ${oneLine(to ?? '', 60)}; what speaks against it is a warning.`,
        ...excludedWords(moving),
      ],
      evidence: evidenceOf(moving),
      unknowns: [
        ...missing(book, accountIds),
        ...territoryUnknowns(book, { seats: [...touched].filter((seat) => seat !== null), holdings: moving }),
      ],
      risk: riskOf(change),
    };
    return await withCrmOwners(proposal, moves, context);
  },
  commit: commitAssignment,
});

function requireHoldings(book: TerritoryBook, ids: readonly string[]): Holding[] {
  const found = [...new Set(ids)].sort().flatMap((id) => book.byId.get(id) ?? []);
  if (found.length > 0) return found;
  throw new CugarError('RESOURCE_NOT_FOUND', 'None of these accounts is in the data.', {
    hint: 'Check the names, or add the accounts to the book of business.',
  });
}

/** The reps of a territory, or the one rep, that a person names. */
function seatsOf(book: TerritoryBook, to: string): Seat[] {
  const reps = book.seats.map(({ name }) => name);
  const isRep = findNamed(to, book.territories).length === 0 && findNamed(to, reps).length > 0;
  const name = requireNamed(to, isRep ? reps : book.territories, isRep ? 'rep' : 'territory');
  const seats = book.seats.filter((seat) =>
    isRep ? seat.name === name : sameTerritory(seat.territory, name),
  );
  if (seats.length > 0) return seats;
  throw new CugarError('USER_INPUT', `${name} has no rep who could take accounts.`, {
    hint: 'Add one to reps.csv, or name a rep.',
  });
}

function nothingToDo([first, ...others]: readonly Holding[], reason: string | undefined): CugarError {
  const who = others.length === 0 && first ? first.name : `all ${others.length + 1} accounts`;
  return new CugarError(
    'USER_INPUT',
    reason === undefined
      ? `There is nothing to approve: ${who} ${others.length === 0 ? 'is' : 'are'} well where ${others.length === 0 ? 'it is' : 'they are'}${first?.seat && others.length === 0 ? `, with ${first.seat.name}` : ''}.`
      : `There is nobody to assign ${who} to: ${reason}.`,
    { hint: 'Name a territory or rep with `--to`, or write `--owners change`.' },
  );
}

function summaryOf({ moves, balance }: Change): string {
  const [first] = moves;
  const what =
    moves.length === 1 && first
      ? `Give ${first.holding.name} to ${first.seat.name}${first.seat.territory === null ? '' : ` (${first.seat.territory})`}`
      : `Give ${count(moves.length, 'account')} to ${count(new Set(moves.map(({ seat }) => seat)).size, 'rep')}`;
  const [was, is] = [balance.before.workload.variation, balance.after.workload.variation];
  const spread =
    was === null || is === null ? '' : `; variation of the load ${was.toFixed(2)} → ${is.toFixed(2)}`;
  return `${what}${spread}.`.slice(0, 300);
}

function riskOf({ disruption, moves, book }: Change): Proposal['risk'] {
  const { lateDeals, share, ownersChanged } = disruption;
  const isWide = share !== null && ownersChanged > 1 && share > book.rules.disruption;
  if (lateDeals > 0 || isWide || warningsOf(moves).length > 0) return 'high';
  return ownersChanged > 0 ? 'medium' : 'low';
}

function evidenceOf(moving: readonly Holding[]): Evidence[] {
  return moving
    .flatMap(({ name, lateDeals }) => lateDeals.map((deal) => ({ name, deal })))
    .slice(0, MOST_EVIDENCE)
    .map(({ name, deal }) => {
      const amount = deal.amount ? `, ${money(deal.amount)}` : '';
      const occurredAt = deal.stageChangedAt ?? deal.lastActivityAt;
      return {
        text: `${name}: ${oneLine(deal.name, 60)} is in ${deal.stage}${amount}`,
        source: deal.source,
        ...(occurredAt === undefined ? {} : { occurredAt }),
      };
    });
}

function excludedWords(moving: readonly Holding[]): string[] {
  const names = moving.filter(({ tier }) => tier === 'excluded').map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `The ideal customer profile excludes ${names.length === 1 ? names[0] : count(names.length, 'account')}.`,
  ];
}

function missing(book: TerritoryBook, ids: readonly string[]): string[] {
  const gone = new Set(ids.filter((id) => !book.byId.has(id))).size;
  return gone === 0
    ? []
    : [`${count(gone, 'account')} asked for ${gone === 1 ? 'is' : 'are'} not in the data.`];
}
