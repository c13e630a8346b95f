import { collectDefaultMetrics, Registry } from 'prom-client';
import type { BudgetScopeKind } from '../core/budget.ts';
import { SECOND } from '../core/clock.ts';
import type { PlanStatus } from '../core/plan.ts';
import type { DataStatus } from '../core/ports.ts';
import type { FailureKind } from '../core/source-failure.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import * as labels from './label-sets.ts';

export interface MetricsOptions {
  readonly version: string;
  /** Commit that was built; `unknown` where nobody said. */
  readonly commit: string;
  /** Subcommands that exist. */
  readonly commands: readonly string[];
  readonly tools: readonly labels.KnownTool[];
}

/** What is counted. Durations are milliseconds here and seconds in the exposition. */
export interface Metrics {
  command(done: { command: string; outcome: labels.CommandOutcome; ackMs: number }): void;
  run(ended: { outcome: PlanStatus; planner: string; durationMs: number }): void;
  step(ended: { tool: string; outcome: (typeof labels.STEP_OUTCOMES)[number]; durationMs: number }): void;
  approval(decided: { decision: (typeof labels.DECISIONS)[number]; waitMs: number }): void;
  /** A click that did not count; `reason` as the person is told. */
  approvalRefused(reason: string): void;
  pendingApprovals(now: { count: number; oldestOpenedAtMs: number | null }): void;
  /** From the decision to the start of the next step. */
  resumed(durationMs: number): void;
  budgetConsumed(units: number): void;
  budgetRejected(scope: BudgetScopeKind): void;
  slackRequest(method: string, outcome: labels.SlackOutcome): void;
  /** One question to the model, with the tokens that it counted. */
  model(asked: labels.ModelCall): void;
  book(status: DataStatus): void;
  /** `vendor` as the configuration names it: one of ten. */
  vendorRequest(vendor: string, outcome: FailureKind | 'ok', durationMs: number): void;
  /** The text exposition and its content type. */
  exposition(): Promise<{ text: string; contentType: string }>;
}

/** Gauges that prom-client calls totals; each is also there under a right name. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const to = createInstruments(registry);
  startAtZero(to, options);
  to.buildInfo.set({ version: options.version, commit: options.commit, node: process.version }, 1);
  const commands = new Set(options.commands);
  const domains = new Map(options.tools.map(({ name, domain }) => [name, domain]));
  const planners = new Set<string>(labels.PLANNERS);
  const refusals = new Set<string>(labels.REFUSALS);
  const methods = new Set<string>(labels.SLACK_METHODS);

  return {
    command({ command, outcome, ackMs }) {
      const known = labels.within(commands, command, 'unknown');
      to.commands.inc({ command: known, outcome });
      to.commandAck.observe({ command: known }, seconds(ackMs));
    },
    run({ outcome, planner, durationMs }) {
      if (!labels.RUN_OUTCOMES.includes(outcome)) return;
      const set = { outcome, planner: labels.within(planners, planner, 'unknown') };
      to.runs.inc(set);
      to.runDuration.observe(set, seconds(durationMs));
    },
    step({ tool, outcome, durationMs }) {
      const domain = domains.get(tool);
      const set = domain ? { tool, domain, outcome } : { tool: 'unknown', domain: 'unknown', outcome };
      to.steps.inc(set);
      to.stepDuration.observe(set, seconds(durationMs));
    },
    approval({ decision, waitMs }) {
      to.approvals.inc({ decision });
      to.approvalWait.observe(seconds(waitMs));
    },
    approvalRefused: (reason) =>
      to.approvalRefusals.inc({ reason: labels.within(refusals, reason, 'other') }),
    pendingApprovals({ count, oldestOpenedAtMs }) {
      to.approvalsPending.set(count);
      to.oldestPending.set(oldestOpenedAtMs === null ? 0 : oldestOpenedAtMs / SECOND);
    },
    resumed: (durationMs) => to.resume.observe(seconds(durationMs)),
    budgetConsumed(units) {
      for (const scope of labels.CONSUMED_SCOPES) to.budgetConsumed.inc({ scope }, Math.max(0, units));
    },
    budgetRejected: (scope) => to.budgetRejections.inc({ scope }),
    slackRequest: (method, outcome) =>
      to.slackRequests.inc({ method: labels.within(methods, method, 'other'), outcome }),
    model({ outcome, durationMs, inputTokens, outputTokens }) {
      to.modelRequests.observe({ outcome }, seconds(durationMs));
      to.modelTokens.inc({ type: 'input' }, inputTokens);
      to.modelTokens.inc({ type: 'output' }, outputTokens);
    },
    vendorRequest(vendor, outcome, durationMs) {
      to.vendorRequests.inc({ vendor, outcome });
      to.vendorDuration.observe({ vendor }, seconds(durationMs));
    },
    book({ counts, problemCount }) {
      for (const [kind, rows] of Object.entries(counts)) to.bookRows.set({ kind }, rows);
      to.bookProblems.set(problemCount);
    },
    exposition: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

/** Clocks of two machines may disagree; a duration below zero is counted as none. */
function seconds(ms: number): number {
  return Math.max(0, ms) / SECOND;
}

/** So that `rate()` exists before the first failure does. */
function startAtZero(to: Instruments, { commands, tools }: MetricsOptions): void {
  for (const command of [...commands, 'unknown']) {
    for (const outcome of labels.COMMAND_OUTCOMES) to.commands.inc({ command, outcome }, 0);
    to.commandAck.zero({ command });
  }
  for (const planner of labels.PLANNERS) {
    for (const outcome of labels.RUN_OUTCOMES) {
      to.runs.inc({ outcome, planner }, 0);
      to.runDuration.zero({ outcome, planner });
    }
  }
  for (const { name: tool, domain } of tools) {
    for (const outcome of labels.STEP_OUTCOMES) {
      to.steps.inc({ tool, domain, outcome }, 0);
      to.stepDuration.zero({ tool, domain, outcome });
    }
  }
  for (const decision of labels.DECISIONS) to.approvals.inc({ decision }, 0);
  for (const reason of labels.REFUSALS) to.approvalRefusals.inc({ reason }, 0);
  for (const scope of labels.CONSUMED_SCOPES) to.budgetConsumed.inc({ scope }, 0);
  for (const scope of labels.REJECTING_SCOPES) to.budgetRejections.inc({ scope }, 0);
  for (const type of ['input', 'output']) to.modelTokens.inc({ type }, 0);
  for (const outcome of labels.MODEL_OUTCOMES) to.modelRequests.zero({ outcome });
  for (const method of labels.SLACK_METHODS) {
    for (const outcome of labels.SLACK_OUTCOMES) to.slackRequests.inc({ method, outcome }, 0);
  }
}
