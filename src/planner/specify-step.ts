import type { Registry, ToolEntry } from '../config/registry-schema.ts';
import type { StepSpec } from '../core/plan.ts';
import type { DraftStep } from './draft-step.ts';
import { sum } from './plan-room.ts';
import { allowedTool, type PlannerConfig } from './planner-config.ts';
import { requireApprovers } from './require-approvers.ts';

/** A step as it will run: class, cost, time limit, checks and approval come from the registry alone. */
export function specifyStep(
  config: PlannerConfig,
  { id, tool, input, after, reason, onDenied }: DraftStep & Pick<StepSpec, 'onDenied'>,
): StepSpec {
  const entry = allowedTool(config, tool);
  requireApprovers(tool, entry, config.approvers);
  const checks = entry.checks.map((check) => allowedTool(config, check));
  const modelCost = config.hasModel ? modelCostOf(config.registry, entry) : undefined;
  return {
    id,
    tool,
    domain: entry.domain,
    sideEffect: entry.class,
    input: { ...input },
    after: [...after],
    checks: entry.checks,
    onDenied,
    reason,
    cost: sum([entry.cost, ...checks.map(({ cost }) => cost), modelCost ?? 0]),
    ...(modelCost !== undefined && { modelCost }),
    timeoutMs: entry.timeout,
    retries: entry.retries,
    ...(entry.approval && {
      approval: {
        kind: entry.approval.policy,
        approvers: [...config.approvers],
        expiresInMs: entry.approval.expires,
      },
    }),
  };
}

/** What a model may take in one attempt at most; undefined for a tool that asks none. */
function modelCostOf({ model }: Registry, { model_calls: calls }: ToolEntry): number | undefined {
  if (calls === 0) return undefined;
  const { max_tokens: most, cost_per_1000_tokens: price } = model;
  return sum([(calls * (most.input * price.input + most.output * price.output)) / 1_000]);
}
