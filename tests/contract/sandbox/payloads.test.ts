import { existsSync, readFileSync } from 'node:fs';
import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { type BoltBot, startBolt } from './bolt-app.ts';

const folder = new URL('../../../../shared/slack/payloads/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const readJson = (name: string): Record<string, unknown> => JSON.parse(read(name));
const { seller, stranger } = SAMPLE.people;

const blocks = [
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'open', value: '1', text: { type: 'plain_text', text: 'Open' } },
      {
        type: 'static_select',
        action_id: 'pick',
        options: [{ text: { type: 'plain_text', text: 'One' }, value: '1' }],
      },
    ],
  },
];
const view = {
  type: 'modal' as const,
  callback_id: 'form',
  notify_on_close: true,
  title: { type: 'plain_text' as const, text: 'Form' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'note',
      label: { type: 'plain_text' as const, text: 'Note' },
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
  ],
};

function register(app: App): void {
  app.action(/.*/, async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions' && body.actions[0]?.action_id === 'open')
      await client.views.open({ trigger_id: body.trigger_id, view });
  });
  app.view({ callback_id: 'form', type: 'view_submission' }, async ({ ack }) => ack());
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
  app.event('app_home_opened', async () => {});
  app.shortcut('any', async ({ ack }) => ack());
  app.command('/cugar', async ({ ack }) => ack());
}

/** Keys of Slack's payload that ours lacks. */
const missing = (ours: object, slacks: object) => Object.keys(slacks).filter((key) => !(key in ours));
const at = (value: unknown, ...path: (string | number)[]): Record<string, unknown> =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value) as Record<
    string,
    unknown
  >;

