import { type Account, OPEN_STAGES, type OpenStage, type Opportunity } from '../core/records.ts';
import { type AmountBands, type Labels, labelsOf } from '../core/segments.ts';

/** A closed deal, as far as it can teach. */
export interface Case {
  readonly id: string;
  readonly won: boolean;
  /** Milliseconds since 1970; null where the book has no date. */
  readonly createdMs: number | null;
  readonly closedMs: number | null;
  /** The stage in which it was before it closed; null where the book does not say. */
  readonly lastStage: OpenStage | null;
  readonly facts: Facts;
}

/** What is known of a deal before its end. */
export interface Facts {
  readonly labels: Labels;
  readonly criteria: Opportunity['criteria'];
}

/** An extra column under one of these names counts as `last_open_stage`. */
const LAST_STAGE_COLUMN = /^(last[ _]open|lost[ _]at)[ _]stage$/i;

/** The stages that a deal passed on its way to this one, with it. */
export function stagesUpTo(stage: OpenStage): readonly OpenStage[] {
  return OPEN_STAGES.slice(0, OPEN_STAGES.indexOf(stage) + 1);
}

export function caseOf(deal: Opportunity, facts: Facts): Case {
  const won = deal.stage === 'closed_won';
  return {
    id: deal.opportunityId,
    won,
    createdMs: msOf(deal.createdAt),
    closedMs: msOf(deal.closedAt),
    lastStage: lastStageOf(deal) ?? (won ? 'negotiation' : null),
    facts,
  };
}

export function factsOf(deal: Opportunity, account: Account | null, bands: AmountBands | null): Facts {
  return { labels: labelsOf(deal, account, bands), criteria: deal.criteria };
}

/** Days from creation to the end; null where a date is missing or they contradict each other. */
export function cycleDays({ createdMs, closedMs }: Pick<Case, 'createdMs' | 'closedMs'>): number | null {
  if (createdMs === null || closedMs === null || closedMs < createdMs) return null;
  return Math.floor((closedMs - createdMs) / 86_400_000);
}

function msOf(date: string | undefined): number | null {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? null : ms;
}

/** As recorded, else the stage that it came into last. */
function lastStageOf({ lastOpenStage, stageDates, extra }: Opportunity): OpenStage | null {
  if (lastOpenStage !== undefined) return lastOpenStage;
  const text = Object.entries(extra ?? {}).find(([column]) => LAST_STAGE_COLUMN.test(column))?.[1];
  const name = text?.trim().toLowerCase();
  return (
    OPEN_STAGES.find((stage) => stage === name) ??
    OPEN_STAGES.findLast((stage) => stageDates?.[stage] !== undefined) ??
    null
  );
}
