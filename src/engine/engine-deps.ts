import type { AuditTrail } from '../core/audit-trail.ts';
import type { BookWriter } from '../core/book-writer.ts';
import type { Clock } from '../core/clock.ts';
import type { Crm } from '../core/crm.ts';
import type { Drafter } from '../core/drafter.ts';
import type { Icp } from '../core/icp.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { DealHistory } from '../core/learning.ts';
import type { ModelMeter } from '../core/model-meter.ts';
import type { PlanStore } from '../core/plan-store.ts';
import type { PlanMaker } from '../core/planning.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Events, SalesData, Wakeups } from '../core/ports.ts';
import type { Requesters } from '../core/requesters.ts';
import type { Tool } from '../core/tool.ts';
import type { TouchLog } from '../core/touches.ts';
import type { BudgetLimits } from './charges.ts';

/** What the engine is made of. */
export interface EngineDeps {
  readonly store: PlanStore;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly data: SalesData;
  readonly knowledge: Knowledge;
  /** For approved changes of the book of business; absent: it cannot be written to. */
  readonly bookWriter?: BookWriter;
  /** For what approvals write to CRMs; absent where the profile allows none of it. */
  readonly crm?: Crm;
  readonly events: Events;
  readonly wakeups: Wakeups;
  readonly clock: Clock;
  /** The profile's ICP, used where the data brings none of its own. */
  readonly icp: Icp;
  readonly playbook: Playbook;
  /** What the own closed deals teach; absent where nothing learns. */
  readonly history?: DealHistory;
  readonly touches?: TouchLog;
  /** For tools that answer about the past. */
  readonly audit?: AuditTrail;
  readonly limits: BudgetLimits;
  /** Makes plans for goals in plain words. */
  readonly planMaker?: (meter: ModelMeter) => PlanMaker;
  /** Writes texts by a model; absent where none is configured. */
  readonly drafter?: (meter: ModelMeter) => Drafter;
  readonly requesters: Requesters;
  /** Waits before a repeated attempt; milliseconds. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How a worker tells the engine to let go: at the next boundary between steps, or at once. */
export interface Interruption {
  readonly stopping: () => boolean;
  readonly abort: AbortSignal;
}
