import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { groupBy } from '../../core/group-by.ts';
import { defineTool } from '../../core/tool.ts';
import { percent } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed } from '../shared/text.ts';
import { Gap, gapOf } from './capacity-gaps.ts';
import { requireTerritory } from './find-territory.ts';
import { Balance, balanceOf, holdingsByRep, Load, loadOf, placesNow } from './loads.ts';
import { limitOf, MaxUtilization } from './rules.ts';
import { keyOfTerritory, readTerritoryBook, sameTerritory, type TerritoryBook } from './territory-book.ts';
import { knownShare, potentialNote, territoryUnknowns } from './unknowns.ts';
import { balanceLines, balanceVerdict, loadLine } from './words.ts';

const MOST_KEPT = 60;
const MOST_LINES = 40;

const Covered = z.strictObject({ territory: z.string(), load: Load, gap: Gap.nullable() });
type Covered = z.infer<typeof Covered>;

export const CoverageOutput = Finding.extend({
  /** The territory that was asked about; null: all. */
  territory: z.string().nullable(),
  /** Those with the gravest gaps first. */
  territories: z.array(Covered).max(MOST_KEPT),
  overall: Load,
  /** Accounts without owner, and with an owner who is none of the reps. */
  withoutOwner: z.number().int(),
  withUnknownOwner: z.number().int(),
  balance: Balance,
});
export type CoverageOutput = z.infer<typeof CoverageOutput>;

export const assessCapacityCoverage = defineTool({
  name: 'assess_capacity_coverage',
  domain: 'territory',
  purpose: 'Who covers what, is there room, and is the load fair?',
  guardrails: [
    'Read-only: moves no account.',
    'A territory without a rep is a gap, not an idle one.',
    'Ramping reps count pro rata; a capacity that is not known is never taken for room or overload.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({
    /** A territory's name; absent: all of them. */
    territory: z.string().min(1).max(200).optional(),
    capacityThreshold: MaxUtilization,
  }),
  output: CoverageOutput,
  async run({ territory: wanted, capacityThreshold }, context) {
    const book = await readTerritoryBook(context);
    const territory = wanted === undefined ? null : requireTerritory(wanted, book.territories);
    const limit = limitOf(capacityThreshold, context);
    const covered = coverage(book, territory, limit);
    const seats = book.seats.filter((seat) => territory === null || sameTerritory(seat.territory, territory));
    const holdings = book.holdings.filter(
      (holding) => territory === null || sameTerritory(holding.territory, territory),
    );
    const balance = balanceOf(book, placesNow(book));
    const finding: z.input<typeof CoverageOutput> = {
      territory,
      territories: covered.slice(0, MOST_KEPT),
      overall: loadOf(book, seats, holdings),
      withoutOwner: holdings.filter(({ owner }) => owner === null).length,
      withUnknownOwner: holdings.filter(({ owner, seat }) => owner !== null && seat === null).length,
      balance,
      headline: '',
      reasons: [],
      unknowns: territoryUnknowns(book, { seats, holdings }),
      confidence: knownShare(seats, holdings),
      details: [
        { title: 'Territories', lines: covered.slice(0, MOST_LINES).map(territoryLine) },
        { title: 'Reps', lines: repLines(book, territory) },
        { title: 'Balance', lines: balanceLines(balance) },
      ].filter(({ lines }) => lines.length > 0),
      ...provenance(book.records, context.data),
    };
    return { ...finding, headline: headlineOf(finding, covered), reasons: reasonsOf(book, finding, covered) };
  },
});

function coverage(book: TerritoryBook, only: string | null, limit: number): Covered[] {
  const holdings = groupBy(book.holdings, keyOfTerritory);
  const seats = groupBy(book.seats, keyOfTerritory);
  const of = <T>(all: ReadonlyMap<string | null, readonly T[]>, name: string) =>
    all.get(keyOfTerritory({ territory: name })) ?? [];
  const capacities = book.seats.flatMap(({ capacity }) => capacity ?? []);
  return book.territories
    .filter((name) => only === null || sameTerritory(name, only))
    .map((territory) => {
      const load = loadOf(book, of(seats, territory), of(holdings, territory));
      return { territory, load, gap: gapOf(load, limit, { use: book.rules.use, capacities }) };
    })
    .sort(
      (a, b) =>
        severity(b) - severity(a) ||
        (b.load.utilization ?? -1) - (a.load.utilization ?? -1) ||
        (a.territory < b.territory ? -1 : 1),
    );
}

