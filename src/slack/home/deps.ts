import type { WebClient } from '@slack/web-api';
import type { DigestState } from '../../../blocks/digest/answers.ts';
import type { Clock } from '../../core/clock.ts';
import type { PlanStore } from '../../core/plan-store.ts';
import type { HomeWakeups, SalesData } from '../../core/ports.ts';
import type { SourceReport } from '../../core/source-report.ts';
import type { BudgetLimits } from '../../engine/charges.ts';
import type { HomeStore } from '../../store/home-store.ts';
import type { RateLimits } from '../../store/rate-limits.ts';
import type { SlackLog } from '../log.ts';
import type { MayDecideDeps } from '../may-decide.ts';

/** What the Home tabs of one workspace are kept in step with. */
export interface HomeDeps extends MayDecideDeps {
  /** Must repeat nothing by itself: `createSlackClients().worker`. */
  readonly client: WebClient;
  readonly store: Pick<PlanStore, 'load' | 'list' | 'openRequests' | 'pendingApprovals' | 'budgetUse'>;
  readonly homes: HomeStore;
  readonly wakeups: HomeWakeups;
  readonly limits: RateLimits;
  readonly budgets: BudgetLimits;
  readonly data: Pick<SalesData, 'status'>;
  /** How each data vendor is used and does; left out: there are none here. */
  readonly sourceReports?: () => Promise<readonly SourceReport[]>;
  /** Left out: the tab has no part about the digest. */
  readonly digestState?: (userId: string) => Promise<DigestState>;
  readonly clock: Clock;
  readonly log: SlackLog;
}
