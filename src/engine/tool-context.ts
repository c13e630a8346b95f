import { recordsOf } from '../core/audit-trail.ts';
import type { CrmPlaces } from '../core/crm.ts';
import { asCugarError, CugarError } from '../core/errors.ts';
import type { ModelMeter } from '../core/model-meter.ts';
import type { PlanRecord, StepSpec } from '../core/plan.ts';
import { resolveReferences } from '../core/reference.ts';
import type { Tool, ToolContext } from '../core/tool.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Hand } from './hand.ts';

export function toolOf(deps: EngineDeps, name: string): Tool {
  const tool = deps.tools.get(name);
  if (!tool) throw new CugarError('AGENT_CONTRACT', `This version has no tool "${name}"`);
  return tool;
}

/** The step's input with what earlier steps gave in place of references; undefined after skipping a step that lacks one. */
export function inputOrSkip(hand: Hand, step: StepSpec): unknown {
  const outputs = Object.entries(hand.record.steps).flatMap(([id, { status, output }]) =>
    status === 'succeeded' ? [[id, output] as const] : [],
  );
  try {
    return resolveReferences(step.input, new Map(outputs));
  } catch (thrown) {
    const { code, message } = asCugarError(thrown);
    hand.leave(hand.skip([step.id], { code, message }));
    return undefined;
  }
}

/** A proposal in the making can look at CRMs, and has no way to write to them. */
function placesOf({ place, ownerChanges }: CrmPlaces): CrmPlaces {
  return { place, ownerChanges };
}

/** For work that no model takes part in. */
const UNMETERED: ModelMeter = { add: () => undefined };

export async function toolContext(
  deps: EngineDeps,
  record: PlanRecord,
  step: StepSpec,
  { signal, meter = UNMETERED }: { readonly signal: AbortSignal; readonly meter?: ModelMeter },
): Promise<ToolContext> {
  const { plan } = record;
  const senderName = step.sideEffect === 'read-only' ? undefined : await deps.requesters.name(plan);
  return {
    planId: plan.planId,
    stepId: step.id,
    traceId: plan.traceId,
    now: deps.clock.now(),
    data: deps.data,
    knowledge: deps.knowledge,
    icp: (await deps.data.icp()) ?? deps.icp,
    playbook: deps.playbook,
    ...(deps.history && { history: deps.history }),
    ...(deps.audit && { records: recordsOf(deps.store, deps.audit, plan.teamId) }),
    ...(deps.touches && { touches: deps.touches.in(plan.teamId) }),
    ...(step.sideEffect !== 'read-only' && deps.crm && { crmPlaces: placesOf(deps.crm) }),
    ...(senderName !== undefined && { senderName }),
    ...(deps.planMaker && { planMaker: deps.planMaker(meter) }),
    ...(step.modelCost !== undefined && deps.drafter && { drafter: deps.drafter(meter) }),
    signal,
  };
}
