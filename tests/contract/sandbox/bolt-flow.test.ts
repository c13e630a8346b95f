import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { type BoltBot, startBolt } from './bolt-app.ts';

const { sales, approvals } = SAMPLE.channels;
const { seller, approver, stranger } = SAMPLE.people;

const card = (text: string) => [
  { type: 'section', block_id: 'card', text: { type: 'mrkdwn', text } },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        style: 'primary',
        value: 'ref-1',
        text: { type: 'plain_text', text: 'Approve' },
        confirm: {
          title: { type: 'plain_text', text: 'Sure?' },
          text: { type: 'plain_text', text: 'It cannot be undone.' },
          confirm: { type: 'plain_text', text: 'Approve' },
          deny: { type: 'plain_text', text: 'Cancel' },
        },
      },
      { type: 'button', action_id: 'deny', value: 'ref-1', text: { type: 'plain_text', text: 'Deny' } },
    ],
  },
];

const modal = {
  type: 'modal' as const,
  callback_id: 'reason',
  private_metadata: 'ref-1',
  title: { type: 'plain_text' as const, text: 'Deny' },
  submit: { type: 'plain_text' as const, text: 'Deny' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: { type: 'plain_text' as const, text: 'Reason' },
      element: { type: 'plain_text_input' as const, action_id: 'text', min_length: 5 },
    },
  ],
};

function register(app: App): void {
  app.command('/cugar', async ({ ack, command, client, respond }) => {
    if (command.text === 'slow') return;
    if (command.text === 'help')
      return ack({ response_type: 'ephemeral', text: 'Usage: /cugar qualify <account>' });
    await ack(`Queued ${command.text}`);
    await client.chat.postMessage({
      channel: command.channel_id,
      text: `Plan for ${command.text}`,
      blocks: card(command.text),
    });
    if (command.text === 'respond') await respond({ text: 'more', response_type: 'ephemeral' });
  });
  app.action('approve', async ({ ack, body, respond, client }) => {
    await ack();
    const { channel, message, user } = body as unknown as {
      channel: { id: string };
      message: { ts: string };
      user: { id: string };
    };
    if (user.id !== approver)
      return void (await respond({
        text: 'You may not approve this.',
        response_type: 'ephemeral',
        replace_original: false,
      }));
    await client.chat.update({
      channel: channel.id,
      ts: message.ts,
      text: 'Approved',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `Approved by <@${user.id}>` } }],
    });
  });
  app.action('deny', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({
      trigger_id: (body as unknown as { trigger_id: string }).trigger_id,
      view: modal,
    });
  });
  app.view('reason', async ({ ack, view, client }) => {
    const reason = view.state.values.why?.text?.value ?? '';
    if (reason.includes('because'))
      return ack({ response_action: 'errors', errors: { why: 'Say it without "because".' } });
    await ack();
    await client.chat.postMessage({
      channel: approvals,
      text: `Denied: ${reason} (${view.private_metadata})`,
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Home' } }] },
    });
  });
}

