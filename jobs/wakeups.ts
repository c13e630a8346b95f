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

    // A timer that goes away lets its plan go on, in one step of BullMQ; one that is just falling due does so too.
    decided: (teamId, { planId, stepId, openedAt: known }) =>
      tolerantly(async () => {
        const openedAt = known ?? (await debts.decidedOpening(teamId, planId, stepId));
        if (openedAt === null) return;
        const timer = approvalJobId(planId, stepId, openedAt);
        await queues.approvals.remove(timer, { removeChildren: false });
      }),

    message: (teamId, key) => drawn(teamId, key),
    home: (teamId, userId) => drawn(teamId, { kind: 'home', userId }),
  };
}
