import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { type Bot, startBot } from './support/bot.ts';

const JSON_TYPE = 'application/json';
const nowS = () => Math.floor(Date.now() / 1_000);
let bot: Bot;
let port = 0;

beforeAll(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  port = await bot.start();
});
afterAll(() => bot.close());

let triggers = 0;
function helpBody(fields: Record<string, string> = {}): string {
  triggers += 1;
  return new URLSearchParams({
    command: '/cugar',
    text: 'help',
    team_id: bot.teamId,
    channel_id: SAMPLE.channels.sales,
    user_id: SAMPLE.people.seller,
    trigger_id: `trigger.${triggers}`,
    api_app_id: bot.sandbox.world.app.appId,
    ...fields,
  }).toString();
}

const payload = (value: unknown) => new URLSearchParams({ payload: JSON.stringify(value) }).toString();

async function isAlive(): Promise<boolean> {
  const { status, body } = await bot.sandbox.raw.post(helpBody());
  return status === 200 && body.includes('/cugar qualify');
}

describe('who may come in', () => {
  it('takes a signed request, with a charset or without', async () => {
    for (const contentType of [
      undefined,
      'application/x-www-form-urlencoded; charset=utf-8',
      'Application/X-WWW-Form-Urlencoded',
    ]) {
      const { status } = await bot.sandbox.raw.post(
        helpBody(),
        contentType === undefined ? {} : { contentType },
      );
      expect(status).toBe(200);
    }
  });

  it.each([
    ['no signature', { sign: false }, 'missing_signature'],
    ['the signature of another secret', { sign: 'another-secret-of-somebody' }, 'invalid_signature'],
    ['a time six minutes ago', { timestamp: nowS() - 360 }, 'stale_timestamp'],
    ['a time six minutes ahead', { timestamp: nowS() + 360 }, 'future_timestamp'],
    ['a time far ahead', { timestamp: '4000000000' }, 'future_timestamp'],
    ['a time in exponent form', { timestamp: '2e9' }, 'invalid_timestamp'],
    ['a fractional time', { timestamp: `${nowS()}.5` }, 'invalid_timestamp'],
    ['a time with a leading zero', { timestamp: `0${nowS()}` }, 'invalid_timestamp'],
    ['a time that is a word', { timestamp: 'now' }, 'invalid_timestamp'],
    ['a short signature', { headers: { 'x-slack-signature': 'v0=00' } }, 'invalid_signature'],
    [
      'a signature version of the future',
      { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } },
      'invalid_signature',
    ],
  ])('refuses %s with 401', async (_what, options, reason) => {
    const answer = await bot.sandbox.raw.post(helpBody(), options);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toEqual({ error: reason });
  });

  it('takes a time just inside five minutes, both ways', async () => {
    for (const timestamp of [nowS() - 290, nowS() + 290]) {
      expect((await bot.sandbox.raw.post(helpBody(), { timestamp })).status).toBe(200);
    }
  });

  it('refuses a body that was changed after it was signed', async () => {
    const body = helpBody();
    const at = nowS();
    const signature = createHmac('sha256', bot.sandbox.world.app.signingSecret)
      .update(`v0:${at}:${body}`)
      .digest('hex');
    const headers = { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': String(at) };
    const changed = await bot.sandbox.raw.post(body.replace('help', 'budget'), { sign: false, headers });
    expect(changed.status).toBe(401);
    expect((await bot.sandbox.raw.post(body, { sign: false, headers })).status).toBe(200);
  });

  it('acts once on an identical request, and answers 409 after that', async () => {
    const { people, channels } = SAMPLE;
    const before = (await bot.store.list(bot.teamId, 50)).length;
    await bot.sandbox.as(people.seller).command('/cugar', 'qualify northwind', { channel: channels.sales });
    const again = await Promise.all([bot.sandbox.raw.replay(), bot.sandbox.raw.replay()]);
    expect(again.map(({ status }) => status)).toEqual([409, 409]);
    expect(await bot.store.list(bot.teamId, 50)).toHaveLength(before + 1);
  });

  it('refuses the payload of another app', async () => {
    expect((await bot.sandbox.raw.post(helpBody({ api_app_id: 'A0SOMEBODY' }))).status).toBe(403);
  });

  it('tells a command of another workspace that it may not', async () => {
    const { status, body } = await bot.sandbox.raw.post(
      helpBody({ team_id: 'T0PARTNER1', text: 'qualify northwind' }),
    );
    expect(status).toBe(200);
    expect(body).toContain('Only members of the workspace');
  });
});

