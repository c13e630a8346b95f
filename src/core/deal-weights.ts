import type { Criterion, Stage } from './records.ts';

export type OpenStage = Exclude<Stage, 'closed_won' | 'closed_lost' | 'unknown'>;

/** How a deal is judged where the own history cannot say: chances by stage, and what a criterion moves. */
export interface DealWeights {
  /** Chance to win by stage. */
  readonly stages: Readonly<Record<OpenStage, number>>;
  /** The stage that an overall win rate corresponds to; other stages keep their distance from it. */
  readonly anchor: OpenStage;
  /** Log-odds of a criterion when disproved and when confirmed. */
  readonly criteria: Readonly<Record<Criterion, { readonly no: number; readonly yes: number }>>;
}

/** Competition known is no advantage in itself. */
export const DEFAULT_DEAL_WEIGHTS: DealWeights = {
  stages: { discovery: 0.1, qualification: 0.25, proposal: 0.5, negotiation: 0.75 },
  anchor: 'qualification',
  criteria: {
    need: { no: -1, yes: 0.2 },
    identify_pain: { no: -1, yes: 0.3 },
    champion: { no: -0.8, yes: 0.4 },
    budget: { no: -0.7, yes: 0.3 },
    economic_buyer: { no: -0.6, yes: 0.3 },
    authority: { no: -0.5, yes: 0.2 },
    timing: { no: -0.5, yes: 0.2 },
    competition: { no: -0.4, yes: 0 },
    decision_process: { no: -0.3, yes: 0.2 },
    decision_criteria: { no: -0.3, yes: 0.1 },
    metrics: { no: -0.2, yes: 0.1 },
  },
};
