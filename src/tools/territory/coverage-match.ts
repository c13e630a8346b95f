import { industryMatcher } from '../intelligence/industry-match.ts';
import { atlas } from '../intelligence/places.ts';
import { round3 } from '../shared/numbers.ts';
import { perTable } from '../shared/per-table.ts';
import { remember } from '../shared/remember.ts';
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

/** Holds an account against what reps, one by one, answer for; remembers what places and industries mean. */
export function createMatcher({ seats, playbook, rules: { match: weights } }: TerritoryBook) {
  const { countryCode, regionCountries } = atlas(playbook.places);
  const { relate } = industryMatcher(playbook.industries);
  const regionsOfReps = new Set(seats.flatMap(({ cover }) => cover.region ?? []));

  /** Whether the rep covers a country or, where it cannot be placed, a region. */
  const regionsOf = perTable(({ cover }: Seat) =>
    remember((where): boolean | null => {
      const [country = '', region = ''] = where.split('\n');
      const code = country === '' ? null : countryCode(country);
      const mine = code === null ? (region === '' ? null : regionCountries(region)) : new Set([code]);
      if (cover.countries && mine) {
        const shared = [...mine].filter((one) => cover.countries?.has(one)).length;
        if (shared === mine.size) return true;
        return shared === 0 ? false : null;
      }
      if (region === '' || cover.region === null) return null;
      const written = fold(region);
      if (written === cover.region) return true;
      return regionsOfReps.has(written) ? false : null;
    }),
  );
  const industriesOf = perTable(({ cover }: Seat) =>
    remember((mine) => cover.industries.some((wanted) => relate(mine, wanted) === 'same')),
  );

  function industry({ account }: Holding, seat: Seat): boolean | null {
    if (seat.cover.industries.length === 0 || account.industry === undefined) return null;
    return industriesOf(seat)(account.industry);
  }

  return (holding: Holding) => {
    const { country = '', region = '' } = holding.account;
    const where = [country, region].map((text) => text.replaceAll('\n', ' ')).join('\n');
    return (seat: Seat) => match(holding, seat, where);
  };

  function match(holding: Holding, seat: Seat, where: string): Match {
    if (isNamed(holding, seat)) {
      return { score: 1, reasons: [`named as ${seat.name}'s account`], excluded: null, isNamed: true };
    }
    const inRegion = regionsOf(seat)(where);
    const inSegment = segment(holding, seat);
    const [stay, why] = continuity(holding, seat, weights.continuity);
    const reasons: string[] = [];
    let score = 0;
    const counts = (weight: number, reason: string) => {
      score += weight;
      if (weight > 0) reasons.push(reason);
    };
    if (inRegion) counts(weights.region, `covers ${whereOf(holding)}`);
    if (inSegment) counts(weights.segment, `covers the ${holding.segment} segment`);
    if (industry(holding, seat)) counts(weights.industry, `covers ${label(holding.account.industry ?? '')}`);
    counts(stay, why);
    const excluded = exclusion(holding, inRegion, inSegment);
    return { score: round3(score), reasons, excluded, isNamed: false };
  }
}

/** Whether the rep names the account as one's own. */
export function isNamed({ account }: Holding, { cover }: Seat): boolean {
  if (cover.named.size === 0) return false;
  return [account.accountId, account.name, account.domain ?? ''].some((text) => cover.named.has(fold(text)));
}

/** Labels as they are shown; few of them, often. */
const label = remember((text) => oneLine(text, 40));

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
  return label(account.country ?? account.region ?? 'its region');
}