describe.runIf(existsSync(folder))("payloads have every key of Slack's", () => {
  let bot: BoltBot;
  const last = () => bot.sandbox.deliveries.at(-1);
  const lastPayload = (): Record<string, unknown> =>
    JSON.parse(new URLSearchParams(last()?.body).get('payload') ?? 'null');

  beforeAll(async () => {
    bot = await startBolt(register, { eventRetryDelaysMs: [] });
  });
  afterAll(() => bot.close());

  async function card(channel: string) {
    const text = `card in ${channel} ${bot.sandbox.transcript.entries.length}`;
    await bot.app.client.chat.postMessage({ token: bot.sandbox.world.app.token, channel, text, blocks });
    return bot.sandbox.waitForMessage((message) => message.text === text);
  }

  it.each(['SlashCommandPayloadTest.body1.form.txt', 'SlashCommandPayloadTest.body2.form.txt'])(
    'a command: %s',
    async (name) => {
      await bot.sandbox.as(seller).command('/cugar', 'help', { channel: '#sales' });
      const ours = new URLSearchParams(last()?.body);
      const keys = [...new URLSearchParams(read(name)).keys()].filter((key) => !key.startsWith('enterprise'));
      expect(keys.filter((key) => !ours.has(key))).toEqual([]);
      expect(last()?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    },
  );

  it('a click in a message', async () => {
    await bot.sandbox.as(seller).click(await card('#sales'), 'Open');
    const slacks = readJson('BlockActionPayloadTest.jsonWithState.json');
    const ours = lastPayload();
    for (const path of [[], ['user'], ['team'], ['container'], ['channel'], ['actions', 0], ['state']]) {
      expect(missing(at(ours, ...path), at(slacks, ...path))).toEqual([]);
    }
    const inMessage = readJson('BlockActionTest.realPayload.json');
    expect(missing(ours, inMessage)).toEqual(['view']);
  });

  it('a choice carries the option, and the state keeps it', async () => {
    await bot.sandbox.as(seller).select(await card('#sales'), 'pick', 'One');
    const { actions, state } = lastPayload();
    expect(at(actions, 0)).toMatchObject({ type: 'static_select', selected_option: { value: '1' } });
    expect(Object.values(at(state, 'values'))).toEqual([
      {
        pick: {
          type: 'static_select',
          selected_option: { text: { type: 'plain_text', text: 'One' }, value: '1' },
        },
      },
    ]);
  });

  it('a submitted and a closed modal', async () => {
    const person = bot.sandbox.as(seller);
    const open = async () => {
      const afterSeq = bot.sandbox.transcript.entries.length;
      await person.click(await card('#sales'), 'Open');
      const { view: opened } = await bot.sandbox.transcript.waitForKind('view_opened', () => true, {
        afterSeq,
      });
      return opened;
    };
    await person.submitView(await open(), { Note: 'text' });
    const submitted = readJson('ViewSubmissionTest.realPayload.json');
    expect(missing(lastPayload(), submitted)).toEqual([]);
    expect(missing(at(lastPayload(), 'view'), at(submitted, 'view'))).toEqual([]);
    expect(at(lastPayload(), 'view', 'state', 'values')).toEqual({
      note: { text: { type: 'plain_text_input', value: 'text' } },
    });

    await person.closeView(await open());
    const closed = readJson('ViewClosedTest.realPayload.json');
    expect(missing(lastPayload(), closed)).toEqual([]);
    expect(missing(at(lastPayload(), 'view'), at(closed, 'view'))).toEqual([]);
  });

  it('the home tab and a mention', async () => {
    await bot.app.client.views.publish({
      token: bot.sandbox.world.app.token,
      user_id: seller,
      view: { type: 'home', blocks: [] },
    });
    await bot.sandbox.as(seller).openHome();
    const opened = JSON.parse(last()?.body ?? '');
    expect(missing(opened.event, readJson('EventTypeExtractorImplTest.appHomeOpened.json'))).toEqual([]);
    expect(
      missing(
        at(opened, 'event', 'view'),
        at(readJson('EventTypeExtractorImplTest.appHomeOpened.json'), 'view'),
      ),
    ).toEqual([]);

    await bot.sandbox.as(seller).mention('help', { channel: '#sales' });
    const mention = readJson('EventTest.appMentionPayload.json');
    const ours = JSON.parse(last()?.body ?? '');
    expect(missing(ours, mention)).toEqual(['authed_users']);
    expect(missing(ours.event, at(mention, 'event'))).toEqual([]);
  });

  it('a message shortcut has the keys of Slack', async () => {
    const message = bot.sandbox.as(seller).say('please answer this', { channel: '#sales' });
    await bot.sandbox.as(seller).shortcut(message, 'any');
    const slacks = readJson('MessageShortcutTest.realPayload.json');
    const ours = lastPayload();
    expect(missing(ours, slacks)).toEqual([]);
    expect(missing(at(ours, 'message'), at(slacks, 'message'))).toEqual(['client_msg_id', 'blocks']);
    expect(ours).toMatchObject({ message_ts: message.ts, message: { text: 'please answer this' } });
  });

  it("a stranger's click names the stranger's own workspace", async () => {
    await bot.sandbox.as(stranger).click(await card('#partner-deals'), 'Open');
    await bot.sandbox.transcript.waitForKind('view_opened', ({ userId }) => userId === stranger);
    expect(lastPayload()).toMatchObject({
      team: { id: SAMPLE.partnerTeam },
      user: { id: stranger, team_id: SAMPLE.partnerTeam },
    });
  });

  it('a private message is not in the payload of its clicks', async () => {
    const { app } = bot.sandbox.world;
    await bot.app.client.chat.postEphemeral({
      token: app.token,
      channel: SAMPLE.channels.sales,
      user: seller,
      text: 'private',
      blocks,
    });
    const message = await bot.sandbox.waitForMessage(({ text }) => text === 'private');
    await bot.sandbox.as(seller).select(message, 'pick', 'One');
    expect(lastPayload()).toMatchObject({ container: { is_ephemeral: true } });
    expect(lastPayload()).not.toHaveProperty('message');
    await expect(bot.sandbox.as(SAMPLE.people.manager).click(message, 'Open')).rejects.toThrow(
      'does not see',
    );
  });
});
