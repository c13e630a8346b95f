import type { Rep } from '../../core/records.ts';
import type { Atlas } from '../intelligence/places.ts';
import { fold, oneLine } from '../shared/text.ts';
import { extraKeys, extraList, extraNumber, extraShare } from './extras.ts';

/** What a rep answers for; what is not said does not bind. */
export interface Cover {
  /** Codes of countries; null where neither countries nor a known place are named. */
  readonly countries: ReadonlySet<string> | null;
  /** Folded name of the region as written. */
  readonly region: string | null;
  readonly segments: ReadonlySet<string>;
  readonly industries: readonly string[];
  /** Folded ids, names and domains of accounts that are always this rep's. */
  readonly named: ReadonlySet<string>;
}

/** A rep as a place that accounts can have. */
export interface Seat {
  readonly repId: string;
  readonly name: string;
  /** The territory; where reps have none, the region stands in; else null. */
  readonly territory: string | null;
  /** Whether the territory is the rep's own and not a region that stands in. */
  readonly hasTerritory: boolean;
  /** 1 for a rep who carries the whole capacity; less while ramping. */
  readonly ramp: number;
  readonly isRampKnown: boolean;
  /** Workload points that the rep can carry now, the ramp counted in; null: not known. */
  readonly capacity: number | null;
  /** Of the calendar year, in the book's currency. */
  readonly quota: number | null;
  readonly cover: Cover;
  readonly rep: Rep;
}

export function seatOf(rep: Rep, places: Atlas): Seat {
  const ramp = extraShare(rep, 'ramp');
  const territory = rep.territory ?? rep.region;
  return {
    repId: rep.repId,
    name: oneLine(rep.name, 60),
    territory: territory === undefined ? null : oneLine(territory, 60),
    hasTerritory: rep.territory !== undefined,
    ramp: ramp ?? 1,
    isRampKnown: ramp !== null,
    capacity: rep.capacity === undefined ? null : rep.capacity * (ramp ?? 1),
    quota: extraNumber(rep, 'quota'),
    cover: coverOf(rep, places),
    rep,
  };
}

function coverOf(rep: Rep, { countryCode, regionCountries }: Atlas): Cover {
  const declared = extraList(rep, 'countries').flatMap((name) => countryCode(name) ?? []);
  const place = (name: string | undefined) => (name === undefined ? null : regionCountries(name));
  return {
    countries: declared.length > 0 ? new Set(declared) : (place(rep.territory) ?? place(rep.region)),
    region: rep.region === undefined ? null : fold(rep.region),
    segments: extraKeys(rep, 'segments'),
    industries: extraList(rep, 'industries'),
    named: extraKeys(rep, 'named_accounts'),
  };
}

/** Finds reps by the names and ids that accounts and deals call their owners by; a name of two reps is nobody's. */
export function seatFinder(seats: readonly Seat[]): (owner: string | undefined) => Seat | null {
  const byKey = new Map<string, Seat | null>();
  const put = (key: string, seat: Seat) => {
    const holder = byKey.get(key);
    byKey.set(key, holder === undefined || holder === seat ? seat : null);
  };
  for (const seat of seats) {
    put(fold(seat.rep.name), seat);
    put(fold(seat.repId), seat);
  }
  return (owner) => (owner === undefined ? null : (byKey.get(fold(owner)) ?? null));
}
