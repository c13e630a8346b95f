import { isClosed, OPEN_STAGES, type Opportunity, type Stage } from '../../core/records.ts';
import { daysSince } from '../shared/dates.ts';

/** What all deals of the book say together, found once for each loaded book. */
export interface BookFacts {
  readonly won: number;
  readonly closed: number;
  /** The book keeps next steps. */
  readonly hasNextSteps: boolean;
  /** Every date of any deal, newest first. */
  readonly days: readonly string[];
  /** When the open deals of each stage came into it. */
  readonly stageSince: ReadonlyMap<Stage, readonly { readonly id: string; readonly since: string }[]>;
}

const known = new WeakMap<readonly Opportunity[], BookFacts>();

export function bookFacts(all: readonly Opportunity[]): BookFacts {
  const facts = known.get(all) ?? gather(all);
  known.set(all, facts);
  return facts;
}

/** Creation starts the clock only for the first stage. */
export function stageSince({
  stage,
  stageChangedAt,
  stageDates,
  createdAt,
}: Opportunity): string | undefined {
  const entered = OPEN_STAGES.find((one) => one === stage);
  return (
    stageChangedAt ?? (entered && stageDates?.[entered]) ?? (stage === 'discovery' ? createdAt : undefined)
  );
}

const STALE_AFTER_DAYS = 180;

/** The newest past date of any deal, when it is so old that the book looks like an old export; else null. */
export function staleSince({ days }: BookFacts, now: Date): string | null {
  const newest = days.find((day) => (daysSince(day, now) ?? -1) >= 0);
  return newest !== undefined && (daysSince(newest, now) ?? 0) > STALE_AFTER_DAYS ? newest : null;
}

function gather(all: readonly Opportunity[]): BookFacts {
  const days = new Set<string>();
  const since = new Map<Stage, { id: string; since: string }[]>();
  for (const deal of all) {
    const { createdAt, stageChangedAt, lastActivityAt, closedAt, closeDate } = deal;
    for (const date of [createdAt, stageChangedAt, lastActivityAt, closedAt, closeDate]) {
      if (date !== undefined && !Number.isNaN(Date.parse(date))) days.add(date.slice(0, 10));
    }
    const start = isClosed(deal) ? undefined : stageSince(deal);
    if (start === undefined) continue;
    const peers = since.get(deal.stage) ?? [];
    peers.push({ id: deal.opportunityId, since: start });
    since.set(deal.stage, peers);
  }
  const won = all.filter(({ stage }) => stage === 'closed_won').length;
  return {
    won,
    closed: all.filter(isClosed).length,
    hasNextSteps: all.some(({ nextStep }) => nextStep),
    days: [...days].sort().reverse(),
    stageSince: since,
  };
}
