import type { Segment } from '../../../core/segments.ts';
import { chanceApart, wilson } from '../../shared/numbers.ts';

/** Deals of a group below which its win rate is not compared with anything. */
export const MIN_DEALS = 10;
/** Share of false alarms that is put up with among the groups that are called different. */
const FALSE_ALARMS = 0.05;

export interface Tally {
  readonly segment: Segment;
  readonly label: string;
  readonly won: number;
  readonly closed: number;
}

export interface Group extends Tally {
  readonly winRate: number;
  readonly low: number;
  readonly high: number;
  /** How likely a difference from the rest like this one is by chance alone. */
  readonly chance: number;
  /** Null: not to be told from the rest, given how many groups were compared. */
  readonly differs: 'above' | 'below' | null;
}

/** Holds every group that is large enough against all other deals, and marks what is more than chance. */
export function compareGroups(tallies: readonly Tally[], all: { won: number; closed: number }): Group[] {
  const groups = tallies
    .filter(({ closed }) => closed >= MIN_DEALS && all.closed - closed >= MIN_DEALS)
    .map((tally) => ({
      ...tally,
      winRate: tally.won / tally.closed,
      ...wilson(tally.won, tally.closed),
      chance: chanceOf(tally, all),
    }))
    .sort((a, b) => a.chance - b.chance || b.closed - a.closed || (a.label < b.label ? -1 : 1));
  const real = countReal(groups.map(({ chance }) => chance));
  return groups.map((group, index) => ({
    ...group,
    differs: index >= real ? null : group.winRate > all.won / all.closed ? 'above' : 'below',
  }));
}

function chanceOf({ won, closed }: Tally, all: { won: number; closed: number }): number {
  return chanceApart({ hits: won, total: closed }, { hits: all.won - won, total: all.closed - closed });
}

/** Benjamini and Hochberg: how many of the ascending chances are small enough, given how many there are. */
export function countReal(ascending: readonly number[]): number {
  return ascending.reduce(
    (count, chance, index) => (chance <= ((index + 1) / ascending.length) * FALSE_ALARMS ? index + 1 : count),
    0,
  );
}
