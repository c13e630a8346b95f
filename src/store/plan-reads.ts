import type { Redis } from 'ioredis';
import type { BudgetScope, BudgetUse } from '../core/budget.ts';
import { type PlanRecord, undone } from '../core/plan.ts';
import type { PendingApproval, PlanStore, PlanSummary } from '../core/plan-store.ts';
import { argumentsOf, periodKeys, scopeArgument } from './arguments.ts';
import { commonKeys, keysOf } from './keys.ts';
import { decodeRecord, fromMilli } from './record-codec.ts';
import { run, scripts } from './scripts.ts';

type Reads = Pick<PlanStore, 'load' | 'list' | 'pendingApprovals' | 'budgetUse' | 'note'>;

/** Reading plans, and notes that change none. */
export function createPlanReads(redis: Redis): Reads {
  const loadMany = async (teamId: string, planIds: readonly string[]): Promise<Map<string, PlanRecord>> => {
    // A transaction, so that no change falls between the two halves of a plan.
    const both = redis.multi();
    for (const planId of planIds) {
      both.hgetall(keysOf(teamId).plan(planId));
      both.hgetallBuffer(keysOf(teamId).planData(planId));
    }
    const answers = planIds.length > 0 ? ((await both.exec()) ?? []) : [];
    const records = planIds.flatMap((planId, index) => {
      const [failed, state] = answers[2 * index] ?? [];
      const [failedToo, data] = answers[2 * index + 1] ?? [];
      if (failed || failedToo) throw failed ?? failedToo;
      const fields = state as Record<string, string>;
      return fields.status === undefined
        ? []
        : [[planId, decodeRecord(fields, data as Record<string, Buffer>)] as const];
    });
    return new Map(records);
  };

  return {
    async load(teamId, planId) {
      return (await loadMany(teamId, [planId])).get(planId) ?? null;
    },

    async list(teamId, limit, requestedBy) {
      const keys = keysOf(teamId);
      const index = requestedBy === undefined ? keys.plans : keys.plansOf(requestedBy);
      const planIds = await redis.zrevrange(index, 0, limit - 1);
      const records = await loadMany(teamId, planIds);
      return planIds.flatMap((planId) => {
        const record = records.get(planId);
        return record ? [summary(record)] : [];
      });
    },

    async pendingApprovals(teamId, places) {
      const records = await loadMany(teamId, [...new Set(places.map(({ planId }) => planId))]);
      return places.flatMap(({ planId, stepId }): PendingApproval[] => {
        const record = records.get(planId);
        const approval = record?.steps[stepId]?.approval;
        if (!record || approval?.state !== 'pending') return [];
        return [{ planId, stepId, goal: record.plan.goal, requestedBy: record.plan.requestedBy, approval }];
      });
    },

    async budgetUse(teamId, scopes) {
      const keys = [keysOf(teamId).plan('none'), ...Array(7).fill(''), ...periodKeys(teamId, scopes)];
      const pipeline = redis.pipeline();
      for (const scope of scopes) {
        const { key, field } = scopeArgument(scope, { cost: 0, calls: 0 });
        pipeline.hmget(keys[key - 1] ?? '', `${field}:cost`, `${field}:calls`);
      }
      const answers = (await pipeline.exec()) ?? [];
      return scopes.map((scope, index) => useOf(scope, answers[index]?.[1]));
    },

    async note(teamId, event, { planId, stepId, actor, data = {} }) {
      const args = {
        planId,
        event,
        actor,
        data: JSON.stringify(data),
        ...(stepId !== undefined && { stepId }),
      };
      await run(redis, scripts.note, commonKeys(teamId, planId), argumentsOf(args));
    },
  };
}

function summary(record: PlanRecord): PlanSummary {
  const { planId, goal, requestedBy, createdAt } = record.plan;
  const left = undone(record);
  return { planId, goal, status: record.status, ...(left && { undone: left }), requestedBy, createdAt };
}

function useOf(scope: BudgetScope, answer: unknown): BudgetUse {
  const [cost, calls] = Array.isArray(answer) ? answer : [];
  return { ...scope, cost: fromMilli(Number(cost ?? 0)), calls: Number(calls ?? 0) };
}
