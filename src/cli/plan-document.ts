import { type PlanRecord, stepRecord } from '../core/plan.ts';

/** A stored plan as one JSON document: what was planned, and what came of every step. */
export function planDocument(record: PlanRecord): Record<string, unknown> {
  const { plan, status, spent, error, cancelledBy } = record;
  const { steps, ...head } = plan;
  return {
    ...head,
    status,
    spent,
    ...(error && { error }),
    ...(cancelledBy && { cancelledBy }),
    steps: steps.map((step) => {
      const { spent: charged, ...happened } = stepRecord(record, step.id);
      const { input: planned, cost: estimated, ...spec } = step;
      return {
        ...spec,
        ...happened,
        input: happened.input ?? planned,
        estimatedCost: estimated,
        cost: charged,
      };
    }),
  };
}
