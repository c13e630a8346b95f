import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Program, startProgram, until } from '../support/e2e-program.ts';
import { openWorld, type World } from '../support/e2e-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const start = (env: Record<string, string>) => startProgram('main.js', { env: { ...world.env, ...env } });

/** What a start that must fail says to people; everything else it says are log lines. */
async function refusal(program: Program): Promise<{ code: number | null; said: string }> {
  const { code } = await program.ended;
  program.log();
  const said = program.stderr();
  expect(said).not.toMatch(/^\s+at /m);
  expect(said).not.toContain('node:');
  return { code, said };
}

describe('a start with a wrong configuration', () => {
  it('names everything that is wrong at once and where to read about it', async () => {
    const { code, said } = await refusal(
      startProgram('main.js', {
        env: { PORT: 'many', CUGAR_ROLE: 'boss', SLACK_API_URL: 'http://slack.example/' },
      }),
    );
    expect(code).toBe(78);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT', 'CUGAR_ROLE', 'SLACK_API_URL'])
      expect(said).toMatch(
        new RegExp(`^ {2}${name} .*docs/reference/configuration.md#${name.toLowerCase()}$`, 'm'),
      );
  });

  it('names the lines of a broken registry', async () => {
    const path = join(world.dir, 'registry.yaml');
    const right = await readFile('registry.yaml', 'utf8');
    await writeFile(path, right.replace(/^ {4}cost: /m, '    price: '));
    const { code, said } = await refusal(start({ CUGAR_REGISTRY: path }));
    expect(code).toBe(78);
    expect(said).toMatch(/registry\.yaml:\d+.*price/);
  });

  it('says why a book of business cannot be read', async () => {
    await writeFile(join(world.dir, 'accounts.csv'), 'account_id,domain\n1,acme.example\n');
    const { code, said } = await refusal(start({ SALES_DATA_DIR: world.dir }));
    expect(code).not.toBe(0);
    expect(said).toContain('accounts.csv');
    await copyFile('data/sample/accounts.csv', join(world.dir, 'accounts.csv'));
  });

  it('says that Slack refuses the token', async () => {
    const { code, said } = await refusal(start({ SLACK_BOT_TOKEN: 'xoxb-not-this-one' }));
    expect(code).toBe(78);
    expect(said).toContain('Slack refuses SLACK_BOT_TOKEN: invalid_auth');
    expect(said).not.toContain('xoxb-not-this-one');
  });
});

describe('a start without what it needs', () => {
  it('says that Redis is away, and gives up soon', async () => {
    const { code, said } = await refusal(start({ REDIS_URL: 'redis://:secret-word@127.0.0.1:1/0' }));
    expect(code).toBe(1);
    expect(said).toMatch(/^Redis cannot be reached: .*\nCheck REDIS_URL/);
    expect(said).not.toContain('secret-word');
  });

  it('says that Slack is away', async () => {
    const { code, said } = await refusal(start({ SLACK_API_URL: 'http://127.0.0.1:1/api/' }));
    expect(code).toBe(1);
    expect(said).toMatch(/Slack/);
  });

  it.each(['PORT', 'METRICS_PORT'])('says that the port of %s is taken', async (name) => {
    const taken = createServer().listen(0, '0.0.0.0');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, said } = await refusal(start({ [name]: port }));
    taken.close();
    expect(code).not.toBe(0);
    expect(said).toMatch(new RegExp(`${name}[\\s\\S]*${port}|${port}[\\s\\S]*${name}`));
  });
});

describe('a started bot', () => {
  it('warns of a Redis that forgets', async () => {
    const forgetful = await openWorld({ appendfsync: 'off' });
    const bot = await forgetful.start();
    const warnings = bot.log().filter(({ level }) => level === 'warn');
    expect(warnings).toMatchObject([{ msg: expect.stringContaining('appendonly no instead of yes') }, {}]);
    await forgetful.close();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at %s with nothing left to do', async (signal) => {
    const bot = await world.start();
    expect((await bot.get('/healthz'))?.status).toBe(200);
    expect(await bot.end(signal)).toEqual({ code: 0, signal: null });
    expect(bot.stderr()).toBe('');
    expect(bot.log().at(-1)).toMatchObject({ msg: 'stopped' });
  });

  it('tells which version and commit it is', async () => {
    const bot = await world.start();
    const info = [...(await bot.metrics()).keys()].find((name) => name.startsWith('cugar_build_info'));
    expect(info).toMatch(/version="\d+\.\d+\.\d+"/);
    expect(info).toMatch(/commit="([0-9a-f]{12}(-dirty)?|unknown)"/);
    await bot.end('SIGTERM');
  });

  it('is not ready while Redis is away, and ready again with it', async () => {
    const own = await openWorld();
    const bot = await own.start();
    expect((await bot.get('/readyz'))?.status).toBe(200);
    await own.redis.kill9();
    await until('not ready', async () => (await bot.get('/readyz'))?.status === 503);
    expect((await bot.get('/healthz'))?.status).toBe(200);
    await own.redis.restart();
    await until('ready again', async () => (await bot.get('/readyz'))?.status === 200);
    expect(await bot.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await own.close();
  });
});
