import type { Approval } from '../core/approval.ts';
import { CugarError } from '../core/errors.ts';
import {
  hasEnded,
  Plan,
  type PlanRecord,
  PlanStatus,
  StepError,
  StepRecord,
  type StepSpec,
  type StepStatus,
} from '../core/plan.ts';
import { PLANNING_TOOL, PlanningOutput, withPlanned } from '../core/planning.ts';
import { resolveReferences } from '../core/reference.ts';
import { deeplyFrozen, unpackOnce } from './packing/unpack-once.ts';

type State = Readonly<Record<string, string>>;
type Data = Readonly<Record<string, Buffer>>;
type Unchecked<T> = { readonly [K in keyof T]: unknown };

const MILLI = 1_000;
/** Budget units as the whole thousandths in which Redis counts them. */
export const toMilli = (units: number) => Math.round(units * MILLI);
export const fromMilli = (milli: number) => milli / MILLI;

const count = (text: string | undefined) => Number(text ?? 0);
const optional = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value });

/** Reads both halves of a stored plan; one written by a version that this one cannot read is an error. */
export function decodeRecord(state: State, data: Data): PlanRecord {
  const spec = decodePlan(data.spec);
  const plan = planOf(spec, state, data);
  const status = PlanStatus.parse(state.status);
  // A plan that ended while it was planned never named its later steps to the script that ended it.
  const untouched = hasEnded(status) && plan !== spec ? 'skipped' : 'pending';
  const records = plan.steps.map((step) => [step.id, decodeStep(state, data, step, untouched)] as const);
  const outputs = new Map(
    records.flatMap(([id, { status, output }]) => (status === 'succeeded' ? [[id, output]] : [])),
  );
  return {
    plan,
    status,
    revision: count(state.revision),
    updatedAt: count(state.updated),
    spent: { cost: fromMilli(count(state['b:plan:cost'])), calls: count(state['b:plan:calls']) },
    steps: Object.fromEntries(
      records.map(([id, record], index) => [id, withInput(record, plan.steps[index]?.input, outputs)]),
    ),
    ...optional('error', data.error && StepError.parse(unpackOnce(data.error))),
    ...optional('cancelledBy', state.cancelled_by),
  };
}

/** Plans by what they were unpacked to, which is the same object for the same plan. */
const plans = new WeakMap<object, Plan>();

function decodePlan(packed: Buffer | undefined): Plan {
  const stored = packed && unpackOnce(packed);
  const isObject = typeof stored === 'object' && stored !== null;
  const known = isObject ? plans.get(stored) : undefined;
  if (known) return known;
  const parsed = Plan.safeParse(stored);
  if (parsed.success) {
    const plan = deeplyFrozen(parsed.data);
    if (isObject) plans.set(stored, plan);
    return plan;
  }
  throw unreadable();
}

function unreadable(): CugarError {
  return new CugarError(
    'SYSTEM_UNAVAILABLE',
    'A stored plan was written by a version that this one cannot read',
    { hint: 'Run the newest version of Cugar on every process.' },
  );
}

/** Plans with their planned steps, by the answer that holds those. */
const planned = new WeakMap<object, Plan>();

function planOf(spec: Plan, state: State, data: Data): Plan {
  const planning = spec.steps.find(({ tool }) => tool === PLANNING_TOOL);
  const packed = planning && data[`output:${planning.id}`];
  if (!packed || state[`status:${planning.id}`] !== 'succeeded') return spec;
  const output = unpackOnce(packed);
  const isObject = typeof output === 'object' && output !== null;
  const known = isObject ? planned.get(output) : undefined;
  // Two plans may have been given the very same answer.
  if (known?.planId === spec.planId) return known;
  const parsed = PlanningOutput.safeParse(output);
  if (!parsed.success) throw unreadable();
  const whole = deeplyFrozen(withPlanned(spec, parsed.data));
  if (isObject) planned.set(output, whole);
  return whole;
}

function decodeStep(state: State, data: Data, step: StepSpec, untouched: StepStatus): StepRecord {
  const { id } = step;
  const time = (field: string) => (state[field] === undefined ? undefined : Number(state[field]));
  const output = data[`output:${id}`];
  const error = data[`error:${id}`];
  return StepRecord.parse({
    status: state[`status:${id}`] ?? untouched,
    attempts: count(state[`attempt:${id}`]),
    spent: fromMilli(count(state[`spent:${id}`]) + count(state[`reserved:${id}`])),
    ...optional('startedAt', time(`started:${id}`)),
    ...optional('endedAt', time(`ended:${id}`)),
    ...optional('output', output && unpackOnce(output)),
    ...optional('error', error && unpackOnce(error)),
    ...optional('approval', storedApproval(state, data, step)),
  });
}

/** What an attempted step was given; it follows from the plan and from what other steps gave, which never changes. */
function withInput(
  record: StepRecord,
  input: StepSpec['input'] | undefined,
  outputs: ReadonlyMap<string, unknown>,
): StepRecord {
  return record.attempts > 0 ? { ...record, input: resolveReferences(input, outputs) } : record;
}

/** Not checked yet: the step's own schema does that. */
function storedApproval(state: State, data: Data, step: StepSpec): Unchecked<Approval> | undefined {
  const field = (name: string) => state[`ap:${step.id}:${name}`];
  const packed = data[`proposal:${step.id}`];
  const decision = state[`ap:${step.id}`];
  if (decision === undefined || !packed) return undefined;
  return {
    ...(unpackOnce(packed) as Pick<Unchecked<Approval>, 'proposal' | 'checks'>),
    state: decision,
    version: count(field('version')),
    hash: field('hash'),
    openedAt: count(field('opened')),
    expiresAt: count(field('expires')),
    policy: step.approval,
    votes: (field('votes') ?? '').split(',').filter(Boolean),
    ...optional('decidedBy', field('by')),
    ...optional('decidedAt', field('at') === undefined ? undefined : count(field('at'))),
    ...optional('reason', data[`reason:${step.id}`]?.toString('utf8')),
    ...optional('editedBy', field('editor')),
  };
}
