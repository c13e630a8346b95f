import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createReceiver } from '../../../src/slack/receiver/receiver.ts';
import { createGate } from '../../support/gate.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const BODY = 'command=%2Fcugar&user_id=U001';

/** A receiver alone, with an app that does what the test says. */
function receiverWith(
  processEvent: (event: { ack: (response?: unknown) => Promise<void> }) => Promise<void>,
) {
  const lines: string[] = [];
  const say = (_facts: object, message: string) => void lines.push(message);
  const receiver = createReceiver({
    signingSecret: SECRET,
    clock: { now: () => new Date() },
    log: { info: say, warn: say, error: say },
    reference: () => 'ref-1',
    appId: () => undefined,
    isFirst: async () => true,
    timeouts: { ack: 150, body: 150, drain: 2_000 },
  });
  receiver.init({ processEvent } as unknown as Parameters<typeof receiver.init>[0]);
  return { receiver, lines };
}

function signed(body: string): RequestInit {
  const at = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': `v0=${signature}`,
      'x-slack-request-timestamp': String(at),
    },
  };
}

describe('what becomes of a request inside', () => {
  const post = async (at: number) => await fetch(`http://127.0.0.1:${at}/slack/events`, signed(BODY));

  it('answers 500 with a reference when handling fails', async () => {
    const { receiver, lines } = receiverWith(async () => {
      throw new Error('broken');
    });
    const answer = await post(await receiver.start({ port: 0, host: '127.0.0.1' }));
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: 'internal_error', reference: 'ref-1' });
    expect(lines).toContain('handling a request failed');
    await receiver.stop();
  });

  it('answers at once when nothing handled it, and after the deadline when something hangs', async () => {
    const idle = receiverWith(async () => {});
    expect((await post(await idle.receiver.start({ port: 0, host: '127.0.0.1' }))).status).toBe(404);
    await idle.receiver.stop();
    const late: { ack?: Promise<void> } = {};
    const answered = createGate();
    const hanging = receiverWith(async ({ ack }) => {
      await answered.opened;
      late.ack = ack('too late');
      await late.ack;
    });
    expect((await post(await hanging.receiver.start({ port: 0, host: '127.0.0.1' }))).status).toBe(503);
    answered.open();
    await expect.poll(() => late.ack !== undefined).toBe(true);
    await late.ack;
    await hanging.receiver.stop();
    expect(hanging.lines).toEqual(['request not acknowledged in time', 'acknowledgement came too late']);
  });

  it('acknowledges once', async () => {
    const { receiver, lines } = receiverWith(async ({ ack }) => {
      await ack('first');
      await ack('second');
    });
    const answer = await post(await receiver.start({ port: 0, host: '127.0.0.1' }));
    expect(await answer.text()).toBe('first');
    expect(lines).toContain('handling a request failed');
    await receiver.stop();
  });

  it('lets requests in work end when it stops, and takes no new ones', async () => {
    let release = () => {};
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { receiver } = receiverWith(async ({ ack }) => {
      entered();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await ack('done');
    });
    const at = await receiver.start({ port: 0, host: '127.0.0.1' });
    const answer = post(at);
    await inside;
    const stopped = receiver.stop();
    await expect(post(at)).rejects.toThrow();
    release();
    expect(await (await answer).text()).toBe('done');
    await stopped;
    await receiver.stop();
  });

  it('ends a body that does not come with 408', async () => {
    const { receiver } = receiverWith(async () => {});
    const at = await receiver.start({ port: 0, host: '127.0.0.1' });
    const status = await new Promise<number | undefined>((resolve) => {
      const slow = request(
        { port: at, host: '127.0.0.1', path: '/slack/events', method: 'POST' },
        (response) => resolve(response.statusCode),
      );
      slow.on('error', () => resolve(undefined));
      slow.write('payload=');
    });
    expect(status).toBe(408);
    await receiver.stop();
  });
});
