import { industryMatcher } from '../intelligence/industry-match.ts';
import { atlas } from '../intelligence/places.ts';
import { round3 } from '../shared/numbers.ts';
import { fold, oneLine } from '../shared/text.ts';
import type { Holding } from './holdings.ts';
import type { Seat } from './seats.ts';
import { sameTerritory, type TerritoryBook } from './territory-book.ts';

/** Of the continuity, when only the territory stays the same. */
const SAME_TERRITORY = 0.5;

export interface Match {
  /** 0..1: what speaks for the rep; what is not known speaks for nobody. */
  readonly score: number;
  /** What speaks for the rep, in phrases. */
  readonly reasons: readonly string[];
  /** Why the rep must not have the account; null: allowed. */
  readonly excluded: string | null;
  readonly isNamed: boolean;
}

/** Holds accounts against what reps answer for; remembers what places and industries mean. */
export function createMatcher({ seats, playbook, rules: { match: weights } }: TerritoryBook) {
  const { countryCode, regionCountries } = atlas(playbook.places);
  const { relate } = industryMatcher(playbook.industries);
  const regionsOfReps = new Set(seats.flatMap(({ cover }) => cover.region ?? []));
  const countries = remember((text) => countryCode(text));
  const regions = remember((text) => regionCountries(text));
  const industries = remember((pair) => {
    const [mine = '', wanted = ''] = pair.split('\n');
    return relate(mine, wanted) === 'same';
  });

  function region({ account }: Holding, { cover }: Seat): boolean | null {
    const code = account.country === undefined ? null : countries(account.country);
    const mine = code === null ? account.region && regions(account.region) : new Set([code]);
    if (cover.countries && mine) {
      const shared = [...mine].filter((one) => cover.countries?.has(one)).length;
      if (shared === mine.size) return true;
      return shared === 0 ? false : null;
    }
    const written = account.region === undefined ? null : fold(account.region);
    if (written === null || cover.region === null) return null;
    if (written === cover.region) return true;
    return regionsOfReps.has(written) ? false : null;
  }

  function industry({ account }: Holding, { cover }: Seat): boolean | null {
    if (cover.industries.length === 0 || account.industry === undefined) return null;
    const mine = account.industry.replaceAll('\n', ' ');
    return cover.industries.some((wanted) => industries(`${mine}\n${wanted.replaceAll('\n', ' ')}`));
  }

  return function match(holding: Holding, seat: Seat): Match {
    if (isNamed(holding, seat)) {
      return { score: 1, reasons: [`named as ${seat.name}'s account`], excluded: null, isNamed: true };
    }
    const inRegion = region(holding, seat);
    const inSegment = segment(holding, seat);
    const parts: readonly (readonly [number, string])[] = [
      inRegion ? [weights.region, `covers ${whereOf(holding)}`] : [0, ''],
      inSegment ? [weights.segment, `covers the ${holding.segment} segment`] : [0, ''],
      industry(holding, seat)
        ? [weights.industry, `covers ${oneLine(holding.account.industry ?? '', 40)}`]
        : [0, ''],
      continuity(holding, seat, weights.continuity),
    ];
    return {
      score: round3(parts.reduce((total, [weight]) => total + weight, 0)),
      reasons: parts.flatMap(([weight, reason]) => (weight > 0 ? [reason] : [])),
      excluded: exclusion(holding, inRegion, inSegment),
      isNamed: false,
    };
  };
}

function isNamed({ account }: Holding, { cover }: Seat): boolean {
  if (cover.named.size === 0) return false;
  return [account.accountId, account.name, account.domain ?? ''].some((text) => cover.named.has(fold(text)));
}

function segment({ segment }: Holding, { cover }: Seat): boolean | null {
  return cover.segments.size === 0 || segment === null ? null : cover.segments.has(segment);
}

function continuity(
  { seat: mine, territory, dealRep }: Holding,
  seat: Seat,
  weight: number,
): readonly [number, string] {
  if (mine === seat) return [weight, 'has it today'];
  if (dealRep === seat) return [weight, 'works most of its deals'];
  return sameTerritory(territory, seat.territory)
    ? [weight * SAME_TERRITORY, 'is of its present territory']
    : [0, ''];
}

function exclusion(holding: Holding, inRegion: boolean | null, inSegment: boolean | null): string | null {
  if (inRegion === false) return `does not cover ${whereOf(holding)}`;
  return inSegment === false ? `does not cover the ${holding.segment} segment` : null;
}

function whereOf({ account }: Holding): string {
  return oneLine(account.country ?? account.region ?? 'its region', 40);
}

function remember<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = find(text);
    known.set(text, value);
    return value;
  };
}
