import { type Breathe, inTurns } from '../core/breathe.ts';
import { DAY } from '../core/clock.ts';
import type { StageTime } from '../core/learning.ts';
import { isClosed, OPEN_STAGES, type OpenStage, type Opportunity } from '../core/records.ts';

/** Stays that must have ended before anything is said of a stage. */
const MIN_ENDED = 20;

/** One deal in one stage. */
interface Stay {
  readonly days: number;
  /** False: it is still there, so it takes longer than this. */
  readonly hasEnded: boolean;
}

/**
 * How long deals stay in each stage, from the days on which they came into it. Stays that have not ended yet count as
 * longer than they are so far (Kaplan and Meier): to leave them out would make every stage look short. Stages of
 * which too few stays have ended are absent.
 */
export async function stageTimesOf(
  deals: readonly Opportunity[],
  breathe: Breathe,
): Promise<ReadonlyMap<OpenStage, StageTime>> {
  const newest = await newestDay(deals, breathe);
  const stays = new Map<OpenStage, Stay[]>(OPEN_STAGES.map((stage) => [stage, []]));
  await inTurns(deals, breathe, (deal) => {
    for (const [stage, stay] of staysOf(deal, newest)) stays.get(stage)?.push(stay);
  });
  return new Map(
    [...stays].flatMap(([stage, some]) => {
      const ended = some.filter(({ hasEnded }) => hasEnded).length;
      if (ended < MIN_ENDED) return [];
      const sorted = some.sort((a, b) => a.days - b.days || Number(b.hasEnded) - Number(a.hasEnded));
      const within = (share: number) => timeOf(sorted, share);
      return [
        [stage, { ended, open: some.length - ended, median: within(0.5), most: within(0.75) }] as const,
      ];
    }),
  );
}

/** The stays of a deal; none of one whose days contradict the order of the stages. */
function staysOf({ stageDates = {}, ...deal }: Opportunity, newest: number): [OpenStage, Stay][] {
  const entered = OPEN_STAGES.flatMap((stage) => {
    const at = Date.parse(stageDates[stage] ?? '');
    return Number.isNaN(at) ? [] : [{ stage, at }];
  });
  const closed = Date.parse(deal.closedAt ?? '');
  const isOver = isClosed(deal as Opportunity);
  // A closed deal without a day of closing says nothing of its last stage.
  const end = isOver ? closed : newest;
  return entered.flatMap(({ stage, at }, index): [OpenStage, Stay][] => {
    const next = entered[index + 1];
    const days = Math.floor(((next?.at ?? end) - at) / DAY);
    return days >= 0 ? [[stage, { days, hasEnded: next !== undefined || isOver }]] : [];
  });
}

/** Days after which that share of the deals has left the stage; null where so many never were seen to leave. */
function timeOf(sorted: readonly Stay[], share: number): number | null {
  let staying = 1;
  for (const [index, { days, hasEnded }] of sorted.entries()) {
    if (!hasEnded) continue;
    staying *= 1 - 1 / (sorted.length - index);
    if (staying <= 1 - share + 1e-9) return days;
  }
  return null;
}

/** The last day of which the book tells anything: what is open then is open for at least so long. */
async function newestDay(deals: readonly Opportunity[], breathe: Breathe): Promise<number> {
  let newest = Number.NEGATIVE_INFINITY;
  await inTurns(deals, breathe, ({ createdAt, stageChangedAt, lastActivityAt, closedAt, stageDates }) => {
    for (const date of [
      createdAt,
      stageChangedAt,
      lastActivityAt,
      closedAt,
      ...Object.values(stageDates ?? {}),
    ]) {
      const at = Date.parse(date ?? '');
      if (at > newest) newest = at;
    }
  });
  return newest;
}
