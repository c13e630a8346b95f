import { CugarError } from '../../core/errors.ts';
import type { AssignmentPayload, Holder } from '../../core/payloads/assignment.ts';
import { count, listed } from '../shared/text.ts';
import type { Holding } from './holdings.ts';
import type { Placed, Placement } from './place-accounts.ts';
import type { Seat } from './seats.ts';
import { sameTerritory } from './territory-book.ts';
import { points } from './words.ts';

/** Lines that a card and its thread can show; of more accounts the heaviest. */
const MOST_LINES = 60;
/** What may be stored of a proposal, less what else it says. */
const MOST_CHARS = 50_000;
const LINE = 300;

/** The placements that change something in the book. */
export function movesOf({ placements }: Placed): readonly Placement[] {
  return placements.filter(({ holding, seat }) => {
    const isOther = seat.hasTerritory && !sameTerritory(holding.territory, seat.territory);
    return holding.seat !== seat || isOther;
  });
}

export function payloadOf(moves: readonly Placement[], facts: AssignmentPayload['facts']): AssignmentPayload {
  const holders = new Map<string, { place: number; holder: Holder }>();
  const placeOf = (holder: Holder) => {
    const key = JSON.stringify(holder);
    const found = holders.get(key) ?? { place: holders.size, holder };
    holders.set(key, found);
    return found.place;
  };
  const payload: AssignmentPayload = {
    kind: 'assignment',
    about: aboutOf(moves),
    moves: moves.map(({ holding, seat }) => [
      holding.accountId,
      placeOf(holderNow(holding)),
      placeOf(holderThen(seat, holding)),
    ]),
    holders: [],
    facts,
    lines: linesOf(moves),
  };
  const whole = { ...payload, holders: [...holders.values()].map(({ holder }) => holder) };
  if (JSON.stringify(whole).length <= MOST_CHARS) return whole;
  throw new CugarError('USER_INPUT', `${moves.length} accounts with ids this long are too many at once.`, {
    hint: 'Ask for fewer of them.',
  });
}

function holderNow({ account, seat }: Holding): Holder {
  return {
    repId: seat?.repId ?? null,
    owner: account.owner ?? null,
    territory: account.territory ?? null,
  };
}

function holderThen({ repId, rep }: Seat, { account }: Holding): Holder {
  return { repId, owner: rep.name, territory: rep.territory ?? account.territory ?? null };
}

function aboutOf(moves: readonly Placement[]): string {
  const [first] = moves;
  return moves.length === 1 && first ? first.holding.name : count(moves.length, 'account');
}

function linesOf(moves: readonly Placement[]): string[] {
  const heaviest = [...moves].sort(
    (a, b) =>
      b.holding.lateDeals.length - a.holding.lateDeals.length ||
      b.holding.points - a.holding.points ||
      (a.holding.accountId < b.holding.accountId ? -1 : 1),
  );
  const shown = heaviest.slice(0, MOST_LINES).map(lineOf);
  const rest = moves.length - shown.length;
  return rest > 0
    ? [...shown, `and ${count(rest, 'lighter account')}, which the plan holds one by one`]
    : shown;
}

/** `Acme (5 points): Ann → Bo, East · covers Germany · next best Cy` */
function lineOf({ holding, seat, reasons, alternatives }: Placement): string {
  const where = seat.territory === null ? '' : `, ${seat.territory}`;
  const others = alternatives.map((other) => other.seat.name);
  return [
    `${holding.name} (${points(holding.points)}): ${holding.owner ?? 'nobody'} → ${seat.name}${where}`,
    listed([...reasons]),
    ...(others.length > 0 ? [`next best ${listed(others)}`] : []),
  ]
    .join(' · ')
    .slice(0, LINE);
}
