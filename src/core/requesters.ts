import type { Plan } from './plan.ts';

/** The people who ask for plans. */
export interface Requesters {
  /** The name to put under a message of this person; undefined when it cannot be found out. */
  name(plan: Pick<Plan, 'requestedBy' | 'planId'>): Promise<string | undefined>;
  /** True only where it is known: a guest may ask, and never decide. */
  isGuest(plan: Pick<Plan, 'requestedBy' | 'planId'>): Promise<boolean>;
}
