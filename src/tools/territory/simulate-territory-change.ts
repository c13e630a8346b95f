import { z } from 'zod';
import { contentHash } from '../../core/canonical-json.ts';
import { isoDay } from '../../core/clock.ts';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { defineTool } from '../../core/tool.ts';
import { provenance } from '../shared/provenance.ts';
import { count, oneLine } from '../shared/text.ts';
import { changedHoldings, Disruption, disruptionOf, lateDealLines } from './disruption.ts';
import { requireTerritory } from './find-territory.ts';
import type { Holding } from './holdings.ts';
import { Balance, balanceOf, Load, type Place, placesNow, territoryLoad } from './loads.ts';
import { type Placement, placeAccounts } from './place-accounts.ts';
import { isMidQuarter, nextQuarter } from './quarter.ts';
import { AccountIds, limitOf, MaxUtilization } from './rules.ts';
import { judgeSimulation } from './simulation-words.ts';
import { readTerritoryBook, sameTerritory, type TerritoryBook } from './territory-book.ts';
import { knownShare, potentialNote, territoryUnknowns } from './unknowns.ts';
import { balanceLines, loadLine, points, useChange } from './words.ts';

/** More are counted, but not listed. */
const MOST_LISTED = 40;

const Side = z.strictObject({ territory: z.string(), before: Load, after: Load });
const Named = z.strictObject({ accountId: z.string(), name: z.string() });

export const SimulationOutput = Finding.extend({
  /** Equal for equal questions about equal facts, whatever the plan. */
  simulationId: z.string(),
  from: Side,
  to: Side,
  moved: z.array(Named.extend({ from: z.string().nullable(), to: z.string().nullable() })).max(MOST_LISTED),
  movedCount: z.number().int(),
  /** Asked for, but not in the territory that they should leave. */
  elsewhere: z.array(Named).max(MOST_LISTED),
  /** Ids that are no account of the book. */
  notFound: z.array(z.string()).max(MOST_LISTED),
  duplicates: z.number().int(),
  balance: z.strictObject({ before: Balance, after: Balance }),
  disruption: Disruption,
  midQuarter: z.boolean().nullable(),
  advice: z.enum(['improves', 'worsens', 'neutral', 'nothing_moves']),
  recommendations: z.array(z.string()),
  /** A simulation moves nothing; what it shows needs a person's approval before anything does. */
  requiresApproval: z.literal(true),
});
export type SimulationOutput = z.infer<typeof SimulationOutput>;

export const simulateTerritoryChange = defineTool({
  name: 'simulate_territory_change',
  domain: 'territory',
  purpose: 'What would moving these accounts to another territory do to load, pipeline and balance?',
  guardrails: [
    'Moves no account.',
    'Refuses a move within one territory; counts every account once.',
    'Open deals in a late stage are always named.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({
    fromTerritory: z.string().min(1).max(200),
    toTerritory: z.string().min(1).max(200),
    accountIds: AccountIds,
    /** The day of the change; absent: today. */
    effectiveDate: z.iso.date().optional(),
    maxUtilization: MaxUtilization,
  }),
  output: SimulationOutput,
  async run(input, context) {
    const book = await readTerritoryBook(context);
    const from = requireTerritory(input.fromTerritory, book.territories);
    const to = requireTerritory(input.toTerritory, book.territories);
    if (sameTerritory(from, to)) {
      throw new CugarError('USER_INPUT', `${from} is both where the accounts are and where they would go.`, {
        hint: 'Name two different territories.',
      });
    }
    const asked = sort(book, [...new Set(input.accountIds)].sort(), from);
    const placements = rehouse(book, asked.moving, to, limitOf(input.maxUtilization, context));
    const before = placesNow(book);
    const after = new Map<string, Place>(before);
    for (const { accountId } of asked.moving) {
      after.set(accountId, { seat: placements.get(accountId)?.seat ?? null, territory: to });
    }
    const sides = [from, to].map((territory) => ({
      territory,
      before: territoryLoad(book, before, territory),
      after: territoryLoad(book, after, territory),
    })) as [z.infer<typeof Side>, z.infer<typeof Side>];
    const balance = { before: balanceOf(book, before), after: balanceOf(book, after) };
    const changed = changedHoldings(book, before, after);
    const disruption = disruptionOf(book, changed, context.now);
    const day = input.effectiveDate ?? isoDay(context.now);
    const facts = {
      from: sides[0],
      to: sides[1],
      movedCount: asked.moving.length,
      balance,
      disruption,
      limit: limitOf(input.maxUtilization, context),
      midQuarter: input.effectiveDate === undefined ? null : isMidQuarter(day),
      nextQuarter: nextQuarter(day),
      isPast: day < isoDay(context.now),
      rules: book.rules,
    };
    const judged = judgeSimulation(facts);
    const seats = book.seats.filter(({ territory }) =>
      [from, to].some((name) => sameTerritory(territory, name)),
    );
    return {
      simulationId: simulationId(from, to, asked.moving, day, context.data.status().loadedAt),
      from: sides[0],
      to: sides[1],
      moved: asked.moving.slice(0, MOST_LISTED).map((holding) => ({
        ...named(holding),
        from: holding.owner,
        to: placements.get(holding.accountId)?.seat.name ?? null,
      })),
      movedCount: asked.moving.length,
      elsewhere: asked.elsewhere.slice(0, MOST_LISTED).map(named),
      notFound: asked.notFound.slice(0, MOST_LISTED),
      duplicates: input.accountIds.length - new Set(input.accountIds).size,
      balance,
      disruption,
      midQuarter: facts.midQuarter,
      advice: judged.advice,
      recommendations: judged.recommendations,
      requiresApproval: true as const,
      headline: judged.headline,
      reasons: [...judged.reasons, ...leftOut(asked, from, input.accountIds.length), ...potentialNote(book)],
      unknowns: territoryUnknowns(book, { seats, holdings: asked.moving }),
      confidence: knownShare(seats, asked.moving),
      details:
        asked.moving.length === 0
          ? []
          : detailsOf(asked.moving, placements, { sides, balance }, judged.recommendations),
      ...provenance(book.records, context.data),
    };
  },
});

