import type { ModelMeter } from '../core/model-meter.ts';
import type { StepSpec } from '../core/plan.ts';
import type { Charge } from '../core/plan-store.ts';

/** What a model took during the newest attempt at a step, held against what was reserved for it. */
export interface StepMeter {
  /** A fresh count for one attempt; earlier ones, whose work may still go on, no longer count. */
  begin(): ModelMeter;
  /** The part of the reservation that the newest attempt did not use. */
  unused(): Charge | undefined;
}

export function createStepMeter({ modelCost }: StepSpec, { scopes }: Charge): StepMeter {
  let used = { units: 0 };
  return {
    begin() {
      const count = { units: 0 };
      used = count;
      return {
        add: (units) => {
          count.units += units;
        },
      };
    },
    unused: () => (modelCost === undefined ? undefined : { cost: modelCost - used.units, calls: 0, scopes }),
  };
}
