import { afterEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { createDirectory, createRequesters } from '../../../src/slack/index.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { type Bot, startBot } from './support/bot.ts';

const { people, groups } = SAMPLE;
let bot: Bot;
afterEach(() => bot.close());

describe('the start', () => {
  it('asks Slack who we are, once', async () => {
    bot = await startBot({ redisUrl: sharedRedisUrl() });
    const port = await bot.start();
    const { app, team } = bot.sandbox.world;
    expect(bot.web.port).toBe(port);
    expect(bot.web.identity).toEqual({
      teamId: team.id,
      botUserId: app.botUserId,
      botId: app.botId,
      appId: app.appId,
    });
    await bot.sandbox.as(people.seller).command('/cugar', 'help');
    expect(bot.calls.filter((call) => call.startsWith('auth.test'))).toEqual(['auth.test ok']);
  });

  it('ends with what to do when Slack refuses the token', async () => {
    bot = await startBot({ redisUrl: sharedRedisUrl(), token: 'xoxb-of-somebody-else' });
    await expect(bot.start()).rejects.toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: expect.stringContaining('invalid_auth'),
      detail: { hint: expect.stringContaining('OAuth & Permissions') },
    });
    expect(bot.web.port).toBe(0);
    expect(JSON.stringify(bot.lines)).not.toContain('xoxb-of-somebody-else');
  });

  it('ends as retryable when Slack does not answer', async () => {
    const sandbox = await createSandbox();
    sandbox.faults.add({ match: 'auth.test', fault: { kind: 'status', status: 503 } });
    bot = await startBot({ redisUrl: sharedRedisUrl(), sandbox });
    await expect(bot.start()).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE', retryable: true });
  });

  it('stops before it was started', async () => {
    bot = await startBot({ redisUrl: sharedRedisUrl() });
    await bot.web.stop();
  });
});

describe('the directory', () => {
  async function directory() {
    bot = await startBot({ redisUrl: sharedRedisUrl() });
    let nowMs = 1_000_000;
    return {
      ...createDirectory(bot.clients.listener, { now: () => new Date(nowMs) }),
      later: (ms: number) => {
        nowMs += ms;
      },
    };
  }

  it('asks once a minute for the same person and the same group', async () => {
    const { person, members, later } = await directory();
    const ask = async () => {
      await Promise.all([person(people.seller), person(people.seller), members(groups.approvers)]);
      return bot.calls.length;
    };
    expect(await ask()).toBe(2);
    later(59_000);
    expect(await ask()).toBe(2);
    later(2_000);
    expect(await ask()).toBe(4);
  });

  it('remembers no failure', async () => {
    const { person } = await directory();
    bot.sandbox.faults.add({ match: 'users.info', fault: { kind: 'status', status: 500 } });
    await expect(person(people.seller)).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
    expect(await person(people.seller)).toMatchObject({ teamId: bot.teamId, isGuest: false });
  });

  it('knows kinds of people, and empty and disabled groups', async () => {
    const { person, members } = await directory();
    expect(await person(people.guest)).toMatchObject({ isGuest: true });
    expect(await person(people.deactivated)).toMatchObject({ isDeactivated: true });
    expect(await person(people.otherBot)).toMatchObject({ isBot: true });
    expect(await person(people.stranger)).toMatchObject({ isStranger: true });
    expect(await person('U0NOSUCH01')).toBeNull();
    expect([...(await members(groups.approvers))]).toEqual([people.approver, people.manager]);
    expect((await members(groups.empty)).size).toBe(0);
    expect((await members('S0NOSUCH01')).size).toBe(0);
  });
});

describe('the one who asked', () => {
  const planOf = (requestedBy: string) => ({ requestedBy, planId: 'p' });

  it('has a real name where there is one, and is a guest only where that is known', async () => {
    bot = await startBot({ redisUrl: sharedRedisUrl() });
    const { name, isGuest } = createRequesters(
      createDirectory(bot.clients.worker, { now: () => new Date() }),
      {
        info: () => {},
        warn: () => {},
        error: () => {},
      },
    );
    expect(await name(planOf(people.seller))).toBe('Sam Seller (sample)');
    expect(await name(planOf('U0NOSUCH01'))).toBeUndefined();
    expect(await name(planOf('shell:sam'))).toBeUndefined();
    expect(await isGuest(planOf(people.guest))).toBe(true);
    expect(await isGuest(planOf(people.seller))).toBe(false);
    expect(await isGuest(planOf('shell:sam'))).toBe(false);
    bot.sandbox.faults.add({ match: 'users.info', fault: { kind: 'drop', when: 'before' } });
    expect(await name(planOf(people.manager))).toBeUndefined();
    expect(await isGuest(planOf(people.manager))).toBe(false);
  });
});
