import { percent } from '../shared/numbers.ts';
import { createMatcher, isNamed, type Match } from './coverage-match.ts';
import type { Holding } from './holdings.ts';
import { canCarry } from './loads.ts';
import type { AssignmentRules } from './rules.ts';
import type { Seat } from './seats.ts';
import type { TerritoryBook } from './territory-book.ts';

export interface Placement {
  readonly holding: Holding;
  readonly seat: Seat;
  readonly score: number;
  readonly reasons: readonly string[];
  /** What speaks against it although it was asked for. */
  readonly warnings: readonly string[];
  /** The next best reps, at most two. */
  readonly alternatives: readonly { readonly seat: Seat; readonly score: number }[];
}

export interface Placed {
  /** In the order of the accounts' ids. */
  readonly placements: readonly Placement[];
  readonly unassigned: readonly { readonly holding: Holding; readonly reason: string }[];
}

interface Rules extends Pick<AssignmentRules, 'keepCurrentOwner' | 'tieBreak'> {
  readonly maxUtilization: number;
}
/** Against the noise of binary fractions. */
const NOISE = 1e-9;

interface Candidate {
  readonly seat: Seat;
  readonly match: Match;
}

/**
 * Finds a rep for every account: first who names it, then, if wanted, who has it today, then whose coverage
 * fits best among those with room, then who carries least. Heavy accounts come before light ones, so that the
 * light ones even out. The order in which accounts are asked for does not matter. With `only`, these reps are
 * the ones to choose from, and what speaks against them is a warning.
 */
export function placeAccounts(
  book: TerritoryBook,
  asked: readonly Holding[],
  rules: Rules,
  only?: readonly Seat[],
): Placed {
  const seats = (only ?? book.seats).filter(canCarry);
  const matcher = createMatcher(book);
  const loads = loadsWithout(book, asked);
  const isCounted = seats.every(({ capacity }) => capacity !== null);
  const after = (seat: Seat, points: number) => (loads.get(seat) ?? 0) + points;
  const hasRoom = (seat: Seat, points: number) =>
    seat.capacity === null || after(seat, points) <= rules.maxUtilization * seat.capacity + NOISE;
  const measure = (seat: Seat, points: number) => {
    if (rules.tieBreak === 'lowest_load') return after(seat, points);
    return after(seat, points) / (isCounted ? (seat.capacity ?? 1) : seat.ramp);
  };
  const placements: Placement[] = [];
  const unassigned: { holding: Holding; reason: string }[] = [];

  const put = (
    holding: Holding,
    { seat, match: { score, reasons, excluded } }: Candidate,
    rest: Candidate[],
  ) => {
    const full = hasRoom(seat, holding.points) ? [] : [fullness(seat, after(seat, holding.points))];
    loads.set(seat, after(seat, holding.points));
    placements.push({
      holding,
      seat,
      score,
      reasons: reasons.length > 0 ? reasons : ['has the most room'],
      warnings: [...(excluded === null ? [] : [`${seat.name} ${excluded}`]), ...full],
      alternatives: rest.slice(0, 2).map((other) => ({ seat: other.seat, score: other.match.score })),
    });
  };

  const candidatesFor = (holding: Holding): Candidate[] => {
    const match = matcher(holding);
    return seats.map((seat) => ({ seat, match: match(seat) }));
  };
  const ranked = (holding: Holding, candidates: readonly Candidate[]) =>
    [...candidates].sort(
      (a, b) =>
        Number(b.match.isNamed) - Number(a.match.isNamed) ||
        b.match.score - a.match.score ||
        measure(a.seat, holding.points) - measure(b.seat, holding.points) ||
        (a.seat.repId < b.seat.repId ? -1 : 1),
    );

  const place = (holding: Holding) => {
    const candidates = candidatesFor(holding);
    const allowed = candidates.filter(({ match: { excluded } }) => only !== undefined || excluded === null);
    const free = allowed.filter(
      ({ seat, match }) => match.isNamed || only !== undefined || hasRoom(seat, holding.points),
    );
    const [best, ...rest] = ranked(holding, free);
    if (best) put(holding, best, rest);
    else unassigned.push({ holding, reason: whyNobody(seats, allowed, holding, rules) });
  };

  const keep = (holding: Holding): boolean => {
    const current = holding.seat;
    if (!rules.keepCurrentOwner || only !== undefined || current === null || !seats.includes(current))
      return false;
    const found = matcher(holding)(current);
    if (found.excluded !== null || !hasRoom(current, holding.points)) return false;
    put(holding, { seat: current, match: found }, []);
    return true;
  };

  const inOrder = [...asked].sort((a, b) => b.points - a.points || (a.accountId < b.accountId ? -1 : 1));
  const named = new Set(inOrder.filter((holding) => seats.some((seat) => isNamed(holding, seat))));
  const others = inOrder.filter((holding) => !named.has(holding));
  for (const holding of named) place(holding);
  const left = others.filter((holding) => !keep(holding));
  for (const holding of left) place(holding);
  const byId = (a: { holding: Holding }, b: { holding: Holding }) =>
    a.holding.accountId < b.holding.accountId ? -1 : 1;
  return { placements: placements.sort(byId), unassigned: unassigned.sort(byId) };
}

/** What every rep carries apart from the accounts that are asked for. */
function loadsWithout(book: TerritoryBook, asked: readonly Holding[]): Map<Seat, number> {
  const open = new Set(asked);
  const loads = new Map<Seat, number>();
  for (const holding of book.holdings) {
    if (holding.seat === null || open.has(holding)) continue;
    loads.set(holding.seat, (loads.get(holding.seat) ?? 0) + holding.points);
  }
  return loads;
}

function fullness(seat: Seat, points: number): string {
  return `${seat.name} would be at ${percent(points / (seat.capacity ?? points))} of capacity`;
}

function whyNobody(
  seats: readonly Seat[],
  allowed: readonly Candidate[],
  { seat }: Holding,
  { maxUtilization }: Rules,
): string {
  const stays = seat === null ? '' : `; it stays with ${seat.name}`;
  if (seats.length === 0) return `there is no rep who can take accounts${stays}`;
  if (allowed.length === 0) return `no rep covers it${stays}`;
  const who =
    allowed.length === 1
      ? `${allowed[0]?.seat.name}, who covers it, has`
      : `all ${allowed.length} who cover it have`;
  return `${who} no room below ${percent(maxUtilization)} of capacity${stays}`;
}
