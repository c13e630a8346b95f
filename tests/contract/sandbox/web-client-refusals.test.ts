import { existsSync, readFileSync } from 'node:fs';
import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { plain } from '../../unit/blocks/validate/samples.ts';
import { type Connected, clientOf, connect, section } from './client.ts';

const { channels, people, groups } = SAMPLE;
const modal = (over: object = {}) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'T' },
  blocks: [],
  ...over,
});

const methodsFolder = new URL('../../../../shared/slack/methods/', import.meta.url);
const readJson = (url: URL): Record<string, unknown> => JSON.parse(readFileSync(url, 'utf8'));

/** Answers that every method can give; Slack's reference leaves them out of the single methods. */
const COMMON_ERRORS = [
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'missing_scope',
  'invalid_arguments',
  'ratelimited',
  'unknown_method',
  'invalid_post_type',
  'invalid_json',
  'json_not_object',
];

let bot: Connected;
let sandbox: Sandbox;
let web: WebClient;
beforeAll(async () => {
  bot = await connect();
  ({ sandbox, web } = bot);
});
afterAll(() => sandbox.close());

const post = async (args: object = {}) =>
  String((await bot.call('chat.postMessage', { channel: channels.sales, text: 'hi', ...args })).ts);

/** The refusal's answer; fails when the call was not refused. */
async function refusal(
  method: string,
  args: Record<string, unknown>,
  client = web,
): Promise<Record<string, unknown>> {
  const answer = await client.apiCall(method, args).then(
    () => null,
    (error: { data?: Record<string, unknown> }) => error.data,
  );
  if (!answer) throw new Error(`${method} was not refused`);
  return answer;
}