describe('a real Bolt app in the sandbox', () => {
  let bot: BoltBot;
  beforeAll(async () => {
    bot = await startBolt(register, { eventRetryDelaysMs: [0] });
  });
  afterAll(() => bot.close());

  const posted = (text: string) => bot.sandbox.waitForMessage((message) => message.text === text);

  it('a command is acknowledged privately and then posts', async () => {
    const outcome = await bot.sandbox.as(seller).command('/cugar', 'qualify Acme', { channel: '#sales' });
    expect(outcome).toMatchObject({ status: 200, ackText: 'Queued qualify Acme' });
    expect(outcome.answer).toMatchObject({
      ephemeralTo: seller,
      channelId: sales,
      text: 'Queued qualify Acme',
    });
    expect(await posted('Plan for qualify Acme')).toMatchObject({
      channelId: sales,
      pings: [],
    });
  });

  it('a JSON acknowledgement is shown as well', async () => {
    const outcome = await bot.sandbox.as(seller).command('/cugar', 'help');
    expect(outcome.answer).toMatchObject({ ephemeralTo: seller, text: 'Usage: /cugar qualify <account>' });
  });

  it('a response URL works in a channel without the bot', async () => {
    const outcome = await bot.sandbox.as(seller).command('/cugar', 'help', { channel: '#random' });
    expect(outcome.status).toBe(200);
    expect(bot.sandbox.messages('#random')).toHaveLength(1);
  });

  it('a command that nobody acknowledges shows what Slack would show', async () => {
    const silent = await startBolt(register, { ackDeadlineMs: 400 });
    const outcome = await silent.sandbox.as(seller).command('/cugar', 'slow', { channel: '#sales' });
    expect(outcome).toMatchObject({ status: null, failure: 'operation_timeout' });
    expect(silent.sandbox.transcript.entries.findLast((entry) => entry.kind === 'notice')).toMatchObject({
      userId: seller,
      text: '/cugar failed because the app did not respond (operation_timeout).',
    });
    await silent.close();
  });

  it('a click updates the message, and a removed button cannot be clicked again', async () => {
    await bot.sandbox.as(seller).command('/cugar', 'one', { channel: '#sales' });
    const message = await posted('Plan for one');
    const refused = await bot.sandbox.as(seller).click(message, 'Approve');
    expect(refused?.status).toBe(200);
    expect(await posted('You may not approve this.')).toMatchObject({ ephemeralTo: seller });

    await bot.sandbox.as(approver).click(message, 'approve');
    await bot.sandbox.transcript.waitFor(
      (entry) => entry.kind === 'message_updated' && entry.message.ts === message.ts,
    );
    expect(bot.sandbox.current(message)).toMatchObject({
      text: 'Approved',
      pings: [{ kind: 'user', target: approver }],
    });
    await expect(bot.sandbox.as(approver).click(message, 'Approve')).rejects.toThrow('no "Approve" to click');
    const late = await bot.sandbox.raw.clickStale(approver, bot.sandbox.current(message), 0, 'Approve');
    expect(late?.status).toBe(200);
  });

  it('the dialog before a click is recorded, and a no sends nothing', async () => {
    await bot.sandbox.as(seller).command('/cugar', 'two', { channel: '#sales' });
    const message = await posted('Plan for two');
    const before = bot.sandbox.deliveries.length;
    expect(await bot.sandbox.as(approver).click(message, 'Approve', { confirm: false })).toBeNull();
    expect(bot.sandbox.deliveries).toHaveLength(before);
    expect(bot.sandbox.transcript.entries.at(-1)).toMatchObject({
      kind: 'click',
      confirm: { accepted: false },
    });
  });

  it('a modal: the client refuses, the app complains, the app takes it', async () => {
    await bot.sandbox.as(seller).command('/cugar', 'three', { channel: '#sales' });
    const person = bot.sandbox.as(approver);
    await person.click(await posted('Plan for three'), 'Deny');
    const { view } = await bot.sandbox.transcript.waitForKind('view_opened');
    expect(await person.submitView(view, {})).toMatchObject({
      isSent: false,
      errors: { why: 'Please complete this required field.' },
    });
    expect(await person.submitView(view, { Reason: 'no' })).toMatchObject({ isSent: false });
    const complaint = await person.submitView(view, { why: 'because of this' });
    expect(complaint).toMatchObject({
      isSent: true,
      status: 200,
      errors: { why: 'Say it without "because".' },
    });
    expect(person.openView()?.id).toBe(complaint.view?.id);
    expect(await person.submitView(view, { text: 'too early' })).toMatchObject({ status: 200, errors: {} });
    expect(person.openView()).toBeUndefined();
    expect(await posted('Denied: too early (ref-1)')).toMatchObject({ channelId: approvals });
  });

  it('the home tab is published when it is opened', async () => {
    const { attempts } = await bot.sandbox.as(seller).openHome();
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    await bot.sandbox.transcript.waitFor((entry) => entry.kind === 'home_published');
    expect(bot.sandbox.as(seller).home()?.content.blocks).toHaveLength(1);
  });

  it('Bolt refuses what is not signed, signed by somebody else, or old', async () => {
    const body = 'command=%2Fcugar&text=help&team_id=T0SANDBOX1';
    expect((await bot.sandbox.raw.post(body, { sign: false })).status).toBe(401);
    expect((await bot.sandbox.raw.post(body, { sign: 'another secret' })).status).toBe(401);
    const old = Math.floor(Date.now() / 1_000) - 400;
    expect((await bot.sandbox.raw.post(body, { timestamp: old })).status).toBe(401);
  });

  it('a replay carries the same signature', async () => {
    await bot.sandbox.as(seller).command('/cugar', 'help');
    expect((await bot.sandbox.raw.replay()).status).toBe(200);
  });

  it('a stranger has no slash commands here', async () => {
    await expect(
      bot.sandbox.as(stranger).command('/cugar', 'help', { channel: SAMPLE.channels.shared }),
    ).rejects.toThrow('of another workspace');
  });
});
