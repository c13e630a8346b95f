import type { AssignmentPayload } from '../../core/payloads/assignment.ts';
import { percent } from '../shared/numbers.ts';
import { count } from '../shared/text.ts';
import { type Disruption, lateDealLines } from './disruption.ts';
import type { Holding } from './holdings.ts';
import { type Balance, holdingsByRep, type Load, loadOf, type Places } from './loads.ts';
import type { Placed, Placement } from './place-accounts.ts';
import type { Seat } from './seats.ts';
import type { TerritoryBook } from './territory-book.ts';
import { balanceLines, moneys, useChange } from './words.ts';

const VALUE = 300;
const MOST_NAMED = 5;

/** A change of the book, before and after. */
export interface Change {
  readonly book: TerritoryBook;
  readonly before: Places;
  readonly after: Places;
  readonly balance: { readonly before: Balance; readonly after: Balance };
  readonly disruption: Disruption;
  readonly moves: readonly Placement[];
  readonly placed: Placed;
}

/** What a person must see before deciding on an assignment. */
export function factsOf(change: Change): AssignmentPayload['facts'] {
  const { balance, disruption, moves, placed } = change;
  const seats = seatChanges(change);
  const moving = moves.map(({ holding }) => holding);
  const [workload = '', potential = ''] = balanceLines(balance.before, balance.after);
  return [
    ['Accounts', accountsWords(change)],
    [
      'Gains',
      seats
        .filter(({ gained }) => gained > 0)
        .map(seatWords)
        .join('; '),
    ],
    [
      'Loses',
      seats
        .filter(({ gained, lost }) => gained === 0 && lost > 0)
        .map(seatWords)
        .join('; '),
    ],
    ['Balance', workload],
    ['Potential', potential],
    ['Late-stage deals', disruption.lateDeals === 0 ? 'none changes hands' : lateWords(moving)],
    ['Pipeline', pipelineWords(change)],
    ['Ramping', rampingWords(moves)],
    ['Warnings', warningsOf(moves).join('; ')],
    ['Left as it is', leftWords(placed)],
  ].flatMap(([label = '', value = '']) => (value === '' ? [] : [{ label, value: clipped(value) }]));
}

export function warningsOf(moves: readonly Placement[]): string[] {
  return [...new Set(moves.flatMap(({ warnings }) => warnings))];
}

function accountsWords({ disruption, moves }: Change): string {
  const { ownersChanged, newlyOwned, share } = disruption;
  const territoryOnly = moves.length - ownersChanged - newlyOwned;
  const parts = [
    ...(ownersChanged > 0
      ? [
          `${count(ownersChanged, 'changes', 'change')} owner${share === null ? '' : ` (${percent(share)} of the book)`}`,
        ]
      : []),
    ...(newlyOwned > 0 ? [`${count(newlyOwned, 'gets', 'get')} an owner for the first time`] : []),
    ...(territoryOnly > 0 ? [`${count(territoryOnly, 'changes', 'change')} the territory alone`] : []),
  ];
  return parts.join(', ');
}

interface SeatChange {
  readonly seat: Seat;
  readonly before: Load;
  readonly after: Load;
  /** Accounts. */
  readonly gained: number;
  readonly lost: number;
}

/** The reps whose accounts change, those with the greatest change of load first. */
function seatChanges({ book, before, after, moves }: Change): SeatChange[] {
  const [was, is] = [holdingsByRep(book, before), holdingsByRep(book, after)];
  return book.seats
    .map((seat) => ({
      seat,
      before: loadOf(book, [seat], was.get(seat.repId) ?? []),
      after: loadOf(book, [seat], is.get(seat.repId) ?? []),
      gained: moves.filter((move) => move.seat === seat && move.holding.seat !== seat).length,
      lost: moves.filter((move) => move.seat !== seat && move.holding.seat === seat).length,
    }))
    .filter(({ gained, lost }) => gained + lost > 0)
    .sort(
      (a, b) =>
        Math.abs(b.after.points - b.before.points) - Math.abs(a.after.points - a.before.points) ||
        (a.seat.repId < b.seat.repId ? -1 : 1),
    );
}

function seatWords({ seat, before, after, gained, lost }: SeatChange): string {
  const accounts = [...(gained > 0 ? [`+${gained}`] : []), ...(lost > 0 ? [`−${lost}`] : [])].join(' ');
  return `${seat.name} ${accounts} (${useChange(before, after)})`;
}

function lateWords(moving: readonly Holding[]): string {
  const lines = lateDealLines(moving.filter(({ owner }) => owner !== null));
  const more = lines.length - 2;
  return [...lines.slice(0, 2), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function pipelineWords({ moves }: Change): string {
  const sums = new Map<string, number>();
  for (const { holding } of moves) {
    for (const { amount } of holding.openDeals) {
      if (amount) sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.amount);
    }
  }
  const amounts = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  if (amounts.length === 0) return '';
  return `${moneys(amounts.map(([currency, amount]) => ({ amount, currency })))} open with these accounts`;
}

function rampingWords(moves: readonly Placement[]): string {
  const ramping = new Set(moves.map(({ seat }) => seat).filter(({ ramp }) => ramp < 1));
  return [...ramping].map(({ name, ramp }) => `${name} is at ${percent(ramp)} of full capacity`).join('; ');
}

function leftWords({ unassigned }: Placed): string {
  const named = unassigned.slice(0, MOST_NAMED).map(({ holding, reason }) => `${holding.name}: ${reason}`);
  const more = unassigned.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function clipped(text: string): string {
  return text.length <= VALUE ? text : `${text.slice(0, VALUE - 1)}…`;
}