function detailsOf(
  moving: readonly Holding[],
  placements: ReadonlyMap<string, Placement>,
  {
    sides,
    balance,
  }: { sides: readonly z.infer<typeof Side>[]; balance: { before: Balance; after: Balance } },
  recommendations: readonly string[],
): NonNullable<Finding['details']> {
  return [
    { title: 'Would move', lines: moving.slice(0, MOST_LISTED).map((one) => movedLine(one, placements)) },
    { title: 'Before and after', lines: sides.flatMap(sideLines) },
    { title: 'Balance over all reps', lines: balanceLines(balance.before, balance.after) },
    { title: 'Open late-stage deals that would move', lines: lateDealLines(moving).slice(0, MOST_LISTED) },
    { title: 'Recommended', lines: [...recommendations] },
  ].filter(({ lines }) => lines.length > 0);
}

interface Asked {
  readonly moving: readonly Holding[];
  readonly elsewhere: readonly Holding[];
  readonly notFound: readonly string[];
}

function sort(book: TerritoryBook, ids: readonly string[], from: string): Asked {
  const found = ids.flatMap((id) => book.byId.get(id) ?? []);
  return {
    moving: found.filter(({ territory }) => sameTerritory(territory, from)),
    elsewhere: found.filter(({ territory }) => !sameTerritory(territory, from)),
    notFound: ids.filter((id) => !book.byId.has(id)).map((id) => oneLine(id, 80)),
  };
}

/** Who of the new territory would have each account. */
function rehouse(book: TerritoryBook, moving: readonly Holding[], to: string, maxUtilization: number) {
  const seats = book.seats.filter(({ territory }) => sameTerritory(territory, to));
  const rules = { maxUtilization, keepCurrentOwner: false, tieBreak: 'balance' } as const;
  const { placements } = placeAccounts(book, moving, rules, seats);
  return new Map<string, Placement>(placements.map((placement) => [placement.holding.accountId, placement]));
}

function simulationId(
  from: string,
  to: string,
  moving: readonly Holding[],
  day: string,
  loadedAt: Date,
): string {
  const ids = moving.map(({ accountId }) => accountId);
  return `sim_${contentHash({ from, to, ids, day, loadedAt: loadedAt.toISOString() }).slice(0, 12)}`;
}

function named({ accountId, name }: Holding): z.infer<typeof Named> {
  return { accountId, name };
}

function movedLine(holding: Holding, placements: ReadonlyMap<string, Placement>): string {
  const to = placements.get(holding.accountId)?.seat.name ?? 'nobody';
  return `${holding.name} (${points(holding.points)}): from ${holding.owner ?? 'nobody'} to ${to}`;
}

function sideLines({ territory, before, after }: z.infer<typeof Side>): string[] {
  return [
    `${territory} now: ${loadLine(before)}`,
    `${territory} then: ${loadLine(after)} · ${useChange(before, after)}`,
  ];
}

function leftOut({ elsewhere, notFound }: Asked, from: string, asked: number): string[] {
  return [
    ...(elsewhere.length > 0
      ? [
          `Not moved, because not in ${from}: ${elsewhere
            .slice(0, 5)
            .map(({ name }) => name)
            .join(', ')}${elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : ''}.`,
        ]
      : []),
    ...(notFound.length > 0
      ? [
          `${count(notFound.length, 'of them is', 'of them are')} no account of the book (${asked} asked for).`,
        ]
      : []),
  ];
}
