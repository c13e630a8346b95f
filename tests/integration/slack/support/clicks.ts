import { APPROVE_ACTION } from '../../../../blocks/index.ts';
import type { Message } from '../../../../src/sandbox/messages.ts';
import type { View } from '../../../../src/sandbox/views.ts';
import type { Bot } from './bot.ts';

export const click = (bot: Bot, userId: string, card: Message, action: string) =>
  bot.sandbox.as(userId).click(card, action);

/** Clicks what opens a form, and waits for the form. */
export async function openForm(bot: Bot, userId: string, card: Message, action: string): Promise<View> {
  const afterSeq = bot.sandbox.transcript.entries.length;
  await click(bot, userId, card, action);
  const isOpened = (entry: { kind: string; userId?: string }) =>
    entry.kind === 'view_opened' && entry.userId === userId;
  await bot.sandbox.transcript.waitFor((entry) => isOpened(entry as never), { afterSeq });
  const view = bot.sandbox.as(userId).openView();
  if (!view) throw new Error('the form is closed again');
  return view;
}

/** A correctly signed click of somebody who cannot sit at Slack's own client. */
export async function forgeClick(bot: Bot, userId: string, card: Message, value?: string) {
  const buttons = card.blocks.flatMap((block) => (Array.isArray(block.elements) ? block.elements : []));
  const button = buttons.find((element) => element.action_id === APPROVE_ACTION);
  const payload = {
    type: 'block_actions',
    user: { id: userId, team_id: bot.teamId },
    team: { id: bot.teamId, domain: 'sandbox' },
    api_app_id: bot.sandbox.world.app.appId,
    trigger_id: 'none',
    container: { type: 'message', channel_id: card.channelId, message_ts: card.ts },
    channel: { id: card.channelId },
    actions: [{ type: 'button', action_id: APPROVE_ACTION, value: value ?? button?.value }],
  };
  return bot.sandbox.raw.post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}
