import type { Playbook } from '../../../core/playbook.ts';
import { oneLine } from '../../shared/text.ts';
import { contributionsOf } from '../contributions.ts';
import { counterfactuals } from '../counterfactuals.ts';
import { findingIn } from './findings-of-plan.ts';
import { trustLines } from './what-counted.ts';

const MOST_FACTORS = 6;

/** What counted in a stored answer, from that answer alone. */
export interface StepExplanation {
  /** Each factor with its weight. */
  readonly counted: readonly string[];
  /** Which weights were fitted, which are defaults, and whether the estimate is calibrated. */
  readonly trust: readonly string[];
  readonly wouldChange: readonly string[];
}

/** Nothing for an answer of another kind. Thresholds of fit and timing are those of the playbook in force. */
export function explainStep(tool: string, output: unknown, playbook?: Playbook): StepExplanation {
  const found = findingIn(tool, output);
  return {
    counted: contributionsOf(found, MOST_FACTORS).map(({ factor, effect, note }) =>
      oneLine(`${factor.replaceAll('_', ' ')} (${effect}): ${note}`, 240),
    ),
    trust: trustLines(found),
    wouldChange: counterfactuals(found, playbook),
  };
}
