import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDigest, type Digest } from '../../../jobs/digest.ts';
import { digestSchedulerId, placeDigestSchedule } from '../../../jobs/digest-schedule.ts';
import type { DigestSchedule } from '../../../src/digest/due.ts';
import { startOwnRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/test-redis.ts';
import { openWorld, sales, seller, type World, type WorldOptions } from './world.ts';

let redis: TestRedis;
let world: World;
let running: Digest[] = [];
beforeEach(async () => {
  redis = await startOwnRedis({ appendfsync: 'off' });
});
afterEach(async () => {
  await Promise.all(running.map((digest) => digest.stop()));
  running = [];
  await world.queue.close();
  await world.close();
  await redis.stop();
});

const EIGHT = { cron: '0 8 * * *', timeZone: 'Europe/Berlin' };
const open = async (options: Partial<WorldOptions> = {}) => {
  world = await openWorld({ redisUrl: redis.url, schedule: EIGHT, ...options });
};
async function start(): Promise<Digest> {
  const digest = createDigest(world.process());
  running.push(digest);
  await digest.start();
  return digest;
}
const place = (schedule: DigestSchedule | null) => {
  const { queue, connection, teamId } = world.process();
  return placeDigestSchedule({ queue, redis: connection, teamId, schedule });
};
const idle = () =>
  expect
    .poll(async () => await world.queue.getJobCounts('waiting', 'active'))
    .toEqual({ waiting: 0, active: 0 });

describe('the scheduler', () => {
  it('is one, with one next job, when five processes set it at once', async () => {
    await open();
    world.setNow('2026-11-23T05:00:00Z');
    await Promise.all(Array.from({ length: 5 }, () => place(EIGHT)));
    const schedulers = await world.queue.getJobSchedulers();
    expect(schedulers).toHaveLength(1);
    expect(schedulers[0]).toMatchObject({
      key: digestSchedulerId(world.teamId),
      pattern: '0 8 * * *',
      tz: 'Europe/Berlin',
    });
    expect(await world.queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
    const [job] = await world.queue.getDelayed();
    expect(job?.data).toEqual({ kind: 'tick', teamId: world.teamId });
    expect(job?.opts.attempts).toBeGreaterThan(5);
    const due = new Date((job?.timestamp ?? 0) + (job?.delay ?? 0));
    expect(due.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })).toBe('08:00:00');
    expect(await world.redis.exists(`cugar:{${world.teamId}}:digest:lock`)).toBe(0);
  });

  it('is left alone when nothing changed, changed with the configuration, and mended when its job is gone', async () => {
    await open();
    await place(EIGHT);
    const [before] = await world.queue.getDelayed();
    await place(EIGHT);
    expect((await world.queue.getDelayed()).map(({ id }) => id)).toEqual([before?.id]);
    await place({ cron: '0 9 * * *', timeZone: 'UTC' });
    expect(await world.queue.getJobSchedulers()).toMatchObject([{ pattern: '0 9 * * *', tz: 'UTC' }]);
    expect(await world.queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
    await world.queue.drain(true);
    await place({ cron: '0 9 * * *', timeZone: 'UTC' });
    expect(await world.queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
  });

  it('goes with the channel that was configured', async () => {
    await open();
    await place(EIGHT);
    await place(null);
    expect(await world.queue.getJobSchedulers()).toEqual([]);
    expect(await world.queue.getJobCounts('delayed')).toEqual({ delayed: 0 });
    await place(null);
  });

  it('wakes the worker, which sends what is due', async () => {
    const soon = { cron: '* * * * *', timeZone: 'UTC' };
    await open({ schedule: soon });
    world.setNow('2026-11-23T12:00:00Z');
    await world.settings.turnOff(world.teamId, sales, { by: seller, atMs: 1 });
    await start();
    await idle();
    await world.settings.turnOn(world.teamId, sales);
    const [job] = await world.queue.getDelayed();
    await job?.promote();
    await expect.poll(() => world.digests().length).toBe(1);
    await expect.poll(() => world.queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
  });
});

describe('a moment that was missed', () => {
  it('is made up for once, on the same local day, also when several processes start', async () => {
    await open();
    world.setNow('2026-11-23T11:00:00Z');
    await Promise.all([start(), start(), start()]);
    await expect.poll(() => world.digests().length).toBe(1);
    await start();
    await idle();
    expect(world.digests()).toHaveLength(1);
  });

  it('of an earlier day is not replayed, however many there were', async () => {
    await open();
    world.setNow('2026-11-20T11:00:00Z');
    await start();
    await expect.poll(() => world.digests().length).toBe(1);
    world.setNow('2026-11-23T06:30:00Z');
    await start();
    await idle();
    expect(world.digests()).toHaveLength(1);
    world.setNow('2026-11-23T07:00:00Z');
    await start();
    await expect.poll(() => world.digests().length).toBe(2);
  });

  it('is not made up for while the digest is off', async () => {
    await open();
    world.setNow('2026-11-23T11:00:00Z');
    await world.settings.turnOff(world.teamId, sales, { by: seller, atMs: 1 });
    await start();
    await idle();
    expect(world.digests()).toEqual([]);
  });
});

describe('a day on which clocks are turned', () => {
  it.each([
    ['America/New_York', '2026-03-08', '30 2 * * *'],
    ['America/New_York', '2026-11-01', '30 1 * * *'],
    ['Europe/Berlin', '2026-03-29', '30 2 * * *'],
    ['Europe/Berlin', '2026-10-25', '30 2 * * *'],
  ])('%s %s at %s has exactly one digest', async (timeZone, date, cron) => {
    await open({ schedule: { cron, timeZone } });
    await start();
    const { queue, teamId } = world;
    const midnight = Date.parse(`${date}T00:00:00Z`) + (timeZone === 'Europe/Berlin' ? -2 : 4) * 3_600_000;
    for (let halfHours = 0; halfHours <= 52; halfHours += 1) {
      world.setNow(midnight + halfHours * 1_800_000);
      await queue.add('tick', { kind: 'tick', teamId });
      await idle();
    }
    const titled = world.digests().filter(({ text }) => text.includes(` ${Number(date.slice(8))} `));
    expect(titled).toHaveLength(1);
  });
});

describe('a request', () => {
  it('is durable when it is answered, and posted once by whichever process comes', async () => {
    await open({ schedule: null });
    const request = { teamId: world.teamId, channelId: sales, userId: seller, requestKey: 'a1' };
    await world.requests.now(request);
    await world.requests.now(request);
    expect(await world.queue.getJobCounts('waiting')).toEqual({ waiting: 1 });
    expect(world.digests()).toEqual([]);
    await Promise.all([start(), start()]);
    await expect.poll(() => world.digests().length).toBe(1);
    await world.requests.now(request);
    await idle();
    expect(world.digests()).toHaveLength(1);
  });

  it('waits as long as Slack says, and is then posted once', async () => {
    await open({ schedule: null });
    world.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'rate_limited', retryAfterS: 1 } });
    await world.requests.now({ teamId: world.teamId, channelId: sales, userId: seller, requestKey: 'a2' });
    await start();
    await expect.poll(() => world.digests().length).toBe(1);
    expect(world.lines.map(({ message }) => message)).toContain('Slack wants a pause');
  });
});
