import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/composition/bot.ts';
import type { DisconnectReason } from '../../../src/sandbox/socket/socket-links.ts';
import {
  approvalCard,
  cugar,
  handover,
  messagesAbout,
  planCard,
  queue,
  readable,
  sales,
  secondSeller,
  seller,
} from '../../support/e2e-plans.ts';
import { createGate } from '../../support/gate.ts';
import { openSocketWorld, type SocketWorld, slackLink } from './support/socket-world.ts';

let world: SocketWorld;
let bot: Bot;
beforeAll(async () => {
  world = await openSocketWorld();
  bot = await world.start();
});
afterAll(async () => {
  await world.close();
  expect(world.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const plansCreated = () => world.lines.filter(({ event }) => event === 'plan_created').length;
const person = () => world.sandbox.as(seller);
const completed = async (planId: string) => {
  expect(readable(await planCard(world.sandbox, planId))).toMatch(/Completed, 6 of 6 steps done/);
  expect(readable(await handover(world.sandbox, planId))).toContain('Cugar has sent nothing');
  expect(messagesAbout(world.sandbox, planId)).toHaveLength(3);
};

describe('over a WebSocket', () => {
  it('has no port, one link, and says so when asked whether it is ready', async () => {
    expect(bot.port).toBe(0);
    expect(world.sandbox.sockets.open).toBe(1);
    expect(await slackLink(bot)).toMatchObject({
      status: 200,
      ready: true,
      detail: { mode: 'socket', links: 1, trouble: '' },
    });
  });

  it('goes from the command through the approval to the handover', async () => {
    const planId = await queue(world.sandbox);
    const card = await approvalCard(world.sandbox, planId);
    const outcome = await person().click(card, 'Approve');
    expect(outcome).toMatchObject({ status: 200 });
    expect(outcome?.failure).toBeUndefined();
    await completed(planId);
  });

  it('answers a form in its acknowledgement', async () => {
    const planId = await queue(world.sandbox);
    const card = await approvalCard(world.sandbox, planId);
    const afterSeq = world.sandbox.transcript.entries.length;
    await person().click(card, 'Deny');
    await world.sandbox.transcript.waitForKind('view_opened', undefined, { afterSeq });
    const view = person().openView();
    if (!view) throw new Error('no form was opened');
    const short = await person().submitView(view, { reason: '     x     ' });
    expect(short.errors.reason).toContain('5 to 500 characters');
    const done = await person().submitView(view, { reason: 'not this quarter' });
    expect(done.failure).toBeUndefined();
    expect(readable(await planCard(world.sandbox, planId))).toMatch(/Denied|denied/);
  });
});

describe('the link', () => {
  it.each<DisconnectReason>(['refresh_requested', 'warning', 'link_disabled'])(
    'is opened anew in the middle of an approval (%s), and nobody notices',
    async (reason) => {
      const { sandbox } = world;
      const planId = await queue(sandbox);
      const card = await approvalCard(sandbox, planId);
      const openedBefore = sandbox.sockets.opened;
      sandbox.sockets.disconnect(reason, 5_000);
      await sandbox.sockets.waitForOpen(1, { openedBefore });
      const outcome = await person().click(card, 'Approve');
      expect(outcome?.failure).toBeUndefined();
      await completed(planId);
      await expect.poll(() => sandbox.sockets.open).toBe(1);
    },
  );

  it('that is told to go still acknowledges what came over it', async () => {
    const { sandbox } = world;
    const gate = createGate();
    const fault = { kind: 'held', until: gate.opened } as const;
    const openedBefore = sandbox.sockets.opened;
    const planId = await queue(sandbox, 'qualify Acme', secondSeller);
    const card = await approvalCard(sandbox, planId);
    const held = sandbox.faults.add({ match: 'users.info', fault });
    const clicked = sandbox.as(secondSeller).click(card, 'Approve');
    await expect.poll(() => held.hits).toBe(1);
    sandbox.sockets.disconnect('warning', 60_000);
    await sandbox.sockets.waitForOpen(1, { openedBefore });
    gate.open();
    expect((await clicked)?.failure).toBeUndefined();
    await completed(planId);
  });

  it('breaks without a word, and is opened again', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const card = await approvalCard(sandbox, planId);
    const openedBefore = sandbox.sockets.opened;
    sandbox.sockets.drop();
    await sandbox.sockets.waitForOpen(1, { openedBefore });
    expect((await person().click(card, 'Approve'))?.failure).toBeUndefined();
    await completed(planId);
  });

  it('breaks with an acknowledgement on its way: what was decided stands, a second click is told so', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const card = await approvalCard(sandbox, planId);
    const openedBefore = sandbox.sockets.opened;
    sandbox.sockets.cutNext('interactive', 'ack');
    expect((await person().click(card, 'Approve'))?.failure).toBe('dispatch_failed');
    await sandbox.sockets.waitForOpen(1, { openedBefore });
    const again = await sandbox.raw.clickStale(seller, card, card.versions.length - 1, 'Approve');
    expect(again?.failure).toBeUndefined();
    await completed(planId);
    await sandbox.waitForMessage(
      ({ ephemeralTo, text }) => ephemeralTo === seller && /already|decided/i.test(text),
    );
  });

  it('breaks with a command on its way: nothing was queued, and the next one is', async () => {
    const { sandbox } = world;
    const openedBefore = sandbox.sockets.opened;
    sandbox.sockets.cutNext('slash_commands', 'request');
    expect((await cugar(sandbox, 'budget')).failure).toBe('dispatch_failed');
    await sandbox.sockets.waitForOpen(1, { openedBefore });
    expect((await cugar(sandbox, 'budget')).ackText).toContain('units');
  });

  it('breaks before an event is acknowledged: Slack sends it again, and one plan comes of it', async () => {
    const { sandbox } = world;
    sandbox.sockets.cutNext('events_api', 'ack');
    const { attempts, message } = await person().mention('qualify Acme', { channel: sales });
    expect(attempts.length).toBeGreaterThan(1);
    expect(attempts.at(-1)?.failure).toBeUndefined();
    const isInThread = ({ threadTs, ephemeralTo }: { threadTs?: string; ephemeralTo?: string }) =>
      threadTs === message.ts && ephemeralTo === undefined;
    await expect.poll(() => sandbox.messages(sales).filter(isInThread).length).toBe(2);
  });

  it('carries the same request twice, and one plan comes of it', async () => {
    const { sandbox } = world;
    const before = plansCreated();
    sandbox.faults.duplicate('command');
    expect((await cugar(sandbox, 'qualify Acme')).ackText).toMatch(/Queued/);
    expect(plansCreated()).toBe(before + 1);
    const { attempts } = await person().mention('qualify Acme', { channel: sales });
    expect(attempts).toHaveLength(1);
    await sandbox.raw.replay();
    expect(plansCreated()).toBe(before + 2);
  });

  it('is not ready while Slack gives no address, and opens when it does', async () => {
    const { sandbox } = world;
    const openedBefore = sandbox.sockets.opened;
    const fault = { kind: 'status', status: 503 } as const;
    const down = sandbox.faults.add({ match: 'apps.connections.open', fault, times: 2 });
    sandbox.sockets.drop();
    await expect.poll(() => slackLink(bot)).toMatchObject({ status: 503, ready: false });
    expect(JSON.stringify(await slackLink(bot))).not.toContain('xapp-');
    await sandbox.sockets.waitForOpen(1, { openedBefore });
    expect(down.hits).toBe(2);
    await expect.poll(() => slackLink(bot)).toMatchObject({ status: 200, ready: true });
    expect((await cugar(sandbox, 'budget')).failure).toBeUndefined();
  });
});
