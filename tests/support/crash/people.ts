import { setTimeout as pause } from 'node:timers/promises';
import type { Plan } from '../../../src/core/plan.ts';
import type { DecideResult } from '../../../src/core/plan-store.ts';
import { plan, policy, proposeStep, step } from '../engine-plan.ts';
import type { Stores } from '../engine-store.ts';
import type { Answered } from './check.ts';
import type { Child } from './children.ts';

export interface History {
  readonly submitted: string[];
  readonly answers: Answered[];
}

interface Office {
  readonly stores: Stores;
  readonly desk: Child;
  readonly random: () => number;
  readonly history: History;
}

function makePlan({ stores, random }: Office): Plan {
  const writer = random() < 0.3 ? 'stamp' : 'letter';
  const expiresInMs = random() < 0.2 ? 1_500 : 30_000;
  const approval = policy({ kind: 'approvers', expiresInMs });
  return plan(stores.teamId, [
    step('facts', { domain: 'engagement' }),
    proposeStep('write', { tool: writer, after: ['facts'], approval }),
    step('last', { after: ['write'], domain: 'engagement' }),
  ]);
}

/** One plan from its command, sent twice, to its end; `isOver` says when nobody waits any longer. */
export async function followPlan(office: Office, isOver: () => boolean): Promise<void> {
  const { stores, desk, history } = office;
  const made = makePlan(office);
  for (let accepted = false; !accepted; ) {
    if (isOver()) return;
    const tries = [
      desk.ask({ operation: 'submit', plan: made }),
      desk.ask({ operation: 'submit', plan: made }),
    ];
    accepted = (await Promise.allSettled(tries)).some(({ status }) => status === 'fulfilled');
    if (!accepted) await pause(50);
  }
  history.submitted.push(made.planId);
  const clicked = new Set<number>();
  while (!isOver()) {
    const record = await stores.store.load(stores.teamId, made.planId);
    if (record && ['completed', 'partial', 'failed', 'cancelled'].includes(record.status)) return;
    const approval = record?.steps.write?.approval;
    if (approval?.state === 'pending' && !clicked.has(approval.version)) {
      clicked.add(approval.version);
      const { version, hash, expiresAt } = approval;
      const rerun = approval.proposal.payload.kind === 'rerun';
      await clickAll(office, { planId: made.planId, version, hash, expiresAt, rerun });
    }
    await pause(30);
  }
}

interface Card {
  readonly planId: string;
  readonly version: number;
  readonly hash: string;
  readonly expiresAt: number;
  readonly rerun: boolean;
}

/** Three people and one double click at the same moment; sometimes nobody, sometimes at the very end. */
async function clickAll({ desk, random, history }: Office, card: Card): Promise<void> {
  const isShort = card.expiresAt - Date.now() < 10_000;
  if (isShort) {
    if (random() < 0.5) return;
    await pause(Math.max(0, card.expiresAt - Date.now() + Math.round(random() * 40 - 20)));
  }
  const people = ['U2', 'U3', 'U4', 'U2'];
  const ref = { planId: card.planId, stepId: 'write', version: card.version, hash: card.hash.slice(0, 16) };
  await Promise.all(
    people.map(async (by) => {
      const decision = card.rerun || random() < 0.25 ? 'denied' : 'approved';
      try {
        const answer = (await desk.ask({
          operation: 'decide',
          decide: { ref, decision, by },
        })) as DecideResult;
        history.answers.push({ planId: card.planId, stepId: 'write', version: card.version, by, answer });
      } catch {
        // No answer: it may have counted or not, and somebody clicks again.
        if (decision === 'approved') await again(desk, { ref, by, history });
      }
    }),
  );
}

async function again(
  desk: Child,
  {
    ref,
    by,
    history,
  }: { ref: { planId: string; stepId: string; version: number; hash: string }; by: string; history: History },
): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    await pause(100);
    try {
      const decide = { ref, decision: 'approved', by };
      const answer = (await desk.ask({ operation: 'decide', decide })) as DecideResult;
      history.answers.push({ planId: ref.planId, stepId: ref.stepId, version: ref.version, by, answer });
      return;
    } catch {
      // The process or Redis is still away.
    }
  }
}
