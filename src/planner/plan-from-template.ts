import { CugarError } from '../core/errors.ts';
import { Plan, type StepSpec } from '../core/plan.ts';
import type { PlanArguments } from './commands/plan-command.ts';
import { fillArguments } from './fill-arguments.ts';
import { estimateOf } from './plan-room.ts';
import { type PlannerConfig, profileNamed } from './planner-config.ts';
import { specifyStep } from './specify-step.ts';

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

/**
 * Makes the plan that the registry lays down for a command. Class, cost, time limit, checks and approval
 * policy come from the registry alone. Throws `POLICY_ALLOWLIST` when the profile lacks one of the tools.
 */
export function planFromTemplate(config: PlannerConfig, request: PlanRequest): Plan {
  const { registry } = config;
  const profile = profileNamed(config);
  const template = Object.hasOwn(registry.plans, request.template) && registry.plans[request.template];
  if (!template)
    throw new CugarError('USER_INPUT', `There is no plan for "${request.template}"`, {
      hint: 'See `/cugar help`.',
    });
  const steps = template.steps.map(({ on_denied: onDenied, ...step }) =>
    specifyStep(config, {
      ...step,
      onDenied,
      input: fillArguments(step.input, request.args) as StepSpec['input'],
    }),
  );
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
    estimate: estimateOf(steps),
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
