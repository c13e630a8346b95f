import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../blocks/index.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { openWorld, type World } from '../support/e2e-world.ts';

const { people, channels } = SAMPLE;
const PATIENCE = { timeout: 25_000, interval: 100 };
let world: World;

beforeEach(async () => {
  world = await openWorld({ appendfsync: 'everysec' });
});
afterEach(() => world.close());

const callsOf = (method: string) =>
  world.sandbox.transcript.entries.filter((entry) => entry.kind === 'api_call' && entry.method === method);
const homeOf = (userId: string) => world.sandbox.as(userId).home();
const textOf = (userId: string) => JSON.stringify(homeOf(userId)?.content.blocks ?? []);

describe('the Home tab of a running bot', () => {
  it('follows a plan by itself, takes the decision, and shows the end', async () => {
    await world.start();
    expect(callsOf('auth.test')).toHaveLength(1);
    await world.sandbox.as(people.seller).openHome();
    await expect.poll(() => textOf(people.seller), PATIENCE).toContain('Nothing waits for you.');
    expect(textOf(people.seller)).toContain('Sample data');
    expect(textOf(people.seller)).toContain('Daily digest');
    expect(textOf(people.seller)).toContain('Mock, invented answers about the sample companies');
    await world.sandbox.as(people.seller).command('/cugar', 'qualify Acme', { channel: channels.sales });
    await expect.poll(() => textOf(people.seller), PATIENCE).toContain(APPROVE_ACTION);
    const view = homeOf(people.seller);
    if (!view) throw new Error('no Home tab');
    await world.sandbox.as(people.seller).click(view, APPROVE_ACTION);
    await expect.poll(() => textOf(people.seller), PATIENCE).toContain('Completed');
    expect(textOf(people.seller)).toContain('Nothing waits for you.');
    const direct = () => world.sandbox.messages(world.sandbox.world.openDm(people.seller).id);
    await expect.poll(direct, PATIENCE).toHaveLength(1);
  });
});

describe('a token that is revoked while the bot runs', () => {
  it('turns /readyz red with the reason, and a start with a good one delivers what was kept', async () => {
    const bot = await world.start();
    const slackOf = async () => {
      const answer = await bot.get('/readyz');
      return { status: answer?.status, slack: JSON.parse(answer?.text ?? '{}').components?.slack };
    };
    expect(await slackOf()).toMatchObject({ status: 200, slack: { ready: true } });
    world.sandbox.world.app.status = 'token_revoked';
    await world.sandbox.as(people.seller).command('/cugar', 'qualify Acme', { channel: channels.sales });
    await expect.poll(slackOf, PATIENCE).toMatchObject({
      status: 503,
      slack: { ready: false, detail: { error: 'token_revoked' } },
    });
    const told = () => bot.log().filter(({ error, level }) => error === 'token_revoked' && level === 'error');
    await expect.poll(() => told().length, PATIENCE).toBe(1);
    await bot.end('SIGTERM');
    expect(told()).toHaveLength(1);
    expect(world.sandbox.messages(channels.sales).filter(({ ephemeralTo }) => !ephemeralTo)).toEqual([]);

    world.sandbox.world.app.status = 'active';
    await world.start();
    await expect
      .poll(() => JSON.stringify(world.sandbox.messages(channels.sales)), PATIENCE)
      .toContain(APPROVE_ACTION);
  });
});
