import type { Profile } from '../config/registry-schema.ts';
import type { Amounts, StepSpec } from '../core/plan.ts';

/** Sums units without the noise of binary fractions. */
export function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 1_000) / 1_000;
}

/** What steps are estimated to take: each tool once, with its checks. */
export function estimateOf(steps: readonly Pick<StepSpec, 'cost' | 'checks'>[]): Amounts {
  return {
    cost: sum(steps.map(({ cost }) => cost)),
    calls: sum(steps.map(({ checks }) => 1 + checks.length)),
  };
}

/** Which budget of a plan these steps would overrun, as sentences; `taken` is what the plan has used before them. */
export function overruns(
  { plan, domains, tools }: Profile['budgets'],
  steps: readonly StepSpec[],
  taken: Amounts,
): string[] {
  const beyond = (what: string, limit: Amounts | undefined, { cost, calls }: Amounts) =>
    limit && (cost > limit.cost || calls > limit.calls)
      ? [`${what} allows ${limit.cost} units and ${limit.calls} calls; this takes ${cost} and ${calls}`]
      : [];
  const own = estimateOf(steps);
  const whole = { cost: sum([own.cost, taken.cost]), calls: own.calls + taken.calls };
  const by = (key: 'domain' | 'tool', value: string) =>
    estimateOf(steps.filter((step) => step[key] === value));
  return [
    ...beyond('the budget of a plan', plan, whole),
    ...[...new Set(steps.map(({ domain }) => domain))].flatMap((domain) =>
      beyond(`its budget for ${domain}`, domains[domain], by('domain', domain)),
    ),
    ...[...new Set(steps.map(({ tool }) => tool))].flatMap((tool) =>
      beyond(`its budget for ${tool}`, tools[tool], by('tool', tool)),
    ),
  ];
}
