import { z } from 'zod';
import { createBreather } from '../../core/breathe.ts';
import { Finding } from '../../core/finding.ts';
import { SEGMENTS } from '../../core/segments.ts';
import { defineTool } from '../../core/tool.ts';
import { percent, round3, wilson } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { compareGroups, type Group, MIN_DEALS } from './win-loss/compare-groups.ts';
import { type ClosedDeal, closedDeals, tallySegment } from './win-loss/tally-deals.ts';
import { groupLine, winLossDetails } from './win-loss/words.ts';

const Share = z.number().min(0).max(1);
const Segment = z.enum(SEGMENTS);
const MAX_PATTERNS = 20;

export const WinLossOutput = Finding.extend({
  won: z.number().int().nonnegative(),
  closed: z.number().int().nonnegative(),
  winRate: Share.nullable(),
  /** 95 % interval of the win rate. */
  interval: z.strictObject({ low: Share, high: Share }).nullable(),
  /** Groups that were held against all other deals. */
  compared: z.number().int().nonnegative(),
  /** Groups that differ by more than chance, given how many were compared; the surest first. */
  patterns: z
    .array(
      z.strictObject({
        segment: Segment,
        label: z.string(),
        won: z.number().int(),
        closed: z.number().int(),
        winRate: Share,
        low: Share,
        high: Share,
        differs: z.enum(['above', 'below']),
      }),
    )
    .max(MAX_PATTERNS),
  notCompared: z.array(z.strictObject({ segment: Segment, reason: z.string() })),
});

export type WinLossOutput = z.infer<typeof WinLossOutput>;

export const analyzeWinLossPatterns = defineTool({
  name: 'analyze_win_loss_patterns',
  domain: 'governance',
  purpose: 'Which kinds of deals are won more or less often than the rest?',
  guardrails: [
    'Few deals are no pattern.',
    'Many comparisons find something by chance, and are held to more.',
    'A difference is not its cause.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({
    /** Only these; all where none are named. */
    segments: z.array(Segment).min(1).max(SEGMENTS.length).optional(),
    /** Only deals that closed on this day or later. */
    since: z.iso.date().optional(),
  }),
  output: WinLossOutput,
  async run({ segments = [...SEGMENTS], since }, { data, signal }) {
    signal.throwIfAborted();
    const everything = await closedDeals(data);
    const isIn = ({ deal: { closedAt } }: ClosedDeal) =>
      closedAt !== undefined && closedAt.slice(0, 10) >= (since ?? '');
    const deals = since === undefined ? everything : everything.filter(isIn);
    const won = deals.filter(({ stage }) => stage === 'closed_won').length;
    const all = { won, closed: deals.length };
    const breathe = createBreather();
    const tallied: { segment: z.infer<typeof Segment>; found: ReturnType<typeof tallySegment> }[] = [];
    for (const segment of segments) {
      tallied.push({ segment, found: tallySegment(segment, deals) });
      await breathe();
    }
    const groups = compareGroups(
      tallied.flatMap(({ found }) => (typeof found === 'string' ? [] : found)),
      all,
    );
    const notCompared = tallied.flatMap(({ segment, found }) =>
      typeof found === 'string' ? [{ segment, reason: found }] : [],
    );
    const undated = everything.filter(({ deal }) => deal.closedAt === undefined).length;
    const real = groups.filter(({ differs }) => differs !== null);
    return {
      ...all,
      winRate: all.closed === 0 ? null : round3(won / all.closed),
      interval: all.closed === 0 ? null : wilson(won, all.closed),
      compared: groups.length,
      patterns: real.flatMap(patternOf).slice(0, MAX_PATTERNS),
      notCompared,
      headline: headlineOf(all, groups, since),
      reasons: [
        ...real.slice(0, 3).map((group) => `${groupLine(group)}.`),
        ...(groups.length > 0
          ? [
              `Each of ${groups.length} groups of at least ${MIN_DEALS} deals was held against all other deals; at most one in twenty of the differences named should be chance.`,
            ]
          : []),
      ],
      unknowns: [
        ...(notCompared.length > 0
          ? [`Not compared: ${listed(notCompared.map(({ segment, reason }) => `${segment} (${reason})`))}.`]
          : []),
        ...(since !== undefined && undated > 0
          ? [
              `${count(undated, 'closed deal')} without a closing date ${undated === 1 ? 'is' : 'are'} left out.`,
            ]
          : []),
      ],
      confidence: null,
      ...provenance(
        deals.slice(0, 1).map(({ deal }) => deal),
        data,
      ),
      details: winLossDetails(groups, deals),
    };
  },
});

function patternOf({ chance: _chance, differs, ...group }: Group): z.input<typeof WinLossOutput>['patterns'] {
  return differs === null
    ? []
    : [{ ...group, label: oneLine(group.label, 80), winRate: round3(group.winRate), differs }];
}

function headlineOf(
  { won, closed }: { won: number; closed: number },
  groups: readonly Group[],
  since: string | undefined,
): string {
  const when = since === undefined ? '' : ` since ${since}`;
  if (closed === 0) return `No deal has closed${when}, so there is no pattern to see.`;
  const { low, high } = wilson(won, closed);
  const rate = `${percent(won / closed)} of ${count(closed, 'closed deal')}${when} were won (${percent(low)} to ${percent(high)})`;
  if (groups.length === 0) return `${rate}; no group is large enough to compare.`;
  const real = groups.filter(({ differs }) => differs !== null).length;
  return real === 0
    ? `${rate}; none of ${groups.length} groups differs from the rest by more than chance.`
    : `${rate}; ${real} of ${groups.length} groups ${real === 1 ? 'differs' : 'differ'} from the rest by more than chance.`;
}
