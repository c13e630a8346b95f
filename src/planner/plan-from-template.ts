import type { Profile, Registry, Template, ToolEntry } from '../config/registry-schema.ts';
import { CugarError } from '../core/errors.ts';
import { Plan, type StepSpec } from '../core/plan.ts';
import type { PlanArguments } from './commands/plan-command.ts';
import { fillArguments } from './fill-arguments.ts';

/** What turns a template into a plan. */
export interface PlanRequest {
  readonly planId: string;
  readonly traceId: string;
  readonly teamId: string;
  readonly channelId: string | null;
  /** The Slack message in whose thread the cards go. */
  readonly threadTs?: string;
  readonly requestedBy: string;
  /** The command as typed. */
  readonly command: string;
  /** Name of the template, such as `qualify`. */
  readonly template: string;
  /** Values for `$args.<name>` in inputs and `{name}` in the goal. */
  readonly args: PlanArguments;
  readonly subject?: { readonly accountId: string; readonly name: string };
  readonly now: Date;
}

export interface PlannerConfig {
  readonly registry: Registry;
  readonly registryVersion: string;
  readonly profile: string;
  /** Slack user and user-group ids that decide where a policy says so. */
  readonly approvers: readonly string[];
}

/**
 * Makes the plan that the registry lays down for a command. Class, cost, time limit, checks and approval
 * policy come from the registry alone. Throws `POLICY_ALLOWLIST` when the profile lacks one of the tools.
 */
export function planFromTemplate(config: PlannerConfig, request: PlanRequest): Plan {
  const { registry } = config;
  const profile = registry.profiles[config.profile];
  const template = Object.hasOwn(registry.plans, request.template) && registry.plans[request.template];
  if (!profile) throw new CugarError('SYSTEM_CONFIG', `The registry has no profile "${config.profile}"`);
  if (!template)
    throw new CugarError('USER_INPUT', `There is no plan for "${request.template}"`, {
      hint: 'See `/cugar help`.',
    });
  const steps = template.steps.map((step) => specify(config, profile, step, request.args));
  return Plan.parse({
    schemaVersion: 1,
    planId: request.planId,
    traceId: request.traceId,
    teamId: request.teamId,
    channelId: request.channelId,
    ...(request.threadTs !== undefined && { threadTs: request.threadTs }),
    requestedBy: request.requestedBy,
    goal: goalOf(template.goal, request.args),
    command: request.command,
    profile: config.profile,
    planner: { kind: 'template', registryVersion: config.registryVersion },
    ...(request.subject && { subject: request.subject }),
    steps,
    budget: profile.budgets.plan,
    estimate: {
      cost: sum(steps.map(({ cost }) => cost)),
      calls: sum(steps.map(({ checks }) => 1 + checks.length)),
    },
    createdAt: request.now.toISOString(),
  });
}

/** Puts the arguments into the goal; a list is named one by one. */
function goalOf(goal: string, args: PlanArguments): string {
  return goal.replaceAll(/\{([A-Za-z]\w*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  });
}

function specify(
  config: PlannerConfig,
  profile: Profile,
  step: Template['steps'][number],
  args: PlanRequest['args'],
): StepSpec {
  const entry = allowed(config, profile, step.tool);
  const checks = entry.checks.map((check) => allowed(config, profile, check));
  return {
    id: step.id,
    tool: step.tool,
    domain: entry.domain,
    sideEffect: entry.class,
    input: fillArguments(step.input, args) as Record<string, unknown>,
    after: step.after,
    checks: entry.checks,
    onDenied: step.on_denied,
    reason: step.reason,
    cost: sum([entry.cost, ...checks.map(({ cost }) => cost)]),
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

function allowed({ registry, profile: name }: PlannerConfig, profile: Profile, tool: string): ToolEntry {
  const entry = registry.tools[tool];
  if (entry && profile.tools.includes(tool)) return entry;
  throw new CugarError('POLICY_ALLOWLIST', `The profile "${name}" does not allow the tool "${tool}"`, {
    hint: 'An administrator can add it in registry.yaml.',
  });
}

/** Sums units without the noise of binary fractions. */
function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 1_000) / 1_000;
}
