import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, type State } from '../../../../src/sandbox/page/browser/state/state.ts';
import {
  channelTimeline,
  threadTimeline,
  unreadCount,
} from '../../../../src/sandbox/page/browser/state/timeline.ts';
import { createMask } from '../../../../src/sandbox/page/mask.ts';
import { snapshotOf } from '../../../../src/sandbox/page/snapshot.ts';
import { follow } from '../../../../src/sandbox/page/updates.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { startTinyBot, type TinyBot } from '../../../integration/sandbox/tiny-bot.ts';

const { seller, approver, manager, stranger } = SAMPLE.people;
const { sales } = SAMPLE.channels;
const plain = (text: string) => ({ type: 'plain_text', text });
const view = (over: object = {}) => ({
  type: 'modal',
  title: plain('Form'),
  blocks: [{ type: 'divider' }],
  ...over,
});

describe('what somebody sees, kept up to date', () => {
  let bot: TinyBot;
  let state: State | null = null;
  let stop = () => {};
  beforeEach(async () => {
    bot = await startTinyBot();
    stop = follow(bot.sandbox, seller, (update) => {
      state = applyUpdate(state, update);
    });
  });
  afterEach(async () => {
    stop();
    state = null;
    await bot.close();
  });

  const post = async (args: object) => {
    const posted = await bot.api('chat.postMessage', { channel: sales, text: 'x', ...args });
    expect(posted).toMatchObject({ ok: true });
    return String(posted.ts);
  };
  const seen = (): State => {
    if (!state) throw new Error('no snapshot came');
    return state;
  };

  it('updates lead to what a fresh snapshot says', async () => {
    const ts = await post({ text: 'one' });
    await post({ text: 'reply', thread_ts: ts });
    await bot.api('chat.update', { channel: sales, ts, text: 'one, edited' });
    const gone = await post({ text: 'two' });
    await bot.api('chat.delete', { channel: sales, ts: gone });
    await bot.api('chat.postEphemeral', { channel: sales, user: seller, text: 'for you' });
    await bot.api('chat.postMessage', { channel: seller, text: 'direct' });
    await bot.api('views.publish', {
      user_id: seller,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
    bot.reply = async ({ payload }) => {
      await bot.api('views.open', { trigger_id: payload.trigger_id, view: view() });
      return { body: 'done' };
    };
    await bot.sandbox.as(seller).command('/cugar', 'x', { channel: sales });
    bot.reply = () => ({ status: 500 });
    await bot.sandbox.as(seller).command('/cugar', 'y', { channel: sales });
    const fresh = snapshotOf(bot.sandbox, seller);
    expect(seen().modal).not.toBeNull();
    expect(seen().messages.length).toBeGreaterThan(4);
    expect(seen().notices).toHaveLength(1);
    const sorted = (one: State) => ({
      ...one,
      messages: [...one.messages].sort((a, b) => Number(a.ts) - Number(b.ts)),
    });
    expect(sorted(seen())).toEqual(sorted(fresh));
    const open = bot.sandbox.as(seller).openView();
    if (open) await bot.sandbox.as(seller).closeView(open);
    expect(seen().modal).toBeNull();
  });

  it('nobody sees what is for others', async () => {
    await bot.api('chat.postEphemeral', { channel: sales, user: approver, text: 'for another' });
    await post({ channel: SAMPLE.channels.approvals, text: 'elsewhere' });
    await bot.api('views.publish', {
      user_id: manager,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
    expect(seen().messages).toEqual([]);
    expect(seen().home).toBeNull();
    expect(snapshotOf(bot.sandbox, stranger).channels.map(({ name }) => name)).toEqual(['partner-deals']);
  });

  it('a channel, its thread, its days and what is unread', async () => {
    const ts = await post({ text: 'root' });
    await post({ text: 'reply', thread_ts: ts });
    await post({ text: 'next' });
    bot.sandbox.as(seller).say('mine', { channel: sales });
    const items = channelTimeline(seen(), sales);
    expect(items.map(({ kind }) => kind)).toEqual(['day', 'message', 'message', 'message']);
    const messages = items.flatMap((item) => (item.kind === 'message' ? [item] : []));
    expect(messages.map(({ replies }) => replies.length)).toEqual([1, 0, 0]);
    expect(messages.map(({ isFollowUp }) => isFollowUp)).toEqual([false, true, false]);
    expect(threadTimeline(seen(), sales, ts)).toHaveLength(2);
    expect(threadTimeline(seen(), sales, 'gone')).toEqual([]);
    expect(unreadCount(seen(), sales, 0)).toBe(3);
    expect(unreadCount(seen(), sales, Number(ts) * 1_000)).toBe(2);
  });
});

describe('secrets in what is shown', () => {
  const mask = createMask(['xoxb-secret', '']);

  it('are left out wherever they stand', () => {
    const shown = mask({
      token: 'legacy',
      Authorization: 'Bearer xoxb-secret',
      'x-slack-signature': 'v0=0123456789abcdef',
      response_url: 'http://127.0.0.1:1/actions/T0/17/0123456789abcdef',
      deep: [{ trigger_id: '1.2.3', note: 'the xoxb-secret here', count: 3 }],
    });
    const text = JSON.stringify(shown);
    for (const secret of ['legacy', 'xoxb-secret', '456789abcdef', '1.2.3'])
      expect(text).not.toContain(secret);
    expect(shown).toMatchObject({ 'x-slack-signature': 'v0=0123••••••', deep: [{ count: 3 }] });
    expect(text).toContain('/actions/T0/17/••••••');
  });
});
