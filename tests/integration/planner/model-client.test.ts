import { afterEach, describe, expect, it } from 'vitest';
import { type Behaviour, type ModelServer, says, startModelServer } from '../../support/model-server.ts';
import { countingMeter, modelAt } from '../../support/model-world.ts';

const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...behaviours: readonly Behaviour[]): Promise<ModelServer> {
  const server = await startModelServer(
    (_, count) => behaviours[count - 1] ?? (behaviours.at(-1) as Behaviour),
  );
  servers.push(server);
  return server;
}

const TASK = { name: 'plan', schema: { type: 'object' }, rules: 'Our rules.', subject: { goal: 'a wish' } };
const never = new AbortController().signal;
/** 16,000 tokens in at 0.05 and 2,000 out at 0.2 for a thousand. */
const MOST = 1.2;

describe('asking the model', () => {
  it('asks for strict JSON, keeps data out of the rules, and pays for what was taken', async () => {
    const server = await serve(says({ steps: [] }, [2_000, 500]));
    const { ask, calls } = modelAt(server.url);
    const meter = countingMeter();
    expect(await ask(TASK, { signal: never, meter })).toBe('{"steps":[]}');
    const [asked] = server.asked;
    expect(asked).toMatchObject({
      path: '/v1/chat/completions',
      authorization: 'Bearer sk-test-0123456789abcdef',
      body: {
        model: 'a-model',
        max_completion_tokens: 2_000,
        response_format: { type: 'json_schema', json_schema: { name: 'plan', strict: true } },
      },
    });
    expect(asked?.body.messages).toEqual([
      { role: 'system', content: 'Our rules.' },
      { role: 'user', content: '{"goal":"a wish"}' },
    ]);
    expect(meter.units).toBe(2 * 0.05 + 0.5 * 0.2);
    expect(calls).toMatchObject([{ outcome: 'answered', inputTokens: 2_000, outputTokens: 500 }]);
  });

  it('says why an answer was refused when it asks again', async () => {
    const server = await serve(says('better'));
    const refused = { answer: 'worse', problems: ['one thing', 'another'] };
    await modelAt(server.url).ask({ ...TASK, refused }, { signal: never, meter: countingMeter() });
    expect(server.asked[0]?.body.messages.slice(2)).toEqual([
      { role: 'assistant', content: 'worse' },
      { role: 'user', content: 'That was refused:\none thing\nanother\nAnswer again, in full.' },
    ]);
  });

  it.each<[string, Behaviour, RegExp, number]>([
    ['refuses', { kind: 'refuses' }, /refused to answer/, 10 * 0.00005 + 10 * 0.0002],
    ['is cut off', { kind: 'cut', content: '{"steps":[' }, /too long/, 10 * 0.00005 + 10 * 0.0002],
    ['answers nothing', says('', [10, 0]), /gave no answer/, 10 * 0.00005],
    ['does not count its tokens', says('', null), /gave no answer/, MOST],
    ['is overloaded', { kind: 'status', status: 529 }, /status 529/, 0],
    ['knows no such key', { kind: 'status', status: 401 }, /status 401/, 0],
    ['sends garbage', { kind: 'garbage' }, /cannot be read/, MOST],
    ['hangs up', { kind: 'hangs_up' }, /cannot be reached/, 0],
    ['sends without end', { kind: 'floods' }, /too large/, MOST],
  ])('fails in plain words when the server %s', async (_, behaviour, message, units) => {
    const { ask, calls } = modelAt((await serve(behaviour)).url);
    const meter = countingMeter();
    const failure = await ask(TASK, { signal: never, meter }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'CugarError', message: expect.stringMatching(message) });
    expect(String(failure)).not.toContain('secret words');
    expect(meter.units).toBeCloseTo(units, 6);
    expect(calls).toHaveLength(1);
  });

  it.each<Behaviour>([{ kind: 'hangs' }, { kind: 'drips' }])(
    'waits no longer than it may for a server that $kind',
    async (behaviour) => {
      const { ask, calls } = modelAt((await serve(behaviour)).url, { timeoutMs: 300 });
      const meter = countingMeter();
      await expect(ask(TASK, { signal: never, meter })).rejects.toThrow('no answer within 0.3 s');
      // Nobody knows what it took: the reservation stands.
      expect(meter.units).toBe(MOST);
      expect(calls).toMatchObject([{ outcome: 'slow' }]);
    },
  );

  it('follows no redirect, which would carry the key elsewhere', async () => {
    const elsewhere = await serve(says('mine'));
    const server = await serve({ kind: 'redirects', to: `${elsewhere.url}chat/completions` });
    await expect(modelAt(server.url).ask(TASK, { signal: never, meter: countingMeter() })).rejects.toThrow();
    expect(elsewhere.asked).toEqual([]);
  });

  it('fails at once when nobody listens', async () => {
    const server = await serve(says('x'));
    await server.close();
    const meter = countingMeter();
    await expect(modelAt(server.url).ask(TASK, { signal: never, meter })).rejects.toThrow(
      'cannot be reached',
    );
    expect(meter.units).toBe(0);
  });

  it('throws the reason of its caller when it is let go of', async () => {
    const abort = new AbortController();
    const server = await startModelServer(() => {
      abort.abort(new Error('going down'));
      return { kind: 'hangs' };
    });
    servers.push(server);
    await expect(
      modelAt(server.url).ask(TASK, { signal: abort.signal, meter: countingMeter() }),
    ).rejects.toThrow('going down');
  });

  it('asks no question that is too long', async () => {
    const server = await serve(says('x'));
    const subject = { goal: 'x'.repeat(60_000) };
    await expect(
      modelAt(server.url).ask({ ...TASK, subject }, { signal: never, meter: countingMeter() }),
    ).rejects.toThrow('too long');
    expect(server.asked).toEqual([]);
  });

  it('gives a failing model a rest after three failures, then one call may try', async () => {
    let at = Date.parse('2026-11-25T10:00:00Z');
    const server = await serve(
      { kind: 'status', status: 500 },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 500 },
      says('up again'),
    );
    const { ask } = modelAt(server.url, { now: () => new Date(at) });
    const once = () => ask(TASK, { signal: never, meter: countingMeter() });
    for (let call = 0; call < 3; call += 1) await expect(once()).rejects.toThrow('status 500');
    await expect(once()).rejects.toThrow('given a rest');
    expect(server.asked).toHaveLength(3);
    at += 60_000;
    expect(await once()).toBe('up again');
    expect(await once()).toBe('up again');
  });
});
