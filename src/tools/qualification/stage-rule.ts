import type { StageRules } from '../../core/playbook-stages.ts';
import type { Stage } from '../../core/records.ts';

/** What is normal for a stage; undefined for a closed deal and a stage that is not known. */
export function stageRule(stage: Stage, stages: StageRules): StageRules[keyof StageRules] | undefined {
  return isOpenStage(stage, stages) ? stages[stage] : undefined;
}

function isOpenStage(stage: Stage, stages: StageRules): stage is keyof StageRules {
  return Object.hasOwn(stages, stage);
}
