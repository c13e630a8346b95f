import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { approvalJobId } from '../../../jobs/wakeups.ts';
import { type Desk, type Fleet, openDesk, openFleet } from '../../support/engine-fleet.ts';
import { plan, policy, proposeStep, step } from '../../support/engine-plan.ts';
import { startOwnRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/test-redis.ts';
import { type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let redis: TestRedis;
let desk: Desk;
let fleets: Fleet[] = [];
const ledger: Ledger = { calls: [], commits: [] };
const tools = [readTool('echo', ledger), letterTool(ledger)];
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 25_000, interval: 20 });

beforeAll(async () => {
  redis = await startOwnRedis({ appendfsync: 'off' });
  desk = openDesk(redis.url);
});
afterAll(async () => {
  await desk.close();
  await redis.stop();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(fleets.map((fleet) => fleet.stop()));
  fleets = [];
});

function work(): Fleet {
  const fleet = openFleet(redis.url, desk, tools);
  fleets.push(fleet);
  return fleet;
}

const letterPlan = (expiresInMs = 60_000) =>
  plan(desk.teamId, [
    step('facts'),
    proposeStep('letter', { after: ['facts'], approval: policy({ expiresInMs }) }),
    step('after', { after: ['letter'] }),
  ]);

type Made = ReturnType<typeof letterPlan>;
const status = (made: Made, expected: string) =>
  until(async () => expect((await desk.record(made)).status).toBe(expected));
const asleep = (made: Made) =>
  until(async () =>
    expect(await (await desk.queues.plans.getJob(made.planId))?.getState()).toBe('waiting-children'),
  );
const timerOf = async (made: Made) => {
  const { openedAt = 0 } = (await desk.record(made)).steps.letter?.approval ?? {};
  return await desk.queues.approvals.getJob(approvalJobId(made.planId, 'letter', openedAt));
};
const nothingLeft = () => until(async () => expect(await desk.leftovers()).toEqual({}));

describe('a plan that waits for a person', () => {
  it('sleeps in the queue behind a timer that is due at the expiry', async () => {
    work();
    const made = letterPlan();
    await desk.submit(made);
    await asleep(made);
    const timer = await timerOf(made);
    expect(await timer?.getState()).toBe('delayed');
    const { expiresAt = 0 } = (await desk.record(made)).steps.letter?.approval ?? {};
    expect(Math.abs((timer?.timestamp ?? 0) + (timer?.delay ?? 0) - expiresAt)).toBeLessThan(1_000);
    expect(timer?.attemptsStarted).toBe(0);
    await desk.decisions.cancel(made, 'U1');
    await nothingLeft();
  });

  it.each([
    ['approved', 'completed'],
    ['denied', 'partial'],
  ] as const)('goes on as the very same job when it is %s', async (decision, expected) => {
    work();
    const made = letterPlan();
    await desk.submit(made);
    await asleep(made);
    const before = await desk.queues.plans.getJob(made.planId);
    await desk.decide(made, 'letter', decision);
    await status(made, expected);
    await nothingLeft();
    const after = await desk.queues.plans.getJob(made.planId);
    expect(after).toMatchObject({ id: made.planId, timestamp: before?.timestamp, attemptsStarted: 2 });
    expect(ledger.commits.filter(({ key }) => key.startsWith(made.planId))).toHaveLength(
      decision === 'approved' ? 1 : 0,
    );
    expect(await desk.redis.zscore(desk.keys.outbox, `${made.planId}.letter`)).toBeNull();
    expect(await timerOf(made)).toBeUndefined();
  });

  it('goes on when its time runs out', async () => {
    work();
    const made = letterPlan(150);
    await desk.submit(made);
    await status(made, 'partial');
    expect((await desk.record(made)).steps.letter).toMatchObject({
      status: 'expired',
      approval: { decidedBy: 'system' },
    });
    await nothingLeft();
  });

  it('does not expire early by a clock that runs ahead', async () => {
    const real = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => real() + 30_000);
    work();
    const made = letterPlan(20_000);
    await desk.submit(made);
    await until(async () => expect((await timerOf(made))?.attemptsStarted).toBeGreaterThan(0));
    await asleep(made);
    expect((await desk.record(made)).steps.letter?.approval?.state).toBe('pending');
    await until(async () => expect(await (await timerOf(made))?.getState()).toBe('delayed'));
    await desk.decide(made, 'letter', 'approved');
    await status(made, 'completed');
    await nothingLeft();
  });

  it('is not stopped by a decision that comes before the timer stands', async () => {
    const made = letterPlan();
    const add = desk.queues.approvals.add.bind(desk.queues.approvals);
    const adding = vi.spyOn(desk.queues.approvals, 'add').mockImplementationOnce(async (...args) => {
      await desk.decide(made, 'letter', 'approved');
      return await add(...args);
    });
    work();
    await desk.submit(made);
    await status(made, 'completed');
    expect(adding).toHaveBeenCalledTimes(1);
    await nothingLeft();
  });

  it('ends when it is cancelled', async () => {
    work();
    const made = letterPlan();
    await desk.submit(made);
    await asleep(made);
    expect(await desk.decisions.cancel(made, 'U1')).toBe('applied');
    await nothingLeft();
    expect((await desk.record(made)).status).toBe('cancelled');
  });

  it('asks twice in one plan, each time with a timer of its own', async () => {
    work();
    const made = plan(desk.teamId, [
      proposeStep('first', { input: { text: 'a' } }),
      proposeStep('second', { input: { text: 'b' } }),
    ]);
    await desk.submit(made);
    for (const id of ['first', 'second']) {
      await until(async () => expect((await desk.record(made)).steps[id]?.approval?.state).toBe('pending'));
      await desk.decide(made, id, 'approved');
    }
    await status(made, 'completed');
    await nothingLeft();
  });

  it('is decided once by twenty clicks at the same time', async () => {
    work();
    const made = letterPlan();
    await desk.submit(made);
    await asleep(made);
    const clicks = Array.from({ length: 20 }, (_, index) =>
      desk.decide(made, 'letter', index % 2 ? 'approved' : 'denied'),
    );
    const kinds = (await Promise.all(clicks)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'decided')).toHaveLength(1);
    await until(async () => expect(['completed', 'partial']).toContain((await desk.record(made)).status));
    await nothingLeft();
    expect(desk.late).toEqual([]);
  });
});
