import { existsSync, readFileSync } from 'node:fs';
import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { type Connected, connect, section } from './client.ts';

const { channels, people, groups } = SAMPLE;
const samplesFolder = new URL('../../../../shared/slack/samples/', import.meta.url);
const readJson = (url: URL): Record<string, unknown> => JSON.parse(readFileSync(url, 'utf8'));

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

describe('what works', () => {
  it('posts, updates and deletes; an update without blocks or metadata keeps them', async () => {
    const metadata = { event_type: 'plan', event_payload: { id: '1' } };
    const ts = await post({ blocks: section('one'), metadata });
    await web.chat.update({ channel: channels.sales, ts, text: 'two' });
    const now = () => sandbox.messages(channels.sales).find((message) => message.ts === ts);
    expect(now()).toMatchObject({
      text: 'two',
      blocks: section('one'),
      metadata,
      versions: [{ text: 'hi' }, { text: 'two' }],
    });
    await web.apiCall('chat.update', { channel: channels.sales, ts, text: 'three', metadata: {} });
    expect(now()?.metadata).toBeUndefined();
    await web.chat.delete({ channel: channels.sales, ts });
    expect(now()).toBeUndefined();
  });

  it('a post to a person opens the conversation; its id is needed for the update', async () => {
    const { channel, ts } = await web.chat.postMessage({ channel: people.manager, text: 'hello' });
    expect(channel).toMatch(/^D/);
    await web.chat.update({ channel: String(channel), ts: String(ts), text: 'again' });
    const opened = await web.conversations.open({ users: people.manager });
    expect(opened).toMatchObject({ already_open: true, channel: { id: channel } });
  });

  it('cuts a posted text at 40,000 characters', async () => {
    const ts = await post({ text: 'x'.repeat(40_005) });
    expect(sandbox.messages(channels.sales).find((message) => message.ts === ts)?.text).toHaveLength(40_000);
  });

  it('takes JSON bodies with nested values as well', async () => {
    const answer = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${sandbox.world.app.token}`,
      },
      body: JSON.stringify({ channel: '#sales', text: 'json', blocks: section('json') }),
    });
    expect(await answer.json()).toMatchObject({
      ok: true,
      channel: channels.sales,
      message: { text: 'json', bot_id: sandbox.world.app.botId },
    });
  });

  it('tells users of every kind apart', async () => {
    const user = async (id: string) => (await web.users.info({ user: id })).user;
    expect(await user(people.seller)).toMatchObject({ deleted: false, is_bot: false, is_restricted: false });
    expect(await user(people.guest)).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await user(people.singleChannelGuest)).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    });
    expect(await user(people.deactivated)).toMatchObject({ deleted: true });
    expect(await user(people.otherBot)).toMatchObject({ is_bot: true });
    expect(await user(people.stranger)).toMatchObject({ is_stranger: true, team_id: SAMPLE.partnerTeam });
  });

  it('lists with cursors', async () => {
    const seen: string[] = [];
    for await (const page of web.paginate('conversations.members', { channel: channels.sales, limit: 3 })) {
      seen.push(...((page as { members?: string[] }).members ?? []));
    }
    expect(seen).toEqual([...(sandbox.world.channels.get(channels.sales)?.members ?? [])]);
  });

  it('gives permalinks', async () => {
    const ts = await post();
    const { permalink } = await web.chat.getPermalink({ channel: channels.sales, message_ts: ts });
    expect(permalink).toBe(`https://sandbox.slack.com/archives/${channels.sales}/p${ts.replace('.', '')}`);
  });
});

describe.runIf(existsSync(samplesFolder))('answers have no keys that Slack does not have', () => {
  /** Keys of `actual` that the sample, merged over its list items, does not know. */
  function strangeKeys(actual: unknown, sample: unknown, path = ''): string[] {
    if (Array.isArray(actual))
      return Array.isArray(sample) ? actual.flatMap((item) => strangeKeys(item, sample[0], `${path}[]`)) : [];
    if (typeof actual !== 'object' || actual === null || typeof sample !== 'object' || sample === null)
      return [];
    const known = sample as Record<string, unknown>;
    if (path !== '' && Object.keys(known).length === 0) return [];
    return Object.entries(actual).flatMap(([key, value]) =>
      key in known ? strangeKeys(value, known[key], `${path}.${key}`) : [`${path}.${key}`],
    );
  }

  it.each<[string, () => Record<string, unknown>]>([
    ['auth.test', () => ({})],
    ['team.info', () => ({})],
    ['users.info', () => ({ user: people.guest })],
    ['users.info', () => ({ user: people.stranger })],
    ['conversations.info', () => ({ channel: channels.shared, include_num_members: true })],
    ['conversations.members', () => ({ channel: channels.sales })],
    ['usergroups.users.list', () => ({ usergroup: groups.approvers })],
    ['chat.postEphemeral', () => ({ channel: channels.sales, user: people.seller, text: 'x' })],
    ['views.publish', () => ({ user_id: people.seller, view: { type: 'home', blocks: section('x') } })],
  ])('%s', async (method, args) => {
    const { response_metadata: _added, ...answer } = await bot.call(method, args());
    const sample = readJson(new URL(`${method}.json`, samplesFolder));
    if (method.startsWith('views.')) delete (answer.view as Record<string, unknown>).blocks;
    expect(strangeKeys(answer, { ...sample, ok: true })).toEqual([]);
  });
});
