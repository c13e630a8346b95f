import { MINUTE } from '../src/core/clock.ts';
import type { PlanStore } from '../src/core/plan-store.ts';
import type { Wakeups } from '../src/core/ports.ts';
import type { Decisions } from '../src/engine/decisions.ts';
import type { MessageStore } from '../src/store/message-store.ts';
import type { WakeupDebts } from '../src/store/wakeup-debts.ts';
import type { Queues } from './queues.ts';

export interface SweeperDeps {
  readonly debts: WakeupDebts;
  readonly messages: MessageStore;
  readonly store: PlanStore;
  readonly decisions: Decisions;
  readonly wakeups: Wakeups;
  readonly queues: Queues;
  readonly onError: (error: unknown) => void;
}

const EVERY_MS = 1_000;
/** Ages after which something counts as forgotten, milliseconds. */
const DECISION_AGE_MS = 1_000;
const MESSAGE_AGE_MS = 2_000;
const OVERDUE_AGE_MS = 5_000;
const IDLE_AGE_MS = 15_000;
/** A job that sleeps until a person decides needs no look meanwhile: a decision is a debt of its own. */
const WAITING_REST_MS = 10 * MINUTE;
/** Idle plans looked at in one sweep; the rest come in the next ones. */
const IDLE_AT_ONCE = 100;

/** Repeats wake-ups that were lost with the process that owed them. */
export function createSweeper(deps: SweeperDeps) {
  const { debts, wakeups } = deps;

  async function sweepTeam(teamId: string, now: number): Promise<void> {
    await each(await debts.undelivered(teamId, now - DECISION_AGE_MS), (name) => redeliver(teamId, name));
    await each(await debts.overdue(teamId, now - OVERDUE_AGE_MS), (name) => expire(teamId, name));
    await each(await debts.idle(teamId, now - IDLE_AGE_MS, IDLE_AT_ONCE), (planId) => revive(teamId, planId));
    await each(await deps.messages.behind(teamId, MESSAGE_AGE_MS, now), (key) =>
      wakeups.message(teamId, key),
    );
  }

  /** One after the other; one that fails, such as a plan that cannot be read, does not hold up the rest. */
  async function each<T>(items: readonly T[], repair: (item: T) => Promise<void>): Promise<void> {
    for (const item of items) await repair(item).catch(deps.onError);
  }

  /** A decision nobody took over: wake its timer; where the plan is over or the timer gone, settle the debt here. */
  async function redeliver(
    teamId: string,
    { planId, stepId }: { planId: string; stepId: string },
  ): Promise<void> {
    const record = await deps.store.load(teamId, planId);
    await wakeups.decided(teamId, { planId, stepId });
    if (record?.steps[stepId]?.status !== 'awaiting_approval')
      await deps.store.consume(teamId, planId, stepId);
    else await revive(teamId, planId);
  }

  async function expire(
    teamId: string,
    { planId, stepId }: { planId: string; stepId: string },
  ): Promise<void> {
    const record = await deps.store.load(teamId, planId);
    const approval = record?.steps[stepId]?.approval;
    if (!record || !approval) return;
    const { version, hash } = approval;
    await deps.decisions.decide(record, {
      teamId,
      ref: { planId, stepId, version, hash },
      decision: 'expired',
      by: 'system',
    });
  }

  /** A plan that has not ended must have a job that can still run. */
  async function revive(teamId: string, planId: string): Promise<void> {
    const job = await deps.queues.plans.getJob(planId);
    const state = await job?.getState();
    if (state === 'completed' || state === 'failed') await job?.remove();
    await debts.seen(teamId, planId, state === 'waiting-children' ? WAITING_REST_MS : 0);
    if (!job || state === 'completed' || state === 'failed') await wakeups.plan(teamId, planId);
  }

  let timer: NodeJS.Timeout | undefined;
  let sweeping = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      const now = await debts.now();
      await each(await debts.teams(), (teamId) => sweepTeam(teamId, now));
    } catch (error) {
      deps.onError(error);
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      sweeping = sweep().finally(() => timer && schedule());
    }, EVERY_MS);
  }

  return {
    sweep,
    start: schedule,
    async stop(): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      await sweeping;
    },
  };
}