describe("refusals with Slack's own codes", () => {
  const tooMany = Array.from({ length: 51 }, () => section('x')[0]);
  const cases: [method: string, args: Record<string, unknown>, error: string][] = [
    ['chat.postMessage', { channel: 'C0NOWHERE1', text: 'x' }, 'channel_not_found'],
    ['chat.postMessage', { channel: channels.withoutBot, text: 'x' }, 'not_in_channel'],
    ['chat.postMessage', { channel: channels.archived, text: 'x' }, 'is_archived'],
    ['chat.postMessage', { channel: channels.sales }, 'no_text'],
    ['chat.postMessage', { channel: channels.sales, text: 'x', blocks: 'nonsense' }, 'invalid_blocks_format'],
    ['chat.postMessage', { channel: channels.sales, text: 'x', blocks: tooMany }, 'invalid_blocks'],
    [
      'chat.postMessage',
      {
        channel: channels.sales,
        text: 'x',
        blocks: Array.from({ length: 5 }, () => section('x'.repeat(2_900))[0]),
      },
      'msg_blocks_too_long',
    ],
    [
      'chat.postMessage',
      { channel: channels.sales, text: 'x', metadata: { event_type: 'a' } },
      'invalid_metadata_format',
    ],
    [
      'chat.postMessage',
      {
        channel: channels.sales,
        text: 'x',
        metadata: { event_type: 'a', event_payload: { a: 'x'.repeat(17_000) } },
      },
      'metadata_too_large',
    ],
    [
      'chat.postMessage',
      { channel: channels.sales, text: 'x', markdown_text: 'y' },
      'markdown_text_conflict',
    ],
    ['chat.postMessage', { channel: channels.sales, text: 'x', thread_ts: '1.2' }, 'cannot_reply_to_message'],
    ['chat.postMessage', { text: 'x' }, 'invalid_arguments'],
    ['chat.update', { channel: channels.sales, ts: '1.2', text: 'x' }, 'message_not_found'],
    ['chat.update', { channel: people.seller, ts: '1.2', text: 'x' }, 'channel_not_found'],
    [
      'chat.postEphemeral',
      { channel: channels.approvals, user: people.seller, text: 'x' },
      'user_not_in_channel',
    ],
    [
      'chat.postEphemeral',
      { channel: channels.sales, user: people.seller, text: 'x'.repeat(40_001) },
      'msg_too_long',
    ],
    ['chat.delete', { channel: channels.sales, ts: '1.2' }, 'message_not_found'],
    ['chat.getPermalink', { channel: channels.sales, message_ts: '1.2' }, 'message_not_found'],
    ['conversations.open', {}, 'users_list_not_supplied'],
    ['conversations.open', { users: 'U0NOBODY00' }, 'user_not_found'],
    ['conversations.open', { users: people.deactivated }, 'user_disabled'],
    ['conversations.open', { users: `${people.seller},${people.manager}` }, 'missing_scope'],
    ['conversations.info', { channel: 'C0NOWHERE1' }, 'channel_not_found'],
    ['conversations.members', { channel: channels.sales, cursor: 'nonsense' }, 'invalid_cursor'],
    ['conversations.members', { channel: channels.sales, limit: 0 }, 'invalid_limit'],
    ['conversations.list', { types: 'secret' }, 'invalid_types'],
    ['users.info', { user: 'U0NOBODY00' }, 'user_not_found'],
    ['usergroups.users.list', { usergroup: 'S0NOWHERE1' }, 'no_such_subteam'],
    ['usergroups.users.list', { usergroup: groups.disabled }, 'no_such_subteam'],
    ['views.open', { trigger_id: 'x', view: modal() }, 'invalid_trigger_id'],
    [
      'views.open',
      { trigger_id: 'x', view: modal({ private_metadata: 'x'.repeat(3_001) }) },
      'invalid_arguments',
    ],
    [
      'views.open',
      {
        trigger_id: 'x',
        view: modal({ blocks: Array.from({ length: 90 }, () => section('x'.repeat(2_900))[0]) }),
      },
      'view_too_large',
    ],
    ['views.update', { view_id: 'V0NOWHERE1', view: modal() }, 'not_found'],
    ['team.info', { team: 'T0NOWHERE1' }, 'team_not_found'],
    ['reactions.add', { channel: channels.sales, name: 'eyes', timestamp: '1.2' }, 'message_not_found'],
    ['bots.info', { bot: 'B0NOWHERE1' }, 'bot_not_found'],
    ['chat.startParty', {}, 'unknown_method'],
  ];

  it.each(cases.map(([method, args, error]) => ({ method, args, error })))(
    '$method: $error',
    async ({ method, args, error }) => {
      expect(await refusal(method, args)).toMatchObject({ ok: false, error });
      const file = new URL(`${method}.json`, methodsFolder);
      if (!existsSync(file)) return;
      const documented = Object.keys(readJson(file).errors as object);
      expect([...documented, ...COMMON_ERRORS]).toContain(error);
    },
  );

  it('a wrong block is named twice, as Slack does', async () => {
    const { error, errors, response_metadata } = await refusal('chat.postMessage', {
      channel: channels.sales,
      text: 'x',
      blocks: section('x'.repeat(3_001)),
    });
    const words = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect({ error, errors }).toEqual({ error: 'invalid_blocks', errors: [words] });
    expect(response_metadata).toMatchObject({ messages: [`[ERROR] ${words}`] });
  });

  it('a wrong view is named with a pointer into the view', async () => {
    const { error, response_metadata } = await refusal('views.open', {
      trigger_id: 'x',
      view: { ...modal(), title: plain('x'.repeat(25)) },
    });
    expect(error).toBe('invalid_arguments');
    expect(response_metadata).toMatchObject({
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    });
  });

  it('a missing scope says what is needed and what there is', async () => {
    const poor = await createSandbox({ rateLimits: 'off' });
    const client = clientOf(poor);
    expect(await refusal('conversations.members', { channel: channels.sales }, client)).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:read',
      provided: poor.world.app.scopes.join(','),
    });
    expect(await refusal('conversations.info', { channel: channels.private }, client)).toMatchObject({
      needed: 'groups:read',
    });
    await poor.close();
  });

  it('tokens: none, wrong, of an app that is gone', async () => {
    const bare = await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' });
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await refusal('auth.test', {}, clientOf(sandbox, 'xoxb-wrong'))).toMatchObject({
      error: 'invalid_auth',
    });
    for (const status of ['account_inactive', 'token_revoked'] as const) {
      sandbox.world.app.status = status;
      expect(await refusal('auth.test', {})).toMatchObject({ error: status });
    }
    sandbox.world.app.status = 'active';
  });

  it('direct messages are refused while the messages tab is off', async () => {
    sandbox.world.app.messagesTab = false;
    expect(await refusal('chat.postMessage', { channel: people.seller, text: 'x' })).toMatchObject({
      error: 'messages_tab_disabled',
    });
    sandbox.world.app.messagesTab = true;
  });

  it('a message of somebody else can be neither changed nor deleted', async () => {
    const { ts } = sandbox.as(people.seller).say('hello', { channel: '#sales' });
    expect(await refusal('chat.update', { channel: channels.sales, ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await refusal('chat.delete', { channel: channels.sales, ts })).toMatchObject({
      error: 'cant_delete_message',
    });
  });

  it('an update takes at most 4,000 characters', async () => {
    const ts = await post();
    expect(
      await refusal('chat.update', { channel: channels.sales, ts, text: 'x'.repeat(4_001) }),
    ).toMatchObject({ error: 'msg_too_long' });
  });
});
