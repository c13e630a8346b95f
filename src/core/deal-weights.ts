import type { Playbook } from './playbook.ts';
import type { Criterion, OpenStage } from './records.ts';

/** How a deal is judged where the own history cannot say: chances by stage, and what a criterion moves. */
export interface DealWeights {
  /** Chance to win by stage. */
  readonly stages: Readonly<Record<OpenStage, number>>;
  /** Log-odds of a criterion when disproved and when confirmed. */
  readonly criteria: Readonly<Record<Criterion, { readonly no: number; readonly yes: number }>>;
}

/** The stage that an overall win rate corresponds to; other stages keep their distance from it. */
export const ANCHOR: OpenStage = 'qualification';

export function dealWeights({ stages, deals }: Playbook): DealWeights {
  const { discovery, qualification, proposal, negotiation } = stages;
  return {
    stages: {
      discovery: discovery.win_rate,
      qualification: qualification.win_rate,
      proposal: proposal.win_rate,
      negotiation: negotiation.win_rate,
    },
    criteria: deals.criteria,
  };
}
