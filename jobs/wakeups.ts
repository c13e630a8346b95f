import type { HomeKey, HomeWakeups, MessageKey, Wakeups } from '../src/core/ports.ts';
import { messageMember } from '../src/store/message-store.ts';
import type { WakeupDebts } from '../src/store/wakeup-debts.ts';
import type { Queues } from './queues.ts';

/** Every opening of an approval has its own timer job. */
export function approvalJobId(planId: string, stepId: string, openedAt: number): string {
  return `${planId}-${stepId}-${openedAt}`;
}

/** Wakes jobs. A wake-up that fails is only late: it is reported, and the sweeper repeats it. */
export function createWakeups(
  queues: Queues,
  debts: WakeupDebts,
  onLate: (error: unknown) => void,
): Wakeups & HomeWakeups {
  const tolerantly = async (wake: () => Promise<unknown>) => {
    try {
      await wake();
    } catch (error) {
      onLate(error);
    }
  };

  const drawn = (teamId: string, key: MessageKey | HomeKey) =>
    tolerantly(() =>
      queues.messages.add(
        'message',
        { teamId, key },
        { deduplication: { id: `${teamId}.${messageMember(key)}`, keepLastIfActive: true } },
      ),
    );

  return {
    plan: (teamId, planId) =>
      tolerantly(() => queues.plans.add('plan', { teamId, planId }, { jobId: planId })),

    decided: (teamId, { planId, stepId }) =>
      tolerantly(async () => {
        const openedAt = await debts.decidedOpening(teamId, planId, stepId);
        if (openedAt === null) return;
        const timer = await queues.approvals.getJob(approvalJobId(planId, stepId, openedAt));
        const state = await timer?.getState();
        if (state === 'delayed') await timer?.promote().catch(unlessDueMeanwhile);
        if (state === 'failed') await timer?.retry();
      }),

    message: (teamId, key) => drawn(teamId, key),
    home: (teamId, userId) => drawn(teamId, { kind: 'home', userId }),
  };
}

/** Somebody else promoted the timer first, or its time had come: it wakes the plan all the same. */
function unlessDueMeanwhile(error: unknown): void {
  if (!(error instanceof Error && error.message.includes('not in the delayed state'))) throw error;
}
