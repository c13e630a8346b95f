import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { approvalJobId } from '../../../jobs/wakeups.ts';
import { letExpire } from '../../support/engine-approvals.ts';
import { type Desk, type Fleet, openDesk, openFleet } from '../../support/engine-fleet.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { startOwnRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/test-redis.ts';
import { createLatch, type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let redis: TestRedis;
let desk: Desk;
let fleets: Fleet[] = [];
const ledger: Ledger = { calls: [], commits: [] };
const tools = [readTool('echo', ledger), letterTool(ledger)];
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 25_000, interval: 20 });

beforeEach(async () => {
  redis = await startOwnRedis({ appendfsync: 'always' });
  desk = openDesk(redis.url);
});
afterEach(async () => {
  await Promise.all(fleets.map((fleet) => fleet.stop()));
  fleets = [];
  await desk.close();
  await redis.stop();
});

function work(more = tools): Fleet {
  const fleet = openFleet(redis.url, desk, more);
  fleets.push(fleet);
  return fleet;
}

const letterPlan = () => plan(desk.teamId, [step('facts'), proposeStep('letter', { after: ['facts'] })]);
type Made = ReturnType<typeof letterPlan>;
const status = (made: Made, expected: string) =>
  until(async () => expect((await desk.record(made)).status).toBe(expected));
const state = (made: Made, expected: string) =>
  until(async () => expect(await (await desk.queues.plans.getJob(made.planId))?.getState()).toBe(expected));
const nothingLeft = () => until(async () => expect(await desk.leftovers()).toEqual({}));

/** As if the time since the last change were long. */
async function age(made: Made): Promise<void> {
  for (const key of [desk.keys.active, desk.keys.outbox, desk.keys.dirty])
    for (const member of await desk.redis.zrange(key, '0', '-1'))
      if (member.includes(made.planId)) await desk.redis.zadd(key, '1', member);
}

/** Decides in the store alone, as a process that dies right after it would. */
async function decideSilently(made: Made): Promise<void> {
  const { version = 0, hash = '' } = (await desk.record(made)).steps.letter?.approval ?? {};
  const ref = { planId: made.planId, stepId: 'letter', version, hash };
  await desk.store.decide({ teamId: desk.teamId, ref, decision: 'approved', by: 'U1' });
}

async function sleeping(): Promise<Made> {
  work();
  const made = letterPlan();
  await desk.submit(made);
  await state(made, 'waiting-children');
  return made;
}

describe('the sweeper', () => {
  it('repeats the wake-up of a decision whose process died', async () => {
    const made = await sleeping();
    await decideSilently(made);
    await age(made);
    await desk.sweeper.sweep();
    await status(made, 'completed');
    await nothingLeft();
    expect(await desk.redis.zcard(desk.keys.outbox)).toBe(0);
  });

  it('wakes a plan whose timer had failed for good', async () => {
    const made = await sleeping();
    const { openedAt = 0 } = (await desk.record(made)).steps.letter?.approval ?? {};
    const timer = await desk.queues.approvals.getJob(approvalJobId(made.planId, 'letter', openedAt));
    const queue = '{cugar-queues}:approvals';
    await desk.redis.zrem(`${queue}:delayed`, timer?.id ?? '');
    await desk.redis.zadd(`${queue}:failed`, Date.now(), timer?.id ?? '');
    await desk.decide(made, 'letter', 'approved');
    await status(made, 'completed');
    await nothingLeft();
  });

  it('queues a plan that was stored by a process that died', async () => {
    work();
    const made = letterPlan();
    await desk.store.create(made, made.planId, []);
    await desk.redis.sadd('cugar:teams', desk.teamId);
    await age(made);
    await desk.sweeper.sweep();
    await state(made, 'waiting-children');
  });

  it('revives a waiting plan whose job was removed', async () => {
    const made = await sleeping();
    await (await desk.queues.plans.getJob(made.planId))?.remove();
    await age(made);
    await desk.sweeper.sweep();
    await state(made, 'waiting-children');
    await desk.decide(made, 'letter', 'approved');
    await status(made, 'completed');
    await nothingLeft();
  });

  it('looks after a plan that waits for a person only now and then, until somebody decides', async () => {
    const made = await sleeping();
    await age(made);
    const lookedAt = async () => Number(await desk.redis.zscore(desk.keys.active, made.planId));
    const now = await desk.debts.now();
    await desk.sweeper.sweep();
    expect(await lookedAt()).toBeGreaterThanOrEqual(now + 10 * 60_000);
    await decideSilently(made);
    expect(await lookedAt()).toBeLessThan(now + 60_000);
    await age(made);
    await desk.sweeper.sweep();
    await status(made, 'completed');
    await nothingLeft();
  });

  it('revives a plan whose job has failed for good', async () => {
    const made = letterPlan();
    await desk.submit(made);
    const job = await desk.queues.plans.getJob(made.planId);
    await job?.remove();
    await desk.redis.hset(
      `{cugar-queues}:plans:${made.planId}`,
      'name',
      'plan',
      'data',
      '{}',
      'opts',
      '{}',
      'timestamp',
      1,
    );
    await desk.redis.zadd('{cugar-queues}:plans:failed', 1, made.planId);
    await age(made);
    await desk.sweeper.sweep();
    work();
    await status(made, 'awaiting_approval');
  });

  it('expires what no timer expired', async () => {
    const made = await sleeping();
    await letExpire(desk, { planId: made.planId, stepId: 'letter', version: 1, hash: '' });
    await desk.redis.zadd(desk.keys.approvals, 1, `${made.planId}.letter`);
    await desk.sweeper.sweep();
    await status(made, 'partial');
    await nothingLeft();
  });

  it('pays off the debt of a plan that had ended before', async () => {
    const made = await sleeping();
    await desk.store.cancel(made, 'U1');
    await age(made);
    await desk.sweeper.sweep();
    await nothingLeft();
    expect(await desk.redis.zcard(desk.keys.outbox)).toBe(0);
  });

  it('queues a message that fell behind', async () => {
    const made = letterPlan();
    await desk.store.create(made, made.planId, []);
    await desk.redis.sadd('cugar:teams', desk.teamId);
    work();
    await desk.redis.zadd(desk.keys.dirty, 1, `plan.${made.planId}`);
    await desk.sweeper.sweep();
    await until(async () =>
      expect(
        (await desk.messages.place(desk.teamId, { kind: 'plan', planId: made.planId })).shown,
      ).toBeGreaterThan(0),
    );
  });

  it('is not held up by a plan that cannot be read', async () => {
    const broken = letterPlan();
    const made = await sleeping();
    await desk.store.create(broken, broken.planId, []);
    await desk.redis.hset(desk.keys.planData(broken.planId), 'spec', '{"schemaVersion":99}');
    await desk.redis.zadd(desk.keys.outbox, 0, `${broken.planId}.letter`);
    await decideSilently(made);
    await age(made);
    await desk.sweeper.sweep();
    await status(made, 'completed');
    expect(desk.errors).toHaveLength(1);
  });

  it('stops in the middle of nothing', async () => {
    desk.sweeper.start();
    await desk.sweeper.stop();
    expect(desk.errors).toEqual([]);
  });
});

