import type { AuditEntry } from '../../../src/core/plan-store.ts';
import { answerViolations } from './answers.ts';
import { cardViolations } from './cards.ts';
import { chainViolations } from './chain.ts';
import { copyViolations } from './copies.ts';
import type { Evidence, Violation } from './evidence.ts';
import { planViolations } from './plans.ts';

/** All broken promises; empty when every one was kept. */
export function violations(evidence: Evidence): Violation[] {
  const byPlan = new Map<string, AuditEntry[]>();
  for (const entry of evidence.audit) byPlan.set(entry.planId, [...(byPlan.get(entry.planId) ?? []), entry]);
  const planIds = new Set([
    ...byPlan.keys(),
    ...evidence.seenPlanIds,
    ...evidence.history.commands.flatMap(({ planId }) => planId ?? []),
  ]);
  planIds.delete('');
  return [
    ...chainViolations(evidence.rawAudit),
    ...[...planIds].flatMap((planId) => {
      const entries = byPlan.get(planId) ?? [];
      return [
        ...planViolations(planId, entries, evidence.plans.get(planId)),
        ...cardViolations(planId, entries, evidence),
        ...copyViolations(planId, evidence),
      ];
    }),
    ...answerViolations(evidence, byPlan),
    ...Object.entries(evidence.leftovers).map(
      ([name, count]): Violation => ({ invariant: 'I8', text: `${count} left in ${name}` }),
    ),
  ];
}
