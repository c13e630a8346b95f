import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/telemetry/redact.ts';
import { isSecretKey, redactText } from '../../../src/telemetry/redact-text.ts';

describe('secret keys', () => {
  it.each([
    'token',
    'botToken',
    'SLACK_BOT_TOKEN',
    'signingSecret',
    'client-secret',
    'password',
    'Authorization',
    'X-API-Key',
    'apiKey',
    'APIKey',
    'privateKey',
    'set-cookie',
    'response_url',
    'responseUrl',
    'email',
    'phoneNumber',
  ])('%s is one', (key) => {
    expect(isSecretKey(key)).toBe(true);
    expect(redact({ [key]: 'plain words' })).toEqual({ [key]: '[redacted]' });
  });

  it.each([
    'authority',
    'author',
    'tokenizer',
    'planId',
    'key',
    'secretary',
    'passed',
    'emails_count',
    'keyword',
  ])('%s is none', (key) => {
    expect(redact({ [key]: 'confirmed' })).toEqual({ [key]: 'confirmed' });
  });

  it('shows that a secret is absent, and how many tokens there were', () => {
    expect(redact({ token: null, secret: undefined, hasToken: false, inputTokens: 12 })).toEqual({
      token: null,
      secret: undefined,
      hasToken: false,
      inputTokens: 12,
    });
    expect(redact({ password: 1234, credentials: { user: 'a', pass: 'b' } })).toEqual({
      password: '[redacted]',
      credentials: '[redacted]',
    });
  });
});

describe('secret texts', () => {
  it.each([
    ['using xoxb-123-abc now', 'using [redacted] now'],
    ['xoxe.xoxb-1-Mi0yLT and xapp-1-A0-9f', '[redacted] and [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    ['sent Bearer abc.def-ghi', 'sent Bearer [redacted]'],
    ['key sk-proj-abcdefgh12345678', 'key [redacted]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '[redacted]'],
    ['AKIAIOSFODNN7EXAMPLE.', '[redacted].'],
    ['redis://user:pa@ss/w@host:6379/0', 'redis://[redacted]@host:6379/0'],
    ['https://user:pw@example.com/x', 'https://[redacted]@example.com/x'],
    ['https://hooks.slack.com/commands/T1/2/abc', 'https://hooks.slack.com/[redacted]'],
    ['to http://127.0.0.1:3300/commands/T1/9/xyz', 'to http://127.0.0.1:3300/[redacted]'],
    ['http://localhost:3300/response/abc?x=1', 'http://localhost:3300/[redacted]'],
    ['mail jane.doe+x@mail.example.co.uk!', 'mail [e-mail]!'],
    ['call +49 (0)30 1234-5678', 'call [phone]'],
    ['call (415) 555-0100 or 020 7946 0958', 'call [phone] or [phone]'],
    ['password=hunter2&x=1', 'password=[redacted]&x=1'],
    ['"client_secret": "s p a c e"', '"client_secret": [redacted]'],
    ['{\\"token\\":\\"abc\\",\\"a\\":1}', '{\\"token\\":[redacted],\\"a\\":1}'],
    ['CUGAR_ENCRYPTION_KEY api_key=abc', 'CUGAR_ENCRYPTION_KEY api_key=[redacted]'],
    ['v0=0123456789abcdef0123456789abcdef', '[redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    ['-----BEGIN PRIVATE KEY-----\ncut off', '[redacted]'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    '2026-11-22T10:00:00.123Z',
    '1763800000.123456',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    'plan 17 of 20 took 1234567 ms, cost 0.5',
    'http://127.0.0.1:3300/api/chat.postMessage',
    'https://slack.com/api/chat.update',
    'authority: confirmed; budget: unknown',
    'risk-adjusted forecast, task-force, 10.0.0.127:6379',
    'listening on 127.0.0.1:9464 for 0 2 8 items',
    'registry.yaml:14:5 tools.foo.cost',
  ])('leaves %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('shows nothing of a secret that lies across the end of what is looked through', () => {
    const text = `xoxb-${'a'.repeat(19_960)} password: "hunter two three four five six seven eight"`;
    expect(redactText(text)).not.toMatch(/hunter|two|three/);
  });

  it('gets through hostile texts and drops what it has not looked through', () => {
    for (const piece of ['a', 'a@', '0 ', '+1 ', '://', 'token=', '"', '-----BEGIN PRIVATE KEY-----']) {
      redactText(piece.repeat(50_000));
    }
    expect(redactText(`${'x '.repeat(30_000)}xoxb-1-2`)).toMatch(/… \(60008\)$/);
  });
});

describe('redact', () => {
  it('goes into errors, their causes and their own properties', () => {
    const cause = new Error('login as jane@example.com failed');
    const error = Object.assign(new Error('xoxb-1-secret refused', { cause }), { data: { token: 'abc' } });
    const seen = redact(error);
    expect(seen).toMatchObject({
      type: 'Error',
      message: '[redacted] refused',
      data: { token: '[redacted]' },
      cause: { message: 'login as [e-mail] failed' },
    });
    expect(JSON.stringify(seen)).not.toMatch(/xoxb|jane|abc/);
  });

  it('copes with what is no plain JSON', () => {
    const loop: Record<string, unknown> = { name: 'loop', when: new Date(0) };
    loop.self = loop;
    const hostile = Object.defineProperty({}, 'boom', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(
      redact([loop, hostile, 10n, Symbol('s'), () => 1, new Map([['token', 'x']]), new Set([1])]),
    ).toEqual([
      { name: 'loop', when: '1970-01-01T00:00:00.000Z', self: '[circular]' },
      { boom: '[unreadable]' },
      '10n',
      '[symbol]',
      '[function]',
      { token: '[redacted]' },
      [1],
    ]);
    expect(redact([new Date(Number.NaN), Buffer.from('secret'), new URL('http://a:b@c/')])).toEqual([
      '[invalid date]',
      '[6 bytes]',
      'http://[redacted]@c/',
    ]);
  });

  it('shows the same thing twice, but no circle', () => {
    const shared = { a: 1 };
    expect(redact({ x: shared, y: shared })).toEqual({ x: { a: 1 }, y: { a: 1 } });
  });

  it('is bounded in depth, width and size', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(JSON.stringify(redact(deep))).toContain('[too deep]');
    expect(redact(Array(150).fill(0))).toHaveLength(101);
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, index]));
    expect(redact(wide)).toMatchObject({ k0: 0, '[more]': 50 });
    const huge = Array(100).fill(Array(100).fill('x'.repeat(5_000)));
    expect(JSON.stringify(redact(huge)).length).toBeLessThan(5_000_000);
  });
});
