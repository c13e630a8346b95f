import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGEST_ACTIONS } from '../../../../blocks/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { homeOf, homeText, openHome } from '../support/home.ts';

const { people, channels } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

/** Presses a button on the Home tab, and brings the tab up to date. */
async function press(userId: string, action: string): Promise<string> {
  await bot.sandbox.as(userId).click(homeOf(bot, userId), action);
  await expect.poll(() => bot.woken.has(`home.${userId}`)).toBe(true);
  await bot.deliverWoken();
  return homeText(homeOf(bot, userId));
}

describe('the digest on the Home tab', () => {
  it('of the channel is turned off and on again, and says by whom', async () => {
    await openHome(bot, people.seller);
    expect(await press(people.seller, DIGEST_ACTIONS.off)).toContain('The daily digest is off for');
    const off = await bot.digest.settings.channelOff(bot.teamId, channels.sales);
    expect(off?.by).toBe(people.seller);
    expect(await press(people.seller, DIGEST_ACTIONS.on)).toContain('The daily digest is on');
    expect(await bot.digest.settings.channelOff(bot.teamId, channels.sales)).toBeNull();
  });

  it('of the own lines says what is missing when the book knows no such owner', async () => {
    await openHome(bot, people.seller);
    await press(people.seller, DIGEST_ACTIONS.meOn);
    expect(await bot.digest.settings.subscribers(bot.teamId)).toEqual([]);
    expect(homeText(homeOf(bot, people.seller))).toContain('Sam Seller');
  });

  it('of the own lines ends', async () => {
    await bot.digest.settings.subscribe(bot.teamId, { userId: people.seller, owner: 'Sam Seller' });
    await openHome(bot, people.seller);
    expect(await press(people.seller, DIGEST_ACTIONS.meOff)).toContain('You get no digest by direct message');
    expect(await bot.digest.settings.subscribers(bot.teamId)).toEqual([]);
  });

  it('is drawn anew when a command changes it: the own lines for one, the channel for everybody', async () => {
    for (const userId of [people.seller, people.manager]) await openHome(bot, userId);
    const homes = () => [...bot.woken.keys()].filter((key) => key.startsWith('home.')).sort();
    await bot.sandbox.as(people.seller).command('/cugar', 'digest me off', { channel: channels.sales });
    expect(homes()).toEqual([`home.${people.seller}`]);
    await bot.sandbox.as(people.seller).command('/cugar', 'digest off', { channel: channels.sales });
    expect(homes()).toEqual([`home.${people.manager}`, `home.${people.seller}`].sort());
    await bot.deliverWoken();
    expect(homeText(homeOf(bot, people.manager))).toContain(`<@${people.seller}> turned it off`);
    await press(people.manager, DIGEST_ACTIONS.on);
    expect(homeText(homeOf(bot, people.seller))).toContain('It is on:');
  });

  it('is not for guests to change', async () => {
    await openHome(bot, people.guest);
    expect(await press(people.guest, DIGEST_ACTIONS.off)).toContain('Guests and people of other workspaces');
    expect(await bot.digest.settings.channelOff(bot.teamId, channels.sales)).toBeNull();
  });
});
