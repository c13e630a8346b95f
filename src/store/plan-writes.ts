import type { Redis } from 'ioredis';
import { DAY, SECOND } from '../core/clock.ts';
import type { PlanStore } from '../core/plan-store.ts';
import { argumentsOf, periodKeys, RETENTION_MS, scopeArgument } from './arguments.ts';
import { commonKeys, keysOf, TEAMS_KEY } from './keys.ts';
import { refusalOf } from './moves.ts';
import { pack } from './packing/pack.ts';
import { run, scripts } from './scripts.ts';

type Writes = Pick<PlanStore, 'create' | 'claim'>;

const REQUEST_TTL_SECONDS = DAY / SECOND;

/** How a plan comes into the store, and how it is taken up. */
export function createPlanWrites(redis: Redis): Writes {
  return {
    async create(plan, requestKey, scopes) {
      const { planId, teamId, requestedBy } = plan;
      const keys = keysOf(teamId);
      const args = {
        planId,
        channel: plan.channelId ?? '',
        requestedBy,
        scopes: scopes.map((scope) => scopeArgument(scope, scope.estimate)),
        requestTtlSeconds: REQUEST_TTL_SECONDS,
        retentionMs: RETENTION_MS,
        created: {
          command: plan.command,
          traceId: plan.traceId,
          profile: plan.profile,
          steps: plan.steps.length,
        },
        route: { planner: plan.planner.kind, registry: plan.planner.registryVersion, queue: 'plans' },
      };
      const more = [keys.request(requestKey), keys.plans, keys.plansOf(requestedBy)];
      const touched = [...commonKeys(teamId, planId), ...periodKeys(teamId, scopes), ...more];
      const team = redis.sadd(TEAMS_KEY, teamId);
      const stored = run(redis, scripts.create, touched, [...argumentsOf(args), pack(plan)]);
      const [, answer] = await Promise.all([team, stored]);
      const [kind, detail = ''] = answer as [string, string?];
      if (kind === 'duplicate') return { kind, planId: detail };
      if (kind === 'refused') return { kind, refusal: refusalOf(detail) };
      return { kind: 'created' };
    },

    claim: async (teamId, planId) =>
      Number(await run(redis, scripts.claim, commonKeys(teamId, planId), argumentsOf({ planId }))),
  };
}
