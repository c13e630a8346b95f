import { afterEach, describe, expect, it } from 'vitest';
import { approvalCard, cugar, planCard, queue, readable, seller } from '../../support/e2e-plans.ts';
import { createGate } from '../../support/gate.ts';
import { openSocketWorld, type SocketWorld, slackLink } from './support/socket-world.ts';

let world: SocketWorld;
afterEach(() => world.close());

describe('the start over Socket Mode', () => {
  it('ends with what to do when Slack refuses the app-level token', async () => {
    world = await openSocketWorld();
    const started = world.start({ SLACK_APP_TOKEN: 'xapp-1-of-somebody-else' });
    await expect(started).rejects.toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: 'Slack refuses SLACK_APP_TOKEN (invalid_auth)',
      detail: { hint: expect.stringContaining('connections:write') },
    });
    expect(JSON.stringify(world.lines)).not.toContain('xapp-1-of');
    expect(world.lines.filter(({ msg }) => /token/.test(String(msg)))).toEqual([]);
  });

  it('ends so when the token lacks its scope', async () => {
    world = await openSocketWorld();
    world.sandbox.world.app.appTokenScopes = [];
    await expect(world.start()).rejects.toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: 'Slack refuses SLACK_APP_TOKEN (missing_scope)',
    });
  });

  it('ends so when the two tokens are of different apps', async () => {
    world = await openSocketWorld();
    const fault = { kind: 'status', status: 200 } as const;
    const { apiUrl } = world.sandbox;
    const other = await openSocketWorld({ app: { appId: 'A0OTHERAPP' } });
    const body = await (
      await fetch(`${other.sandbox.apiUrl}apps.connections.open`, {
        method: 'POST',
        headers: { authorization: `Bearer ${other.sandbox.world.app.appToken}` },
      })
    ).text();
    expect(apiUrl).not.toBe(other.sandbox.apiUrl);
    world.sandbox.faults.add({ match: 'apps.connections.open', fault: { ...fault, body } });
    await expect(world.start()).rejects.toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: 'SLACK_APP_TOKEN belongs to another app than SLACK_BOT_TOKEN',
    });
    await other.close();
  });

  it.each(['wss://', 'http://127.0.0.1:9/', 'ws://slack.evil.example/link', ''])(
    'opens no WebSocket to %j',
    async (url) => {
      world = await openSocketWorld();
      const body = JSON.stringify({ ok: true, url });
      const fault = { kind: 'status', status: 200, body } as const;
      world.sandbox.faults.add({ match: 'apps.connections.open', fault });
      await expect(world.start()).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE', retryable: true });
    },
  );

  it('needs no link in the role worker', async () => {
    world = await openSocketWorld();
    await world.start({ CUGAR_ROLE: 'worker' });
    expect(world.sandbox.sockets.opened).toBe(0);
  });
});

describe('several processes', () => {
  it('each hold a link, and every request is answered by one of them', async () => {
    world = await openSocketWorld();
    const bots = [
      await world.start({ CUGAR_ROLE: 'web' }),
      await world.start({ CUGAR_ROLE: 'web' }),
      await world.start({ CUGAR_ROLE: 'worker' }),
    ];
    const { sandbox } = world;
    expect(sandbox.sockets.open).toBe(2);
    const planId = await queue(sandbox);
    const card = await approvalCard(sandbox, planId);
    const clicks = await Promise.all([1, 2, 3, 4].map(() => sandbox.as(seller).click(card, 'Approve')));
    expect(clicks.filter((click) => click?.failure)).toEqual([]);
    expect(readable(await planCard(sandbox, planId))).toContain('Completed, 6 of 6');
    const decided = world.lines.filter(({ event }) => event === 'approval_received');
    expect(decided).toHaveLength(1);

    await bots[0]?.stop();
    expect(sandbox.sockets.open).toBe(1);
    for (let i = 0; i < 3; i += 1) expect((await cugar(sandbox, 'budget')).failure).toBeUndefined();
  });
});

describe('the stop', () => {
  it('lets what is in work end and be acknowledged, and takes nothing more', async () => {
    world = await openSocketWorld();
    const { sandbox } = world;
    const bot = await world.start();
    const planId = await queue(sandbox);
    const card = await approvalCard(sandbox, planId);
    const gate = createGate();
    const fault = { kind: 'held', until: gate.opened } as const;
    const held = sandbox.faults.add({ match: 'users.info', fault });
    const clicked = sandbox.as(seller).click(card, 'Approve');
    await expect.poll(() => held.hits).toBe(1);
    const stopping = bot.stop();
    gate.open();
    await Promise.all([stopping, clicked]);
    expect((await clicked)?.failure).toBeUndefined();
    expect(world.lines.filter(({ event }) => event === 'approval_received')).toHaveLength(1);
    expect(sandbox.sockets.open).toBe(0);
    expect((await cugar(sandbox, 'budget')).failure).toBe('dispatch_failed');
  });

  it('ends also while no link can be opened', async () => {
    world = await openSocketWorld();
    const { sandbox } = world;
    const bot = await world.start();
    const fault = { kind: 'error', error: 'invalid_auth' } as const;
    sandbox.faults.add({ match: 'apps.connections.open', fault, times: 100 });
    sandbox.sockets.drop();
    await expect
      .poll(() => slackLink(bot))
      .toMatchObject({ ready: false, detail: { trouble: expect.stringContaining('invalid_auth') } });
    await bot.stop();
  });
});
