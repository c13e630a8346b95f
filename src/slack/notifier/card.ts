import {
  approvalCard,
  approvalPlaceholder,
  handover,
  handoverPlaceholder,
  planCard,
} from '../../../blocks/index.ts';
import type { LongMessage, Message } from '../../../blocks/layout/message.ts';
import type { DataMode } from '../../core/data-mode.ts';
import type { PlanRecord } from '../../core/plan.ts';
import type { MessageKey } from '../../core/ports.ts';

export type Target =
  | { readonly kind: 'channel'; readonly channel: string; readonly threadTs?: string }
  | { readonly kind: 'direct'; readonly userId: string };

/** What a message should look like now, and where it belongs, the best place first. */
export interface Card {
  /** Posted first, so that a post whose outcome is unknown can never leave a second card with buttons. */
  readonly placeholder: Message | null;
  readonly message: LongMessage;
  readonly targets: readonly Target[];
}

interface CardOptions {
  readonly dataMode: DataMode;
  readonly approvalsChannel: string | undefined;
  /** Why the handover of the same step was given up. */
  readonly undelivered?: string | undefined;
}

/** Null when there is nothing to show. */
export function cardFor(key: MessageKey, record: PlanRecord, options: CardOptions): Card | null {
  const { channelId, requestedBy, threadTs } = record.plan;
  if (channelId === null) return null;
  const { dataMode, approvalsChannel, undelivered } = options;
  const home: Target[] = [
    ...(threadTs === undefined ? [] : [{ kind: 'channel', channel: channelId, threadTs } as const]),
    { kind: 'channel', channel: channelId },
    { kind: 'direct', userId: requestedBy },
  ];
  if (key.kind === 'plan') {
    return { placeholder: null, message: { ...planCard(record, { dataMode }), overflow: [] }, targets: home };
  }
  if (!record.steps[key.stepId]?.approval) return null;
  if (key.kind === 'handover') {
    return {
      placeholder: handoverPlaceholder(record, key.stepId, { dataMode }),
      message: handover(record, key.stepId, { dataMode }),
      targets: [{ kind: 'direct', userId: requestedBy }],
    };
  }
  const desk: Target[] =
    approvalsChannel === undefined || approvalsChannel === channelId
      ? []
      : [{ kind: 'channel', channel: approvalsChannel }];
  return {
    placeholder: approvalPlaceholder(record, key.stepId, { dataMode }),
    message: approvalCard(record, key.stepId, {
      dataMode,
      ...(undelivered !== undefined && { undelivered }),
    }),
    targets: [...desk, ...home],
  };
}

/** The thread that a message in this channel is part of; undefined where it begins its own. */
export function threadOf({ targets }: Card, channel: string): string | undefined {
  const [best] = targets;
  return best?.kind === 'channel' && best.channel === channel ? best.threadTs : undefined;
}

/** Whether the message stands where it belongs; a direct message that was asked for does. */
export function isAtHome({ targets: [best] }: Card, channel: string): boolean {
  return best === undefined || best.kind === 'direct' || best.channel === channel;
}
