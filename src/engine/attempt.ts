import { usedShare } from '../core/budget.ts';
import { asCugarError, type CugarError, type ErrorDetail } from '../core/errors.ts';
import type { PlanRecord, StepError, StepSpec } from '../core/plan.ts';
import type { BeginResult, Charge, StepOutcome } from '../core/plan-store.ts';
import { withDeadline } from './deadline.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import type { Hand } from './hand.ts';
import { identity, reportEnd } from './report.ts';

/** Interrupted attempts after which a step counts as one that takes its workers down. */
const MAX_INTERRUPTED_ATTEMPTS = 3;

const BACKOFF_BASE_MS = 200;
const BACKOFF_CAP_MS = 5_000;

/** Longest message of an error that is stored: a tool may put anything into it. */
const MAX_MESSAGE_CHARS = 1_000;

export interface Work {
  readonly phase: 'run' | 'commit';
  readonly charge: Charge;
  readonly repeatable: boolean;
  /** When a person approved it, Unix ms; absent when this is no first start after an approval. */
  readonly approvedAt?: number | undefined;
  /** Does the work of one attempt; what it answers is handed to `succeed`. */
  readonly perform: (signal: AbortSignal) => Promise<unknown>;
  /** What the attempt did not use of its reservation. */
  readonly unused?: () => Charge | undefined;
  /** Stores what the attempt gave. */
  readonly succeed: (result: unknown, attempt: number) => Promise<void>;
  /** The attempt was interrupted or got no answer: nobody knows how far it got, and it may not be repeated unasked. */
  readonly uncertain?: (attempt: number) => Promise<void>;
}

/** Attempts at one step until it ends, is handed back, or turns out to be somebody else's. */
export async function attemptStep(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  { work, interruption }: { work: Work; interruption: Interruption },
): Promise<void> {
  const { record } = hand;
  for (let failures = 0; ; failures += 1) {
    const begun = await begin(deps, hand, step, work);
    if (begun.kind !== 'go') return await refuse(deps, hand, step, { begun, work });
    const { attempt } = begun;
    const startedAt = performance.now();
    const about = { ...identity(record), stepId: step.id, tool: step.tool, domain: step.domain };
    const resumed = failures === 0 && work.approvedAt !== undefined && sinceApproval(deps, work.approvedAt);
    deps.events.emit({ ...about, name: 'tool_call_start', attempt, ...resumed });
    const outcome = await perform(step, work, interruption.abort);
    const durationMs = performance.now() - startedAt;
    if (!outcome.error) {
      // An error of the store is not the tool's: it ends this run, and the attempt counts as interrupted.
      const stored = work.succeed(outcome.result, attempt);
      const cost = spentOn(work);
      return hand.report(stored, () =>
        deps.events.emit({ ...about, name: 'tool_call_complete', durationMs, cost }),
      );
    }
    if (interruption.abort.aborted) return await handBack(hand, step, { attempt, work });
    const { error } = outcome;
    const again = error.retryable && work.repeatable && failures < step.retries;
    const failed = { durationMs, code: error.code, willRetry: again, cost: spentOn(work) };
    deps.events.emit({ ...about, name: 'tool_call_error', ...failed });
    if (error.retryable && !work.repeatable && work.uncertain) return await work.uncertain(attempt);
    const applied = await hand.finish({
      ...named(record, step),
      attempt,
      unused: work.unused?.(),
      result: { status: again ? 'pending' : 'failed', error: stepError(error) },
    });
    if (!again || applied === 'fenced' || interruption.stopping()) return;
    await deps.pause(backoffMs(failures, error.detail), interruption.abort);
    if (interruption.abort.aborted) return;
  }
}

/** What an attempt cost in the end; never below zero, for a counter only grows. */
function spentOn({ charge, unused }: Work): number {
  return Math.max(0, charge.cost - (unused?.()?.cost ?? 0));
}