describe('a shutdown', () => {
  it('hands a running plan to another worker', async () => {
    const inside = createLatch(1);
    const release = createLatch(2);
    const slow = readTool('slow', ledger, async ({ text }) => {
      await inside.enter();
      await release.enter();
      return { text };
    });
    const first = work([...tools, slow]);
    const made = plan(desk.teamId, [step('one', { tool: 'slow' }), step('two', { after: ['one'] })]);
    await desk.submit(made);
    await inside.open;
    const stopped = first.stop();
    fleets = [];
    await release.enter();
    await stopped;
    expect((await desk.record(made)).steps).toMatchObject({
      one: { status: 'succeeded' },
      two: { status: 'pending' },
    });
    work();
    await status(made, 'completed');
    expect((await desk.record(made)).steps.one?.attempts).toBe(1);
    await nothingLeft();
    expect((await desk.queues.plans.getJob(made.planId))?.attemptsMade).toBe(1);
  });
});

describe('a lost lock', () => {
  it('aborts the step, so that its worker lets go', async () => {
    const inside = createLatch(1);
    const told = createLatch(1);
    const slow = readTool('slow', ledger, async (_, signal) => {
      signal.addEventListener('abort', () => void told.enter());
      await inside.enter();
      return new Promise<never>(() => {});
    });
    const fleet = work([slow]);
    const made = plan(desk.teamId, [step('one', { tool: 'slow', timeoutMs: 60_000 })]);
    await desk.submit(made);
    await inside.open;
    fleet.workers[0]?.emit('lockRenewalFailed', [made.planId]);
    await told.open;
    await until(async () => expect((await desk.record(made)).steps.one?.attempts).toBeGreaterThan(1));
    await desk.decisions.cancel(made, 'U1');
    fleet.abort.abort();
  });
});

describe('a Redis that is killed and comes back', () => {
  it('finds plans where they were', async () => {
    const made = await sleeping();
    await redis.kill9();
    await redis.restart();
    await until(
      async () =>
        void expect((await desk.decide(made, 'letter', 'approved')).kind).toMatch(/decided|already/),
    );
    await until(async () => {
      await desk.sweeper.sweep();
      expect((await desk.record(made)).status).toBe('completed');
    });
    await nothingLeft();
    expect(ledger.commits.filter(({ key }) => key.startsWith(made.planId))).toHaveLength(1);
    expect(await desk.audit.verify(desk.teamId)).toMatchObject({ intact: true });
  });
});
