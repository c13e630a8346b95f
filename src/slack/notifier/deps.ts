import type { WebClient } from '@slack/web-api';
import type { PlanStore } from '../../core/plan-store.ts';
import type { SalesData } from '../../core/ports.ts';
import type { MessageStore } from '../../store/message-store.ts';
import type { RateLimits } from '../../store/rate-limits.ts';
import type { SlackLog } from '../log.ts';

/** What the messages in Slack are kept in step with. */
export interface SlackNotifierDeps {
  /** Must repeat nothing by itself: `createSlackClients().worker`. */
  readonly client: WebClient;
  readonly store: Pick<PlanStore, 'load'>;
  readonly messages: MessageStore;
  readonly limits: RateLimits;
  readonly data: Pick<SalesData, 'status'>;
  /** Where approval cards go; unset: the channel of the command. */
  readonly approvalsChannel: string | undefined;
  /** `SLACK_API_URL`, beside which files may go. */
  readonly apiUrl: string;
  readonly log: SlackLog;
}

/** All that a single call to Slack needs. */
export type SlackCallDeps = Pick<SlackNotifierDeps, 'client' | 'limits' | 'log'>;
