import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { Message } from '../../../src/sandbox/messages.ts';
import type { Harm, History } from '../history.ts';
import type { Told, Twins } from '../watch.ts';

/** A plan as `cugar plan show --json` prints it, as far as it is judged. */
export interface PlanDocument {
  readonly planId: string;
  readonly requestedBy: string;
  readonly status: string;
  readonly spent: { readonly cost: number; readonly calls: number };
  readonly budget: { readonly cost: number; readonly calls: number };
  readonly steps: readonly StepDocument[];
}

export interface StepDocument {
  readonly id: string;
  readonly status: string;
  readonly sideEffect: string;
  readonly cost: number;
  readonly approval?: {
    readonly state: string;
    readonly version: number;
    readonly decidedBy?: string;
    readonly openedAt: number;
    readonly expiresAt: number;
    readonly decidedAt?: number;
  };
}

/** All that can be seen from outside when everything has come to rest. */
export interface Evidence {
  readonly history: History;
  readonly harms: readonly Harm[];
  readonly told: readonly Told[];
  readonly twins: readonly Twins[];
  /** Plans that a message names. */
  readonly seenPlanIds: readonly string[];
  readonly messages: (planId: string) => readonly Message[];
  readonly audit: readonly AuditEntry[];
  readonly rawAudit: readonly (readonly string[])[];
  readonly plans: ReadonlyMap<string, PlanDocument>;
  readonly leftovers: Readonly<Record<string, number>>;
  /** How many times as long as alone things took, because others used the machine. */
  readonly stretch: number;
}

/** One broken promise, under its number of the list I1 to I10. */
export interface Violation {
  readonly invariant: `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`;
  readonly text: string;
}
