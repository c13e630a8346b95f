import type { Opportunity } from './records.ts';

/** How much more often a fact may be known for one outcome than for the other. */
const MAX_GAP = 0.2;
/** A fact that open deals have less than half as often as closed ones is written down at the end. */
const MIN_OPEN_SHARE = 0.5;
/** Deals of a kind below which nothing is concluded from a share. */
const MIN_DEALS = 20;
const MIN_LEVEL = 10;
/** A value is taken for the outcome in other words when so many of the deals follow it so closely. */
const TELLING = { share: 0.8, lowest: 0.02, highest: 0.98 } as const;

/** How many deals of each outcome there are, and how many of them have the fact. */
interface Known {
  all: number;
  known: number;
}

interface Counts {
  readonly won: Known;
  readonly lost: Known;
  readonly open: Known;
  /** Closed deals by what the fact says. */
  readonly levels: Map<string, { won: number; total: number }>;
}

/**
 * Why a fact may not serve to foresee an outcome: it was written down after it. Null where nothing speaks
 * for that. A book shows every deal as it is today, so this can only be seen from who has the fact.
 */
export function hindsight<D extends Pick<Opportunity, 'stage'>>(
  deals: readonly D[],
  fact: (deal: D) => string | undefined,
): string | null {
  const { won, lost, open, levels } = countsOf(deals, fact);
  const [ofWon, ofLost, ofOpen] = [share(won), share(lost), share(open)];
  if (Math.min(won.all, lost.all) >= MIN_DEALS && Math.abs(ofWon - ofLost) > MAX_GAP) {
    return `known for ${percent(ofWon)} of the won and ${percent(ofLost)} of the lost deals: written down after the outcome`;
  }
  const ofClosed = share({ all: won.all + lost.all, known: won.known + lost.known });
  if (open.all >= MIN_DEALS && ofClosed > MAX_GAP && ofOpen < ofClosed * MIN_OPEN_SHARE) {
    return `known for ${percent(ofClosed)} of the closed and ${percent(ofOpen)} of the open deals: written down at the end`;
  }
  return tellsOutcome([...levels.values()]) ? 'tells the outcome by itself, so it was set with it' : null;
}

function countsOf<D extends Pick<Opportunity, 'stage'>>(
  deals: readonly D[],
  fact: (deal: D) => string | undefined,
): Counts {
  const none = (): Known => ({ all: 0, known: 0 });
  const counts: Counts = { won: none(), lost: none(), open: none(), levels: new Map() };
  for (const deal of deals) {
    const isWon = deal.stage === 'closed_won';
    const isOver = isWon || deal.stage === 'closed_lost';
    const side = isWon ? counts.won : isOver ? counts.lost : counts.open;
    const value = fact(deal);
    side.all += 1;
    if (value === undefined) continue;
    side.known += 1;
    if (!isOver) continue;
    const level = counts.levels.get(value) ?? { won: 0, total: 0 };
    if (level.total === 0) counts.levels.set(value, level);
    level.total += 1;
    if (isWon) level.won += 1;
  }
  return counts;
}

function share({ all, known }: Known): number {
  return all === 0 ? 0 : known / all;
}

function tellsOutcome(all: readonly { readonly won: number; readonly total: number }[]): boolean {
  const known = all.reduce((sum, { total }) => sum + total, 0);
  const wonRate = all.reduce((sum, { won }) => sum + won, 0) / known;
  if (known < MIN_DEALS || wonRate <= TELLING.lowest || wonRate >= TELLING.highest) return false;
  const telling = all
    .filter(({ total }) => total >= MIN_LEVEL)
    .filter(({ won, total }) => won / total <= TELLING.lowest || won / total >= TELLING.highest)
    .reduce((sum, { total }) => sum + total, 0);
  return telling / known >= TELLING.share;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
