import type { PlanRecord } from '../../core/plan.ts';
import type { PlanStore } from '../../core/plan-store.ts';

export type PlanMatch =
  | { readonly kind: 'one'; readonly record: PlanRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly planIds: readonly string[] };

/** Shorter beginnings and endings of a plan id name no plan. */
const MIN_LENGTH = 4;
/** How many of the newest plans can be named by a part of their id. */
const REACH = 500;

/** The plan of this workspace with this id, or with an id that begins or ends so. */
export async function findPlan(
  store: Pick<PlanStore, 'load' | 'list'>,
  teamId: string,
  typed: string,
): Promise<PlanMatch> {
  const id = typed.toUpperCase();
  if (!/^[0-9A-Z]{4,26}$/.test(id) || id.length < MIN_LENGTH) return { kind: 'none' };
  const whole = id.length === 26 ? [id] : await partly(store, teamId, id);
  if (whole.length > 1) return { kind: 'many', planIds: whole };
  const record = whole[0] === undefined ? null : await store.load(teamId, whole[0]);
  return record ? { kind: 'one', record } : { kind: 'none' };
}

async function partly(store: Pick<PlanStore, 'list'>, teamId: string, part: string): Promise<string[]> {
  const known = await store.list(teamId, REACH);
  return known.map(({ planId }) => planId).filter((id) => id.startsWith(part) || id.endsWith(part));
}
