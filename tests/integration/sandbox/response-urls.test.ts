import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createFakeClock } from '../../unit/sandbox/fake-clock.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const { people, channels } = SAMPLE;
const blocks = [
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
  },
];

describe('response URLs over HTTP', () => {
  const clock = createFakeClock();
  let bot: TinyBot;
  beforeEach(async () => {
    bot = await startTinyBot({ clock });
  });
  afterEach(() => bot.close());

  const lastUrl = () => String(bot.heard.at(-1)?.payload.response_url);
  const respond = async (payload: unknown, url = lastUrl()) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return [answer.status, await answer.text()];
  };
  const texts = (channel: string) => bot.sandbox.messages(channel).map(({ text }) => text);
  const OK = [200, '{"ok":true}'];

  async function click() {
    await bot.api('chat.postMessage', { channel: channels.sales, text: 'card', blocks });
    const card = await bot.sandbox.waitForMessage(({ text }) => text === 'card');
    await bot.sandbox.as(people.seller).click(card, 'Go');
  }

  it("a command's answers are private unless told otherwise, also where the bot is no member", async () => {
    await bot.sandbox.as(people.seller).command('/cugar', 'x', { channel: '#random' });
    expect(await respond({ text: 'private' })).toEqual(OK);
    expect(await respond({ text: 'public', response_type: 'in_channel' })).toEqual(OK);
    expect(bot.sandbox.messages('#random')).toMatchObject([
      { text: 'private', ephemeralTo: people.seller },
      { text: 'public' },
    ]);
    expect(bot.sandbox.messages('#random')[1]?.ephemeralTo).toBeUndefined();
  });

  it('replaces and deletes what the command had answered', async () => {
    await bot.sandbox.as(people.seller).command('/cugar', 'x', { channel: '#sales' });
    await respond({ text: 'one' });
    await respond({ text: 'two', replace_original: true });
    expect(texts('#sales')).toEqual(['two']);
    await respond({ delete_original: true });
    expect(texts('#sales')).toEqual([]);
  });

  it('replaces the clicked message; told not to, it answers privately', async () => {
    await click();
    await respond({ text: 'aside', replace_original: false });
    expect(texts('#sales')).toEqual(['card', 'aside']);
    await respond({ text: 'done', replace_original: true });
    expect(bot.sandbox.messages('#sales')).toMatchObject([
      { text: 'done', blocks: [] },
      { text: 'aside', ephemeralTo: people.seller },
    ]);
  });

  it('five uses, thirty minutes, no guessing', async () => {
    await bot.sandbox.as(people.seller).command('/cugar', 'x', { channel: '#sales' });
    for (let use = 1; use <= 5; use += 1) expect(await respond({ text: `${use}` })).toEqual(OK);
    expect(await respond({ text: '6' })).toEqual([404, 'used_url']);
    await bot.sandbox.as(people.seller).command('/cugar', 'x', { channel: '#sales' });
    clock.advance(30 * 60_000 + 1);
    expect(await respond({ text: 'late' })).toEqual([404, 'expired_url']);
    expect(await respond({ text: 'x' }, `${new URL(lastUrl()).origin}/commands/T1/1/guess`)).toEqual([
      404,
      'unknown_url',
    ]);
    expect(texts('#sales')).toEqual(['1', '2', '3', '4', '5']);
  });

  it('refuses what is no message', async () => {
    await bot.sandbox.as(people.seller).command('/cugar', 'x', { channel: '#sales' });
    expect(await respond({})).toEqual([500, 'no_text']);
    expect(await respond('x')).toEqual([400, 'invalid_payload']);
    expect(await respond({ blocks: [{ type: 'sparkle' }] })).toEqual([400, 'invalid_blocks']);
  });
});