const user = { id: SAMPLE.people.seller };

describe('senseless bodies', () => {
  it.each([
    ['payload=null', payload(null)],
    ['payload=[]', payload([])],
    ['payload=7', payload(7)],
    ['payload that is no JSON', 'payload=%7Bnope'],
    ['an empty payload', 'payload='],
    ['an empty object', payload({})],
    ['an unknown type', payload({ type: 'mystery', user })],
    ['a click without a user', payload({ type: 'block_actions', team: null, actions: [{ action_id: 'a' }] })],
    ['a click on nothing', payload({ type: 'block_actions', user, actions: [] })],
    ['a click on null', payload({ type: 'block_actions', user, actions: [null] })],
    ['a submission of null', payload({ type: 'view_submission', user, view: null })],
    ['an empty body', ''],
    ['a form of nothing', 'a=b&__proto__=c'],
    ['a command of nobody', 'command=%2Fcugar'],
  ])('answers 400 to %s and lives on', async (_what, body) => {
    const answer = await bot.sandbox.raw.post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('error');
    expect(await isAlive()).toBe(true);
  });

  it.each([
    'null',
    '[]',
    '"event_callback"',
    '{}',
    '{"type":"event_callback","event":null}',
    '{"type":"event_callback"',
    '',
  ])('answers 400 to the JSON %s and lives on', async (body) => {
    expect((await bot.sandbox.raw.post(body, { contentType: JSON_TYPE })).status).toBe(400);
    expect(await isAlive()).toBe(true);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', ''])(
    'answers 400 to the content type "%s"',
    async (contentType) => {
      expect((await bot.sandbox.raw.post(helpBody(), { contentType })).status).toBe(400);
    },
  );

  it('answers to unknown buttons, forms and events of every shape', async () => {
    const click = {
      type: 'block_actions',
      user,
      team: null,
      actions: [{ action_id: 'mystery', value: 'x' }],
    };
    expect((await bot.sandbox.raw.post(payload(click))).status).toBe(200);
    const form = { type: 'view_submission', user, team: null, view: { callback_id: 'mystery' } };
    const submitted = await bot.sandbox.raw.post(payload(form));
    expect(submitted.status).toBe(200);
    expect(submitted.body).toContain('not known here');
    const closed = { type: 'view_closed', user, team: null, view: { callback_id: 'mystery' } };
    expect((await bot.sandbox.raw.post(payload(closed))).status).toBe(200);
    const event = {
      type: 'event_callback',
      team_id: bot.teamId,
      event: { type: 'app_home_opened', user: user.id },
    };
    const sent = await bot.sandbox.raw.post(JSON.stringify(event), { contentType: JSON_TYPE });
    expect(sent.status).toBe(200);
    expect(await isAlive()).toBe(true);
  });
});

describe('the HTTP side', () => {
  it('answers the URL verification and the certificate check', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 't' });
    const verified = await bot.sandbox.raw.post(body, { contentType: JSON_TYPE });
    expect(JSON.parse(verified.body)).toEqual({ challenge: 'c-1' });
    expect((await bot.sandbox.raw.post(body, { contentType: JSON_TYPE, sign: false })).status).toBe(401);
    const checked = await bot.sandbox.raw.post('ssl_check=1&token=t', { sign: false });
    expect(checked).toMatchObject({ status: 200, body: '' });
    expect((await bot.sandbox.raw.post('ssl_check=10', { sign: false })).status).toBe(401);
  });

  it('has one path and one method', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/slack/events`)).status).toBe(405);
  });

  it('refuses more than a megabyte with 413, announced or not', async () => {
    const large = 'a'.repeat(1024 * 1024 + 1);
    expect((await bot.sandbox.raw.post(large)).status).toBe(413);
    const status = await new Promise<number | undefined>((resolve) => {
      const chunked = request(
        { port, host: '127.0.0.1', path: '/slack/events', method: 'POST' },
        (response) => resolve(response.statusCode),
      );
      chunked.on('error', () => resolve(undefined));
      chunked.write(large);
      chunked.write('more');
    });
    expect(status).toBe(413);
    expect(await isAlive()).toBe(true);
  });

  it('survives a client that breaks off', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
        socket.end();
      });
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect(await isAlive()).toBe(true);
  });
});