/** Redis' clock and this one may disagree; nothing starts before it was approved. */
function sinceApproval(deps: EngineDeps, approvedAt: number): { resumedAfterMs: number } {
  return { resumedAfterMs: Math.max(0, deps.clock.now().getTime() - approvedAt) };
}

type Outcome = { readonly error: CugarError } | { readonly error?: undefined; readonly result: unknown };

async function perform(step: StepSpec, work: Work, abort: AbortSignal): Promise<Outcome> {
  try {
    return { result: await withDeadline(step.timeoutMs, abort, work.perform) };
  } catch (thrown) {
    return { error: asCugarError(thrown) };
  }
}

async function begin(deps: EngineDeps, hand: Hand, step: StepSpec, work: Work): Promise<BeginResult> {
  const { record } = hand;
  const { phase, charge, repeatable } = work;
  const begun = await hand.begin({
    ...named(record, step),
    phase,
    charge,
    repeatable,
    maxAttempts: MAX_INTERRUPTED_ATTEMPTS,
  });
  if (begun.kind === 'go') {
    for (const use of begun.warnings) {
      const share = usedShare(use);
      deps.events.emit({ ...identity(record), name: 'budget_warning', scope: use.kind, usedShare: share });
    }
  }
  return begun;
}

async function refuse(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  { begun, work }: { begun: Exclude<BeginResult, { kind: 'go' }>; work: Work },
): Promise<void> {
  switch (begun.kind) {
    case 'gone':
      return;
    case 'uncertain':
      return await work.uncertain?.(begun.attempt);
    case 'crashing': {
      const message = `The step "${step.id}" was interrupted ${begun.attempts} times, so it is not tried again`;
      const settled = await deps.store.settle(hand.record.plan, 'failed', {
        code: 'SYSTEM_CRASH',
        message,
        hint: 'Start the command again; if it happens again, tell your administrator.',
      });
      if (settled === 'applied') reportEnd(deps, hand.record, 'failed');
      return;
    }
    case 'over_budget': {
      const { kind, id, cost, costLimit, calls, callLimit } = begun.refusal;
      deps.events.emit({ ...identity(hand.record), name: 'budget_exceeded', scope: kind });
      const message = `The ${budgetName(kind, id)} is used up: ${cost} of ${costLimit} units, ${calls} of ${callLimit} calls`;
      await hand.skip([step.id], {
        code: 'POLICY_BUDGET',
        message,
        hint: 'See `/cugar budget` for what is left.',
      });
      return;
    }
  }
}

/** Shutdown or cancel in the middle of an attempt: the step is open again and costs nothing. */
async function handBack(
  hand: Hand,
  step: StepSpec,
  { attempt, work }: { attempt: number; work: Work },
): Promise<void> {
  if (!work.repeatable) return;
  await hand.finish({
    ...named(hand.record, step),
    attempt,
    result: { status: 'pending', release: work.charge },
  });
}

export function named(
  { plan }: PlanRecord,
  step: StepSpec,
): Pick<StepOutcome, 'teamId' | 'planId' | 'stepId' | 'tool'> {
  return { teamId: plan.teamId, planId: plan.planId, stepId: step.id, tool: step.tool };
}

function stepError(error: CugarError): StepError {
  const { hint } = error.detail;
  const message = error.message.slice(0, MAX_MESSAGE_CHARS);
  return { code: error.code, message, ...(hint !== undefined && { hint }) };
}

/** Full jitter up to a doubling bound; a source's own wish comes first. */
function backoffMs(failures: number, { retryAfterMs }: ErrorDetail): number {
  const bound = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures);
  return Math.min(BACKOFF_CAP_MS, retryAfterMs ?? Math.random() * bound);
}

function budgetName(kind: string, id: string): string {
  const names: Record<string, string> = {
    plan: "plan's budget",
    domain: `plan's budget for ${id}`,
    tool: `plan's budget for ${id}`,
    user_day: "requester's budget of the day",
    workspace_month: "workspace's budget of the month",
  };
  return names[kind] ?? 'budget';
}
