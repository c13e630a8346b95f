import { z } from 'zod';

/** A click on a button as Slack sends it; what else it sends is not used. */
const ClickPayload = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().default(''),
  container: z
    .object({
      type: z.string().optional(),
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
    })
    .default({}),
  view: z.object({ type: z.string() }).optional(),
  channel: z.object({ id: z.string() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});

export interface Click {
  readonly userId: string;
  /** The clicker's own workspace, not the one of the channel. */
  readonly userTeamId: string | undefined;
  readonly triggerId: string;
  readonly actionId: string;
  readonly value: string;
  readonly container: { readonly channel: string; readonly ts: string } | undefined;
  readonly channelId: string | undefined;
  /** On the Home tab, which only its own person sees: it has no channel and no response URL. */
  readonly isHome: boolean;
}

/** Null for a payload that no button of ours can have caused. */
export function parseClick(body: unknown): Click | null {
  const parsed = ClickPayload.safeParse(body);
  const action = parsed.data?.actions[0];
  if (!parsed.success || !action) return null;
  const { user, trigger_id: triggerId, container, channel, view } = parsed.data;
  const { channel_id: channelId = channel?.id, message_ts: ts } = container;
  return {
    userId: user.id,
    userTeamId: user.team_id,
    triggerId,
    actionId: action.action_id,
    value: action.value ?? '',
    container: channelId !== undefined && ts !== undefined ? { channel: channelId, ts } : undefined,
    channelId,
    isHome: container.type === 'view' && view?.type === 'home',
  };
}
