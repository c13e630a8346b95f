import type { AuditTrail } from '../core/audit-trail.ts';
import type { HomeWakeups, SalesData } from '../core/ports.ts';
import type { SourceReport } from '../core/source-report.ts';
import type { Decisions } from '../engine/decisions.ts';
import type { EngineDeps } from '../engine/engine-deps.ts';
import type { PlannerConfig } from '../planner/planner-config.ts';
import type { HandledRequests } from '../store/handled-requests.ts';
import type { HomeStore } from '../store/home-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { ReplayGuard } from '../store/replay-guard.ts';
import type { SlackClients } from './clients.ts';
import type { DigestControls } from './digest/change.ts';
import type { SlackIdentity } from './identity.ts';
import type { SlackLog } from './log.ts';
import type { SocketTimes } from './socket/socket-receiver.ts';

/** How a command ended: a plan queued, answered at once, refused by input, policy or budget, or failed. */
export type CommandOutcome = 'queued' | 'answered' | 'refused' | 'failed';

/** What the metrics want to know. */
export interface SlackWebHooks {
  /** `command` is a subcommand that exists, or `unknown`; the time until it was acknowledged. */
  onCommand(command: string, outcome: CommandOutcome, seconds: number): void;
  /** A click that did not count, by the reason that the person was told. */
  onRefusal(reason: string): void;
}

export type SlackLink =
  | { readonly mode: 'http'; readonly signingSecret: string }
  | { readonly mode: 'socket'; readonly appToken: string; readonly times?: Partial<SocketTimes> };

export interface Ids {
  planId(): string;
  traceId(): string;
}

/** What the web side of Slack is made of. */
export interface SlackWebDeps
  extends Pick<EngineDeps, 'store' | 'events' | 'clock' | 'limits' | 'data' | 'knowledge' | 'playbook'> {
  /** How each data vendor is used and does; left out: there are none here. */
  readonly sourceReports?: () => Promise<readonly SourceReport[]>;
  /** What commands look accounts up in, where that is more than `data`. */
  readonly lookup?: SalesData;
  readonly wakeups: EngineDeps['wakeups'] & HomeWakeups;
  /** Who the token belongs to, where that was asked already; else it is asked at the start. */
  readonly identity?: SlackIdentity;
  /** How Slack's requests come in: signed, over HTTP, or over Socket Mode. */
  readonly link: SlackLink;
  readonly clients: SlackClients;
  readonly decisions: Decisions;
  readonly messages: MessageStore;
  readonly audit: AuditTrail;
  readonly homes: HomeStore;
  readonly replayGuard: ReplayGuard;
  readonly handled: HandledRequests;
  readonly planner: PlannerConfig;
  /** Slack user and user-group ids that may cancel any plan. */
  readonly approvers: readonly string[];
  /** Left out: there is no digest here. */
  readonly digest?: DigestControls;
  readonly ids: Ids;
  readonly log: SlackLog;
  readonly hooks: SlackWebHooks;
}