const SEVERITIES = { low: 1, medium: 2, high: 3 } as const;
const severity = ({ gap }: Covered) => (gap === null ? 0 : SEVERITIES[gap.severity]);

function territoryLine({ territory, load, gap }: Covered): string {
  return `${territory}: ${loadLine(load)}${gap === null ? '' : ` · ${gap.words}`}`;
}

function repLines(book: TerritoryBook, territory: string | null): string[] {
  const byRep = holdingsByRep(book, placesNow(book));
  return book.seats
    .filter((seat) => territory === null || sameTerritory(seat.territory, territory))
    .map((seat) => ({ seat, load: loadOf(book, [seat], byRep.get(seat.repId) ?? []) }))
    .sort(
      (a, b) =>
        (b.load.utilization ?? -1) - (a.load.utilization ?? -1) ||
        b.load.points - a.load.points ||
        (a.seat.repId < b.seat.repId ? -1 : 1),
    )
    .slice(0, MOST_LINES)
    .map(({ seat, load }) => {
      const ramping = seat.ramp < 1 ? `, ramping at ${percent(seat.ramp)}` : '';
      return `${seat.name}${ramping}: ${loadLine({ ...load, ramping: 0 }).replace(' for 1 rep', '')}`;
    });
}

type Answer = z.input<typeof CoverageOutput>;

function headlineOf({ territory, overall, withoutOwner }: Answer, covered: readonly Covered[]): string {
  const [first] = covered;
  if (overall.reps === 0 && overall.accounts === 0)
    return 'The book of business has neither reps nor accounts.';
  if (overall.reps === 0 && territory === null) {
    return `Nobody covers anything: the book has ${count(overall.accounts, 'account')} and no rep.`;
  }
  if (territory !== null && first) return `${territory}: ${loadLine(first.load)}.`.slice(0, 300);
  const named = (type: string) => covered.filter(({ gap }) => gap?.type === type).map((one) => one.territory);
  const said = [
    part(named('no_rep'), 'without a rep'),
    part(named('overloaded'), 'overloaded'),
    part(named('underutilized'), 'with room to spare'),
  ].filter((text) => text !== null);
  const load = overall.utilization === null ? '' : ` at ${percent(overall.utilization)} of capacity in all`;
  if (overall.accounts > 0 && withoutOwner === overall.accounts) {
    return `No account has an owner (${overall.accounts} in all), so the load of ${count(overall.reps, 'rep')} cannot be told.`;
  }
  const none =
    overall.utilization === null ? 'no gap that can be told without capacities' : 'no gap in coverage';
  const gaps = said.length === 0 ? none : said.join(', ');
  return `${count(covered.length, 'territory', 'territories')}${load}: ${gaps}.`.slice(0, 300);
}

function part(names: readonly string[], what: string): string | null {
  if (names.length === 0) return null;
  return names.length <= 2 ? `${listed(names)} ${what}` : `${names.length} ${what}`;
}

function reasonsOf(
  book: TerritoryBook,
  { withoutOwner, withUnknownOwner, balance, territory }: Answer,
  covered: readonly Covered[],
): string[] {
  return [
    ...covered
      .flatMap(({ territory: name, gap }) => (gap === null ? [] : [`${name}: ${gap.recommendation}`]))
      .slice(0, 6),
    ...(withoutOwner > 0 ? [`${count(withoutOwner, 'account')} without an owner.`] : []),
    ...(withUnknownOwner > 0
      ? [`${count(withUnknownOwner, 'account')} with an owner who is none of the reps.`]
      : []),
    ...(territory === null ? [balanceVerdict(balance)] : []),
    ...potentialNote(book),
  ];
}
