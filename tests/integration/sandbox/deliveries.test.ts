import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const { people, channels } = SAMPLE;

describe('what the app hears, and what people see when it fails', () => {
  let bot: TinyBot;
  beforeAll(async () => {
    bot = await startTinyBot();
  });
  afterEach(() => {
    bot.reply = () => ({});
    bot.heard.length = 0;
  });
  afterAll(() => bot.close());

  const seller = () => bot.sandbox.as(people.seller);
  const lastNotice = () => bot.sandbox.transcript.entries.findLast((entry) => entry.kind === 'notice');

  it("a form without charset, with Slack's escapes", async () => {
    await seller().command('/cugar', 'ask @sample.approver about #approvals & <this>', { channel: '#sales' });
    expect(bot.heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(bot.heard[0]?.payload).toMatchObject({
      command: '/cugar',
      text: `ask <@${people.approver}|sample.approver> about <#${channels.approvals}|approvals> & <this>`,
      channel_id: channels.sales,
      channel_name: 'sales',
      user_id: people.seller,
      is_enterprise_install: 'false',
    });
  });

  it('direct and private conversations have their own names', async () => {
    await seller().command('/cugar', 'help');
    await seller().command('/cugar', 'help', { channel: channels.private });
    expect(bot.heard.map(({ payload }) => payload.channel_name)).toEqual(['directmessage', 'privategroup']);
  });

  it.each([
    ['in_channel', undefined],
    ['ephemeral', people.seller],
  ])('an answer as %s is shown to the right people', async (response_type, ephemeralTo) => {
    bot.reply = () => ({ body: { response_type, text: 'answer' } });
    const { answer } = await seller().command('/cugar', 'help', { channel: '#sales' });
    expect(answer?.ephemeralTo).toBe(ephemeralTo);
  });

  it.each([
    ['an error', { status: 500 }, 'dispatch_failed', /dispatch_failed/],
    [
      'an answer that Slack cannot show',
      { body: { blocks: [{ type: 'sparkle' }] } },
      'invalid_ack',
      /invalid_command_response/,
    ],
  ] as const)('%s to a command', async (_name, reply, failure, words) => {
    bot.reply = () => reply;
    const outcome = await seller().command('/cugar', 'help', { channel: '#sales' });
    expect(outcome.failure).toBe(failure);
    expect(lastNotice()).toMatchObject({ userId: people.seller, text: expect.stringMatching(words) });
  });

  it('no answer in time to a command', async () => {
    const silent = await startTinyBot({ ackDeadlineMs: 50 });
    silent.reply = () => null;
    const outcome = await silent.sandbox.as(people.seller).command('/cugar', 'help', { channel: '#sales' });
    expect(outcome.failure).toBe('operation_timeout');
    expect(silent.sandbox.transcript.entries.findLast((entry) => entry.kind === 'notice')).toMatchObject({
      userId: people.seller,
      text: expect.stringMatching(/did not respond/),
    });
    await silent.close();
  });

  it('an app that is not there at all', async () => {
    const gone = await startTinyBot();
    gone.sandbox.connect('http://127.0.0.1:1/');
    expect(await gone.sandbox.as(people.seller).command('/cugar', 'x')).toMatchObject({
      status: null,
      failure: 'dispatch_failed',
    });
    await gone.close();
  });

  it('a failing click shows a notice, too', async () => {
    const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
    await bot.api('chat.postMessage', {
      channel: channels.sales,
      text: 'card',
      blocks: [{ type: 'actions', elements: [button] }],
    });
    const card = await bot.sandbox.waitForMessage(({ text }) => text === 'card');
    bot.reply = () => ({ status: 503 });
    expect(await seller().click(card, 'Go')).toMatchObject({ status: 503, failure: 'dispatch_failed' });
    expect(lastNotice()).toMatchObject({
      channelId: channels.sales,
      text: expect.stringContaining('Status Code 503'),
    });
  });

  it('a duplicated delivery is the same request twice', async () => {
    const handle = bot.sandbox.faults.duplicate('command');
    await seller().command('/cugar', 'twice', { channel: '#sales' });
    await bot.sandbox.transcript.waitFor(() => bot.heard.length === 2);
    expect(bot.heard[1]?.body).toBe(bot.heard[0]?.body);
    expect(bot.heard[1]?.headers['x-slack-signature']).toBe(bot.heard[0]?.headers['x-slack-signature']);
    expect(handle.hits).toBe(1);
  });

  it('an event is sent three more times until it is taken', async () => {
    let failures = 2;
    bot.reply = () => (failures-- > 0 ? { status: 500 } : {});
    const { attempts, eventId } = await seller().mention('help', { channel: '#sales' });
    expect(attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(
      bot.heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    expect(new Set(bot.heard.map(({ payload }) => payload.event_id))).toEqual(new Set([eventId]));
  });

  it('gives up after three retries, or when it is told to', async () => {
    bot.reply = () => ({ status: 500 });
    expect((await seller().openHome()).attempts).toHaveLength(4);
    bot.reply = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    expect((await seller().openHome()).attempts).toHaveLength(1);
  });

  it('sends no event that the app did not subscribe to', async () => {
    expect((await bot.sandbox.events.send({ type: 'message' })).attempts).toEqual([]);
    expect(bot.heard).toEqual([]);
  });

  it.each([
    ['the deactivated', people.deactivated, 'cannot act'],
    ['bots', people.otherBot, 'cannot act'],
    ['nobody', 'U0NOBODY00', 'nobody here'],
  ])('%s cannot do anything', (_name, id, words) => {
    expect(() => bot.sandbox.as(id)).toThrow(words);
  });

  it('somebody who leaves can do nothing more', () => {
    const person = bot.sandbox.world.people.get(people.secondSeller);
    expect(bot.sandbox.as(people.secondSeller).id).toBe(people.secondSeller);
    if (person) person.kind = 'deactivated';
    expect(() => bot.sandbox.as(people.secondSeller)).toThrow('cannot act');
    if (person) person.kind = 'member';
  });

  it('a guest sees only the channels of which the guest is a member', async () => {
    const guest = bot.sandbox.as(people.guest);
    expect((await guest.command('/cugar', 'help', { channel: '#sales' })).status).toBe(200);
    await expect(guest.command('/cugar', 'help', { channel: '#random' })).rejects.toThrow(
      'does not see the channel',
    );
  });
});
