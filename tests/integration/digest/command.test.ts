import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestSetting } from '../../../blocks/index.ts';
import { validateMessage } from '../../../blocks/validate/message.ts';
import { createDigestRunner } from '../../../src/digest/runner.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import type { CommandDeps, Reply } from '../../../src/slack/commands/command-request.ts';
import { type ChangeDeps, digestStateOf } from '../../../src/slack/digest/change.ts';
import { digestCommand } from '../../../src/slack/digest/command.ts';
import { createAuditTrail } from '../../../src/store/audit-trail.ts';
import { createHomeStore } from '../../../src/store/home-store.ts';
import { auditOf } from '../../support/engine-store.ts';
import { buttonsOf, textsOf } from '../../support/message-texts.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { openWorld, sales, seller, type World } from './world.ts';

const { guest, stranger, manager } = SAMPLE.people;
let world: World;
beforeEach(async () => {
  world = await openWorld({ redisUrl: sharedRedisUrl(), schedule: { cron: '0 0 * * *', timeZone: 'UTC' } });
});
afterEach(() => world.close());

let requests = 0;
/** Types `/cugar digest …`. */
async function type(
  text: string,
  { userId = seller as string, scheduled = true, requestKey = '' } = {},
): Promise<Reply & { said: string }> {
  requests += 1;
  const deps = { ...world, homes: createHomeStore(world.redis), wakeups: { home: async () => undefined } };
  const reply = await digestCommand({
    schedule: scheduled ? { channel: sales, cron: '0 0 * * *', timeZone: 'UTC' } : null,
    settings: world.settings,
    requests: world.requests,
    limits: world.limits,
  })(deps as unknown as CommandDeps, {
    teamId: world.teamId,
    channelId: sales,
    userId,
    requestKey: requestKey || `r${requests}`,
    args: text.split(' ').filter(Boolean),
  });
  expect(validateMessage(reply.message, 'response_url')).toBeNull();
  return { ...reply, said: textsOf(reply.message.blocks) };
}
const asked = () =>
  world.queue.getJobs(['waiting']).then((jobs) => jobs.filter(({ data }) => data.teamId === world.teamId));

describe('/cugar digest', () => {
  it('now: answers once the request is stored, and the digest is posted once', async () => {
    const { said, outcome } = await type('now', { requestKey: 'same' });
    expect(outcome).toBe('queued');
    expect(said).toContain('is posted here in a moment');
    const [job, ...more] = await asked();
    expect(more).toEqual([]);
    if (job?.data.kind !== 'now') throw new Error('nothing was asked for');
    const runner = createDigestRunner(world.deps);
    await runner.now(job.data);
    await runner.now(job.data);
    expect(world.digests()).toHaveLength(1);
    await job.remove();
  });

  it('now: is refused for a minute after the last one here, whoever asks', async () => {
    await type('now');
    const { said, outcome } = await type('now', { userId: manager });
    expect([outcome, said]).toEqual(['refused', expect.stringContaining('less than a minute ago')]);
    const jobs = await asked();
    expect(jobs).toHaveLength(1);
    await jobs[0]?.remove();
  });

  it('off and on: turns the channel off for all, says so, and keeps who did it', async () => {
    const runner = createDigestRunner(world.deps);
    expect((await type('off')).said).toContain('`/cugar digest on` brings it back');
    expect((await type('')).said).toContain(`It is off; <@${seller}> turned it off <!date`);
    await runner.tick(world.teamId);
    expect(world.digests()).toEqual([]);
    expect((await type('ON')).said).toContain(`at \`0 0 ∗ ∗ ∗\` (UTC) in <#${sales}>`);
    expect((await type('')).said).toContain('It is on:');
    await runner.tick(world.teamId);
    expect(world.digests()).toHaveLength(1);
    const trail = await auditOf({ audit: createAuditTrail(world.redis), teamId: world.teamId } as never);
    expect(trail.map(({ event, actor, data }) => [event, actor, data])).toEqual([
      ['digest_off', seller, { channel: sales }],
      ['digest_on', seller, { channel: sales }],
    ]);
  });

  it('me on: by the name that the book knows, in whatever case; me off ends it', async () => {
    expect((await type('me on sam LEE')).said).toContain('You get the lines of *Sam Lee* by direct message');
    expect(await world.settings.subscribers(world.teamId)).toEqual([{ userId: seller, owner: 'Sam Lee' }]);
    expect((await type('')).said).toContain('You get the lines of *Sam Lee*');
    expect((await type('', { userId: manager })).said).toContain('You get no lines of your own');
    expect((await type('me off')).said).toContain('no digest by direct message any more');
    expect((await type('me off')).said).toContain('nothing changed');
  });

  it('me on: by the own name in Slack, and with a suggestion where the book does not have it', async () => {
    const unknown = await type('me on');
    expect([unknown.outcome, unknown.said]).toEqual([
      'refused',
      expect.stringContaining('Nobody called *Sam Seller (sample)*'),
    ]);
    expect((await type('me on Sam Leee')).said).toContain('Did you mean *Sam Lee*?');
    expect(await world.settings.subscribers(world.teamId)).toEqual([]);
  });

  it('me on: says when it begins while no channel is configured', async () => {
    expect((await type('me on Sam Lee', { scheduled: false })).said).toContain(
      'It begins when whoever runs Cugar sets',
    );
  });

  it.each(['on', 'off'])('%s: says what is missing where no channel is configured', async (word) => {
    const { said, outcome } = await type(word, { scheduled: false });
    expect([outcome, said]).toEqual(['refused', expect.stringContaining('CUGAR')]);
  });

  it.each([guest, stranger, SAMPLE.people.deactivated, SAMPLE.people.otherBot, 'U0NOBODY99'])(
    'is not for %s',
    async (userId) => {
      for (const text of ['now', 'on', 'off', 'me on Sam Lee']) {
        const { outcome, said } = await type(text, { userId });
        expect([outcome, said]).toEqual(['refused', expect.stringContaining('Guests')]);
      }
      expect(await world.settings.channelOff(world.teamId, sales)).toBeNull();
      expect(await asked()).toEqual([]);
    },
  );

  it.each(['nwo', 'now please', 'me', 'me maybe', 'off forever'])(
    '%s: changes nothing and shows how it goes',
    async (text) => {
      expect((await type(text)).outcome).toBe('refused');
      expect(await world.settings.channelOff(world.teamId, sales)).toBeNull();
      expect(await world.settings.subscribers(world.teamId)).toEqual([]);
    },
  );
});

describe('the setting on the Home tab', () => {
  const captions = async () => {
    const schedule = { channel: sales, cron: '0 0 * * *', timeZone: 'UTC' };
    const deps = { ...world, digest: { schedule, settings: world.settings } } as unknown as ChangeDeps;
    const state = await digestStateOf(deps, { teamId: world.teamId, userId: seller });
    return buttonsOf(digestSetting(state)).map(({ text }) => text);
  };

  it('offers what would change something', async () => {
    expect(await captions()).toEqual(['Turn digest off', 'Send me my lines']);
    await type('off');
    await type('me on Sam Lee');
    expect(await captions()).toEqual(['Turn digest on', 'Stop my lines']);
  });
});
