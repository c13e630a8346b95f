import { expect } from 'vitest';
import type { View } from '../../../../src/sandbox/views.ts';
import type { Bot } from './bot.ts';

/** The person's Home tab as Slack has it now. */
export function homeOf(bot: Bot, userId: string): View {
  const view = bot.sandbox.as(userId).home();
  if (!view) throw new Error('no Home tab was published');
  return view;
}

/** Opens the Home tab and brings it, and whatever else was woken, up to date. */
export async function openHome(bot: Bot, userId: string): Promise<View> {
  await bot.sandbox.as(userId).openHome();
  await expect.poll(() => bot.woken.has(`home.${userId}`)).toBe(true);
  await bot.deliverWoken();
  return homeOf(bot, userId);
}

/** All that can be read on it. */
export function homeText(view: View): string {
  const texts: string[] = [];
  JSON.stringify(view.content.blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}
