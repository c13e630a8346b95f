import type { Redis } from 'ioredis';
import { type BudgetRefusal, type BudgetUse, WARN_AT } from '../core/budget.ts';
import { DAY, SECOND } from '../core/clock.ts';
import type { Plan, StepError } from '../core/plan.ts';
import type { Applied, PlanStore, StepOutcome } from '../core/plan-store.ts';
import { argumentsOf, periodKeys, RETENTION_MS, scopeArgument, scopeArguments } from './arguments.ts';
import { commonKeys, keysOf, TEAMS_KEY } from './keys.ts';
import { pack } from './packing/pack.ts';
import { fromMilli, toMilli } from './record-codec.ts';
import { run, type Script, scripts } from './scripts.ts';

type Writes = Pick<PlanStore, 'create' | 'claim' | 'begin' | 'finish' | 'skip' | 'settle' | 'cancel'>;

const REQUEST_TTL_SECONDS = DAY / SECOND;

/** The changes to a plan and its steps, each one script. */
export function createPlanWrites(redis: Redis): Writes {
  const onPlan = (script: Script, { teamId, planId }: Target, { args = {}, keys = [], packed = [] }: Call) =>
    run(
      redis,
      script,
      [...commonKeys(teamId, planId), ...keys],
      [...argumentsOf({ planId, ...args }), ...packed],
    );
  const applied = async (...call: Parameters<typeof onPlan>) => (await onPlan(...call)) as Applied;
  const end = (plan: Plan, args: object, error?: StepError) =>
    applied(scripts.end, plan, {
      args: { steps: plan.steps.map(({ id }) => id), retentionMs: RETENTION_MS, ...args },
      packed: [packOrNone(error)],
    });

  return {
    async create(plan, requestKey, scopes) {
      const keys = keysOf(plan.teamId);
      const team = redis.sadd(TEAMS_KEY, plan.teamId);
      const stored = onPlan(scripts.create, plan, {
        args: {
          channel: plan.channelId ?? '',
          requestedBy: plan.requestedBy,
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
        },
        keys: [
          ...periodKeys(plan.teamId, scopes),
          keys.request(requestKey),
          keys.plans,
          keys.plansOf(plan.requestedBy),
        ],
        packed: [pack(plan)],
      }) as Promise<[string, string?]>;
      const [, [kind, detail = '']] = await Promise.all([team, stored]);
      if (kind === 'duplicate') return { kind, planId: detail };
      if (kind === 'refused') return { kind, refusal: refusalOf(detail) };
      return { kind: 'created' };
    },

    claim: async (teamId, planId) => Number(await onPlan(scripts.claim, { teamId, planId }, {})),

    async begin(step) {
      const { scopes, cost } = step.charge;
      const answer = await onPlan(scripts.begin, step, {
        args: {
          stepId: step.stepId,
          tool: step.tool,
          phase: step.phase,
          cost: toMilli(cost),
          scopes: scopeArguments(step.charge),
          warnAt: WARN_AT,
          maxAttempts: step.maxAttempts,
          repeatable: step.repeatable,
        },
        keys: periodKeys(step.teamId, scopes),
      });
      return beginResult(answer as [string, (string | number)?, string?]);
    },

    finish: (outcome) => applied(scripts.finish, outcome, finishCall(outcome)),

    skip: (teamId, planId, stepIds, error) =>
      applied(
        scripts.skip,
        { teamId, planId },
        {
          args: { stepIds, data: JSON.stringify({ code: error.code }) },
          packed: [pack(error)],
        },
      ),

    settle: (plan, status, error) => end(plan, { status, by: 'system', event: 'plan_ended' }, error),

    cancel: (plan, by) => end(plan, { status: 'cancelled', by, event: 'plan_cancelled' }),
  };
}

interface Target {
  readonly teamId: string;
  readonly planId: string;
}

interface Call {
  readonly args?: object;
  /** Keys behind the common ones. */
  readonly keys?: readonly string[];
  readonly packed?: readonly (Buffer | '')[];
}

const packOrNone = (value: unknown): Buffer | '' => (value === undefined ? '' : pack(value));

function finishCall({ teamId, stepId, tool, attempt, result, unused, route }: StepOutcome): Call {
  const release = result.status === 'pending' ? result.release : undefined;
  const back = release ?? unused;
  const error = 'error' in result ? result.error : undefined;
  const output = result.status === 'succeeded' ? (result.output ?? null) : undefined;
  const event =
    result.status === 'succeeded' ? 'tool_call_complete' : release ? 'step_released' : 'tool_call_error';
  return {
    args: {
      stepId,
      attempt,
      status: result.status,
      charge: !release,
      scopes: back ? scopeArguments(back) : [],
      unused: toMilli(release ? 0 : (unused?.cost ?? 0)),
      event,
      data: JSON.stringify({ tool, attempt, status: result.status, ...(error && { code: error.code }) }),
      handOver: result.status === 'succeeded' && result.handOver,
      ...(route && { route }),
    },
    keys: periodKeys(teamId, back?.scopes ?? []),
    packed: [packOrNone(output), packOrNone(error)],
  };
}

function beginResult([kind, first, second]: [string, (string | number)?, string?]): Awaited<
  ReturnType<PlanStore['begin']>
> {
  switch (kind) {
    case 'go':
      return {
        kind,
        attempt: Number(first),
        warnings: (JSON.parse(second ?? '[]') as BudgetUse[]).map(inUnits),
      };
    case 'over_budget':
      return { kind, refusal: refusalOf(String(first)) };
    case 'uncertain':
      return { kind, attempt: Number(first) };
    case 'crashing':
      return { kind, attempts: Number(first) };
    default:
      return { kind: 'gone' };
  }
}

const inUnits = <T extends BudgetUse>(use: T): T => ({
  ...use,
  cost: fromMilli(use.cost),
  costLimit: fromMilli(use.costLimit),
});

function refusalOf(text: string): BudgetRefusal {
  const refusal = inUnits(JSON.parse(text) as BudgetRefusal);
  return { ...refusal, wantedCost: fromMilli(refusal.wantedCost) };
}
