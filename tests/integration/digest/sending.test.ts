import { afterEach, describe, expect, it } from 'vitest';
import { createDigestRunner } from '../../../src/digest/runner.ts';
import { textsOf } from '../../support/message-texts.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { openWorld, sales, seller, type World, type WorldOptions, withoutBot } from './world.ts';

let world: World;
afterEach(() => world.close());
const open = async (options: Partial<WorldOptions> = {}) => {
  world = await openWorld({ redisUrl: sharedRedisUrl(), ...options });
  return createDigestRunner(world.deps);
};
/** A schedule whose moment of today has just passed. */
const EVER = { cron: '0 0 * * *', timeZone: 'UTC' };
const SHOWN = { kind: 'shown' };
const said = () => world.digests().map(({ blocks }) => textsOf(blocks));
const warned = () => world.lines.filter(({ level }) => level !== 'info').map(({ message }) => message);

describe('a digest', () => {
  it('is posted as one sentence, completed in its place, and gets its picture in its thread', async () => {
    const runner = await open({ schedule: EVER });
    await world.endedPlan('completed');
    await world.endedPlan('failed');
    expect(await runner.tick(world.teamId)).toEqual(SHOWN);
    const [digest, ...more] = world.digests();
    expect(more).toEqual([]);
    expect(digest?.versions).toHaveLength(2);
    expect(digest?.versions[0]?.text).toContain('2 plans ended');
    expect(said()[0]).toContain('2 ended: ✓ 1 completed, ✗ 1 failed. 2 started.');
    const [picture, ...others] = world.threads();
    expect(others).toEqual([]);
    expect(picture).toMatchObject({ threadTs: digest?.ts, text: '' });
    const [file] = picture?.files ?? [];
    expect(file?.altText).toMatch(/: 1 completed, 1 failed\.$/);
    expect(
      Buffer.from(world.sandbox.files.find(file?.id ?? '')?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(warned()).toEqual([]);
  });

  it('is sent once a day, however often and by how many it is tried', async () => {
    const runner = await open({ schedule: EVER });
    await world.endedPlan('completed');
    const others = [world.process(), world.process(), world.process()].map(createDigestRunner);
    const tries = [runner, ...others].flatMap((one) => [one.tick(world.teamId), one.tick(world.teamId)]);
    await Promise.all(tries);
    for (const one of [runner, ...others]) expect(await one.tick(world.teamId)).toEqual(SHOWN);
    expect(world.digests()).toHaveLength(1);
    expect(world.threads()).toHaveLength(1);
  });

  it('is one line without a picture on a quiet day, and the next day tells what is new since', async () => {
    const runner = await open({ schedule: EVER, book: {} });
    await runner.tick(world.teamId);
    expect(said()[0]).toMatch(/A quiet day: nothing ended, nothing waits, no new signal\./);
    expect(world.digests()[0]?.versions).toHaveLength(1);
    expect(world.threads()).toEqual([]);
    await world.endedPlan('completed');
    world.setNow(Date.now() + 86_400_000);
    await runner.tick(world.teamId);
    expect(world.digests()).toHaveLength(2);
    expect(said()[1]).toContain('1 ended: ✓ 1 completed');
  });

  it('is not sent before its moment, nor to a channel that turned it off', async () => {
    const runner = await open({ schedule: { cron: '0 8 * * *', timeZone: 'UTC' } });
    world.setNow('2026-11-23T07:59:00Z');
    expect(await runner.tick(world.teamId)).toEqual(SHOWN);
    await world.settings.turnOff(world.teamId, sales, { by: seller, atMs: 1 });
    world.setNow('2026-11-23T08:01:00Z');
    await runner.tick(world.teamId);
    expect(world.digests()).toEqual([]);
    await world.settings.turnOn(world.teamId, sales);
    await runner.tick(world.teamId);
    expect(world.digests()).toHaveLength(1);
  });

  it('goes to nobody where the bot is not in the channel, and to the channel once it is', async () => {
    const runner = await open({ schedule: EVER, channel: withoutBot });
    expect(await runner.tick(world.teamId)).toEqual(SHOWN);
    expect(world.sandbox.transcript.entries.filter(({ kind }) => kind === 'message_posted')).toEqual([]);
    expect(warned()).toContain('a digest finds no place: is the bot in its channel?');
    world.sandbox.world.channels.get(withoutBot)?.members.add(world.sandbox.world.app.botUserId);
    await runner.tick(world.teamId);
    expect(world.digests(withoutBot)).toHaveLength(1);
  });

  it('brings the own lines to those who asked, besides the channel', async () => {
    const runner = await open({ schedule: EVER });
    await world.settings.subscribe(world.teamId, { userId: seller, owner: 'Sam Lee' });
    await world.endedPlan('completed', { requestedBy: seller });
    await world.endedPlan('failed', { requestedBy: 'U0OTHER001' });
    await runner.tick(world.teamId);
    await runner.tick(world.teamId);
    const direct = world.digests(world.sandbox.world.openDm(seller).id);
    expect(direct).toHaveLength(1);
    const own = textsOf(direct[0]?.blocks);
    expect(own).toContain('1 ended of yours: ✓ 1 completed');
    expect(own).toContain('Why you get this: you asked for the lines of Sam Lee');
    expect(said()[0]).toContain('2 ended: ✓ 1 completed, ✗ 1 failed');
  });

  it('that a person asked for is posted once where it was asked, and changes nothing about the daily one', async () => {
    const runner = await open({ schedule: EVER });
    await world.endedPlan('completed');
    const request = { teamId: world.teamId, channelId: sales, userId: seller, requestKey: 'k1' };
    await runner.now(request);
    await runner.now(request);
    expect(world.digests()).toHaveLength(1);
    expect(said()[0]).toContain(`<@${seller}> asked for it here`);
    await runner.tick(world.teamId);
    expect(world.digests()).toHaveLength(2);
    expect(said()[1]).toContain('1 ended');
  });

  it('that was asked for where the bot is not goes to the one who asked', async () => {
    const runner = await open({ schedule: null });
    await runner.now({ teamId: world.teamId, channelId: withoutBot, userId: seller, requestKey: 'k2' });
    expect(world.digests(world.sandbox.world.openDm(seller).id)).toHaveLength(1);
  });
});

describe('a Slack that fails', () => {
  const refuse = (method: string, error: string) =>
    world.sandbox.faults.add({ match: method, fault: { kind: 'error', error } });

  it.each(['missing_scope', 'file_uploads_disabled', 'fatal_error'])(
    'with %s at the picture costs the picture alone',
    async (error) => {
      const runner = await open({ schedule: EVER });
      await world.endedPlan('completed');
      refuse('files.getUploadURLExternal', error);
      expect(await runner.tick(world.teamId)).toEqual(SHOWN);
      await runner.tick(world.teamId);
      expect(said()[0]).toContain('1 ended');
      expect(world.threads()).toEqual([]);
      expect(warned()).toContain('a digest goes without its picture');
    },
  );

  it('that wants a pause gets it, and then one digest', async () => {
    const runner = await open({ schedule: EVER });
    world.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'rate_limited', retryAfterS: 1 } });
    const first = await runner.tick(world.teamId);
    expect(first).toMatchObject({ kind: 'later' });
    expect(world.digests()).toEqual([]);
    await expect.poll(() => runner.tick(world.teamId), { interval: 100 }).toEqual(SHOWN);
    expect(world.digests()).toHaveLength(1);
  });
});
