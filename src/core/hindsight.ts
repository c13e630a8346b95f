import { isClosed, type Opportunity } from './records.ts';

/** How much more often a fact may be known for one outcome than for the other. */
const MAX_GAP = 0.2;
/** A fact that open deals have less than half as often as closed ones is written down at the end. */
const MIN_OPEN_SHARE = 0.5;
/** Deals of a kind below which nothing is concluded from a share. */
const MIN_DEALS = 20;
const MIN_LEVEL = 10;
/** A value is taken for the outcome in other words when so many of the deals follow it so closely. */
const TELLING = { share: 0.8, lowest: 0.02, highest: 0.98 } as const;

/**
 * Why a fact may not serve to foresee an outcome: it was written down after it. Null where nothing speaks
 * for that. A book shows every deal as it is today, so this can only be seen from who has the fact.
 */
export function hindsight(
  deals: readonly Opportunity[],
  fact: (deal: Opportunity) => string | undefined,
): string | null {
  const won = deals.filter(({ stage }) => stage === 'closed_won');
  const lost = deals.filter(({ stage }) => stage === 'closed_lost');
  const open = deals.filter((deal) => !isClosed(deal));
  const share = (some: readonly Opportunity[]) =>
    some.length === 0 ? 0 : some.filter((deal) => fact(deal) !== undefined).length / some.length;
  const [ofWon, ofLost, ofOpen] = [share(won), share(lost), share(open)];
  if (Math.min(won.length, lost.length) >= MIN_DEALS && Math.abs(ofWon - ofLost) > MAX_GAP) {
    return `known for ${percent(ofWon)} of the won and ${percent(ofLost)} of the lost deals: written down after the outcome`;
  }
  const ofClosed = share([...won, ...lost]);
  if (open.length >= MIN_DEALS && ofClosed > MAX_GAP && ofOpen < ofClosed * MIN_OPEN_SHARE) {
    return `known for ${percent(ofClosed)} of the closed and ${percent(ofOpen)} of the open deals: written down at the end`;
  }
  return tellsOutcome([...won, ...lost], fact) ? 'tells the outcome by itself, so it was set with it' : null;
}

function tellsOutcome(closed: readonly Opportunity[], fact: (deal: Opportunity) => string | undefined) {
  const levels = new Map<string, { won: number; total: number }>();
  for (const deal of closed) {
    const value = fact(deal);
    if (value === undefined) continue;
    const level = levels.get(value) ?? { won: 0, total: 0 };
    levels.set(value, {
      won: level.won + (deal.stage === 'closed_won' ? 1 : 0),
      total: level.total + 1,
    });
  }
  const all = [...levels.values()];
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
