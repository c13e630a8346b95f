import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createGate } from '../../support/gate.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const { sales } = SAMPLE.channels;

describe('faults of the Web API', () => {
  let bot: TinyBot;
  beforeAll(async () => {
    bot = await startTinyBot();
  });
  afterEach(() => {
    bot.sandbox.faults.clear();
    bot.sandbox.setRateLimits('off');
  });
  afterAll(() => bot.close());

  const post = (text: string) =>
    fetch(`${bot.sandbox.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bot.sandbox.world.app.token}` },
      body: new URLSearchParams({ channel: sales, text }),
    });
  const has = (text: string) => bot.sandbox.messages(sales).some((message) => message.text === text);
  const lastCall = () => bot.sandbox.transcript.entries.findLast((entry) => entry.kind === 'api_call');

  it('a broken connection before: nothing was posted', async () => {
    bot.sandbox.faults.add({ fault: { kind: 'drop', when: 'before' } });
    await expect(post('before')).rejects.toThrow();
    expect(has('before')).toBe(false);
    expect(lastCall()).toMatchObject({ method: 'chat.postMessage', ok: false, status: null, fault: 'drop' });
  });

  it('a broken connection after: it was posted all the same', async () => {
    bot.sandbox.faults.add({ fault: { kind: 'drop', when: 'after' } });
    await expect(post('after')).rejects.toThrow();
    expect(has('after')).toBe(true);
    expect((await post('next')).status).toBe(200);
  });

  it('errors of servers, with and without a body', async () => {
    bot.sandbox.faults.add({ fault: { kind: 'status', status: 503 } });
    const unavailable = await post('x');
    expect([unavailable.status, await unavailable.text()]).toEqual([503, '']);
    bot.sandbox.faults.add({ fault: { kind: 'html' } });
    const html = await post('x');
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).toContain('<html>');
  });

  it('an error of Slack', async () => {
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'error', error: 'internal_error' } });
    expect(await (await post('x')).json()).toEqual({ ok: false, error: 'internal_error' });
  });

  it('a held call has no effect before it is let go', async () => {
    const gate = createGate();
    const held = bot.sandbox.faults.add({ fault: { kind: 'held', until: gate.opened } });
    const posting = post('held back');
    await expect.poll(() => held.hits).toBe(1);
    expect(has('held back')).toBe(false);
    gate.open();
    expect((await posting).status).toBe(200);
    expect(has('held back')).toBe(true);
  });

  it('latency delays the answer and nothing else', async () => {
    bot.sandbox.faults.add({ fault: { kind: 'latency', ms: 20 } });
    expect((await post('slow')).status).toBe(200);
    expect(has('slow')).toBe(true);
    expect(lastCall()).toMatchObject({ ok: true, fault: 'latency' });
  });

  it('too many requests, by fault and by limit, say how long to wait', async () => {
    bot.sandbox.faults.add({ fault: { kind: 'rate_limited', retryAfterS: 30 } });
    const forced = await post('x');
    expect([forced.status, forced.headers.get('retry-after')]).toEqual([429, '30']);
    bot.sandbox.setRateLimits('strict');
    expect((await post('allowed')).status).toBe(200);
    const limited = await post('limited');
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
      429,
      '1',
      { ok: false, error: 'ratelimited' },
    ]);
    expect(has('limited')).toBe(false);
  });

  it('a response URL can fail as well', async () => {
    await bot.sandbox.as(SAMPLE.people.seller).command('/cugar', 'x', { channel: '#sales' });
    bot.sandbox.faults.add({ match: 'response_url', fault: { kind: 'status', status: 500, body: 'oops' } });
    const answer = await fetch(String(bot.heard.at(-1)?.payload.response_url), {
      method: 'POST',
      body: '{"text":"x"}',
    });
    expect([answer.status, await answer.text()]).toEqual([500, 'oops']);
  });

  it('the token is nowhere in the transcript', async () => {
    await fetch(`${bot.sandbox.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: bot.sandbox.world.app.token }),
    });
    expect(lastCall()).toMatchObject({ method: 'auth.test', ok: true });
    expect(JSON.stringify(bot.sandbox.transcript.entries)).not.toContain(bot.sandbox.world.app.token);
  });

  it.each([
    ['text/plain', 'x', 'invalid_post_type'],
    ['application/json', '{', 'invalid_json'],
    ['application/json', '[]', 'json_not_object'],
  ])('a body of %s: %s', async (type, body, error) => {
    const answer = await fetch(`${bot.sandbox.apiUrl}auth.test`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(await answer.json()).toEqual({ ok: false, error });
  });

  it('any other path is not found', async () => {
    expect((await fetch(new URL('/elsewhere', bot.sandbox.apiUrl))).status).toBe(404);
  });
});
