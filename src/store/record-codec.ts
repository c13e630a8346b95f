import { Approval, ApprovalPolicy } from '../core/approval.ts';
import { CugarError } from '../core/errors.ts';
import { Plan, type PlanRecord, PlanStatus, StepError, StepRecord } from '../core/plan.ts';
import { CheckResult, Proposal } from '../core/proposal.ts';

type Hash = Readonly<Record<string, string>>;

const MILLI = 1_000;
/** Budget units as the whole thousandths in which Redis counts them. */
export const toMilli = (units: number) => Math.round(units * MILLI);
export const fromMilli = (milli: number) => milli / MILLI;

const json = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
const count = (text: string | undefined) => Number(text ?? 0);
const optional = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value });

/** Reads the stored hash of a plan; a plan written by a version that this one cannot read is an error. */
export function decodeRecord(hash: Hash): PlanRecord {
  const spec = Plan.safeParse(json(hash.spec));
  if (!spec.success) {
    throw new CugarError(
      'SYSTEM_UNAVAILABLE',
      'A stored plan was written by a version that this one cannot read',
      {
        hint: 'Run the newest version of Cugar on every process.',
      },
    );
  }
  const plan = spec.data;
  return {
    plan,
    status: PlanStatus.parse(hash.status),
    revision: count(hash.revision),
    updatedAt: count(hash.updated),
    spent: { cost: fromMilli(count(hash['b:plan:cost'])), calls: count(hash['b:plan:calls']) },
    steps: Object.fromEntries(plan.steps.map((step) => [step.id, decodeStep(hash, step.id)])),
    ...optional('error', hash.error === undefined ? undefined : StepError.parse(json(hash.error))),
    ...optional('cancelledBy', hash.cancelled_by),
  };
}

function decodeStep(hash: Hash, id: string): StepRecord {
  const time = (field: string) => (hash[field] === undefined ? undefined : Number(hash[field]));
  return StepRecord.parse({
    status: hash[`status:${id}`] ?? 'pending',
    attempts: count(hash[`attempt:${id}`]),
    spent: fromMilli(count(hash[`spent:${id}`]) + count(hash[`reserved:${id}`])),
    ...optional('startedAt', time(`started:${id}`)),
    ...optional('endedAt', time(`ended:${id}`)),
    ...optional('input', json(hash[`input:${id}`])),
    ...optional('output', json(hash[`output:${id}`])),
    ...optional('error', json(hash[`error:${id}`])),
    ...optional('approval', decodeApproval(hash, id)),
  });
}

function decodeApproval(hash: Hash, id: string): Approval | undefined {
  const field = (name: string) => hash[`ap:${id}:${name}`];
  const state = hash[`ap:${id}`];
  if (state === undefined) return undefined;
  return Approval.parse({
    state,
    version: count(field('version')),
    hash: field('hash'),
    openedAt: count(field('opened')),
    expiresAt: count(field('expires')),
    policy: ApprovalPolicy.parse(json(field('policy'))),
    proposal: Proposal.parse(json(field('proposal'))),
    checks: CheckResult.array().parse(json(field('checks'))),
    votes: (field('votes') ?? '').split(',').filter(Boolean),
    ...optional('decidedBy', field('by')),
    ...optional('decidedAt', field('at') === undefined ? undefined : count(field('at'))),
    ...optional('reason', field('reason')),
    ...optional('editedBy', field('editor')),
  });
}
