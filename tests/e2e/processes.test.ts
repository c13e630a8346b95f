import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answersTo,
  approvalCard,
  cugar,
  handover,
  messagesAbout,
  planCard,
  queue,
  readable,
  seller,
} from '../support/e2e-plans.ts';
import { until } from '../support/e2e-program.ts';
import { expectValidTranscript } from '../support/e2e-transcript.ts';
import { openWorld, type World } from '../support/e2e-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const approve = async (planId: string) =>
  await world.sandbox.as(seller).click(await approvalCard(world.sandbox, planId), 'Approve');

async function expectDoneOnce(planId: string): Promise<void> {
  expect(readable(await planCard(world.sandbox, planId))).toContain('Completed, 6 of 6');
  await handover(world.sandbox, planId);
  expect(messagesAbout(world.sandbox, planId)).toHaveLength(3);
  expectValidTranscript(world.sandbox);
}

const WEB = { CUGAR_ROLE: 'web' };
const WORKER = { CUGAR_ROLE: 'worker' };

describe('one Redis and several processes', () => {
  it('share the work between web and worker', async () => {
    const web = await world.start(WEB);
    const worker = await world.start(WORKER);
    expect(worker.port).toBe(0);
    const planId = await queue(world.sandbox);
    await approve(planId);
    await expectDoneOnce(planId);
    const counted = 'cugar_runs_total{outcome="completed",planner="template"}';
    expect((await worker.metrics()).get(counted)).toBe(1);
    expect((await web.metrics()).get(counted)).toBe(0);
  });

  it('lose nothing when the web process is killed right after its acknowledgement', async () => {
    const web = await world.start(WEB);
    const planId = await queue(world.sandbox);
    await web.end('SIGKILL');
    await world.start(WORKER);
    await approvalCard(world.sandbox, planId);
    await world.start(WEB);
    await approve(planId);
    await expectDoneOnce(planId);
  });

  it('carry a decision out when a worker comes back, also after the web process is killed', async () => {
    const web = await world.start(WEB);
    const worker = await world.start(WORKER);
    const planId = await queue(world.sandbox);
    await approvalCard(world.sandbox, planId);
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await approve(planId);
    await web.end('SIGKILL');
    await world.start(WORKER);
    await expectDoneOnce(planId);
  });

  it('take over from a worker that is killed in the middle of plans', async () => {
    await world.start(WEB);
    const first = await world.start(WORKER);
    const planIds = await Promise.all(Array.from({ length: 6 }, () => queue(world.sandbox)));
    await first.end('SIGKILL');
    await world.start(WORKER);
    for (const planId of planIds) await approve(planId);
    for (const planId of planIds) await expectDoneOnce(planId);
  }, 90_000);

  it('take over from one that is told to stop in the middle of plans', async () => {
    const first = await world.start();
    const planIds = await Promise.all(Array.from({ length: 6 }, () => queue(world.sandbox)));
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(first.log().filter(({ level }) => level === 'error')).toEqual([]);
    await world.start();
    for (const planId of planIds) await approve(planId);
    for (const planId of planIds) await expectDoneOnce(planId);
  }, 90_000);
});

describe('a Redis that is away', () => {
  it('is told at once, queues nothing later, and is used again when it is back', async () => {
    const { sandbox, redis } = world;
    const bot = await world.start();
    const waiting = await queue(sandbox);
    const card = await approvalCard(sandbox, waiting);
    await redis.kill9();

    const outcome = await cugar(sandbox, 'qualify Velora');
    expect(outcome.failure).toBeUndefined();
    expect(outcome.answer?.ephemeralTo).toBe(seller);
    expect(outcome.answer && readable(outcome.answer)).toMatch(/Nothing was started/);
    const before = answersTo(sandbox, seller).length;
    await sandbox.as(seller).click(card, 'Approve');
    await until('the refusal', () =>
      answersTo(sandbox, seller)
        .slice(before)
        .some((text) => /Nothing was decided/.test(text)),
    );

    await redis.restart();
    await until('ready', async () => (await bot.get('/readyz'))?.status === 200);
    await approve(waiting);
    await expectDoneOnce(waiting);
    expect((await cugar(sandbox, 'status')).ackText).not.toMatch(/Velora/);
    const planId = await queue(sandbox);
    await approve(planId);
    await expectDoneOnce(planId);
  }, 60_000);
});
