import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../support/e2e-program.ts';
import { openWorld, type World } from '../support/e2e-world.ts';
import { startFakeVendor } from '../support/fake-vendor.ts';
import { sampleWorld } from '../support/mock-worlds.ts';
import { type ModelList, says, startModelServer } from '../support/model-server.ts';

interface Check {
  readonly what: string;
  readonly verdict: string;
  readonly said: string;
  readonly todo?: string;
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function doctor(env: Record<string, string> = {}, ...more: string[]) {
  const program = startProgram('cli.js', {
    args: ['doctor', '--json', ...more],
    env: { ...world.env, ...env },
  });
  const { code } = await program.ended;
  const document = JSON.parse(program.stdout()) as { ok: boolean; checks: Check[] };
  const of = (what: string) => document.checks.filter((check) => check.what === what);
  return { code, ...document, of, text: program.stdout() };
}

describe('cugar doctor', () => {
  it('finds nothing in the way of a whole installation, and shows no secret', async () => {
    const { code, ok, of, text } = await doctor();
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(of('Slack')).toEqual([expect.objectContaining({ verdict: 'ok' })]);
    expect(of('Slack scopes')).toEqual([expect.objectContaining({ verdict: 'ok' })]);
    expect(of('Redis')).toEqual([
      expect.objectContaining({ said: expect.stringMatching(/^\d+\.\d+\.\d+, of REDIS_URL$/) }),
    ]);
    expect(of('Clock beside Redis')).toEqual([expect.objectContaining({ verdict: 'ok', said: 'in step' })]);
    expect(of('Clock beside Slack')).toEqual([expect.objectContaining({ verdict: 'ok' })]);
    expect(of('Registry')[0]?.said).toMatch(/^\d+ tools, \d+ plans, profile sales$/);
    expect(of('Book of business')[0]?.said).toContain('(sample)');
    expect(text).not.toContain(world.sandbox.world.app.token);
    expect(text).not.toContain(world.sandbox.world.app.signingSecret);
  });

  it('names every setting that is wrong, and looks no further', async () => {
    const { code, checks } = await doctor({ PORT: 'many', SLACK_MODE: 'pigeon' });
    expect(code).toBe(1);
    expect(checks).toHaveLength(1);
    expect(checks[0]?.said).toMatch(/SLACK_MODE[\s\S]*PORT|PORT[\s\S]*SLACK_MODE/);
  });

  it('goes on after each thing that is bad, and says what to do about it', async () => {
    await writeFile(join(world.dir, 'accounts.csv'), 'name,employee_count\nAcme,many\n,5\n');
    const { code, of } = await doctor({
      SLACK_BOT_TOKEN: 'xoxb-0000000000-wrong',
      REDIS_URL: 'redis://127.0.0.1:1',
      SALES_DATA_DIR: world.dir,
      CUGAR_PROFILE: 'marketing',
    });
    expect(code).toBe(1);
    expect(of('Slack')[0]).toMatchObject({
      verdict: 'bad',
      said: 'Slack refuses SLACK_BOT_TOKEN: invalid_auth',
    });
    expect(of('Redis')[0]).toMatchObject({ verdict: 'bad', todo: expect.any(String) });
    expect(of('Registry')[0]).toMatchObject({ verdict: 'bad', said: expect.stringContaining('marketing') });
    expect(of('Book of business')[0]).toMatchObject({
      verdict: 'warning',
      todo: expect.stringContaining('accounts.csv:'),
    });
  });

  it('names scopes that are missing, and those that are too many', async () => {
    const { app } = world.sandbox.world;
    const before = [...app.scopes];
    app.scopes = [...before.filter((scope) => scope !== 'im:write'), 'admin'];
    try {
      expect((await doctor()).of('Slack scopes')[0]).toMatchObject({
        verdict: 'bad',
        said: 'missing: im:write',
      });
      app.scopes = [...before, 'admin'];
      expect((await doctor()).of('Slack scopes')[0]).toMatchObject({
        verdict: 'warning',
        said: 'more than needed: admin',
      });
    } finally {
      app.scopes = before;
    }
  });

  it('warns of a Redis that may lose what it acknowledged', async () => {
    const client = new Redis(world.redis.url);
    await client.config('SET', 'appendfsync', 'everysec');
    const { of } = await doctor();
    await client.config('SET', 'appendfsync', 'always');
    client.disconnect();
    expect(of('Redis durability')).toEqual([
      expect.objectContaining({ verdict: 'warning', said: expect.stringContaining('appendfsync') }),
    ]);
  });

  it('asks each live vendor, says how the others are used, and what to do about those that fail', async () => {
    const sample = await sampleWorld();
    const good = await startFakeVendor('hubspot', sample);
    const wrong = await startFakeVendor('builtwith', sample, { guard: () => ({ status: 401, json: {} }) });
    const away = await startFakeVendor('crunchbase', sample);
    await away.server.close();
    try {
      const env = { ...good.env, ...wrong.env, ...away.env, SALES_APOLLO_MODE: 'off' };
      const { code, ok, of, text } = await doctor(env);
      expect({ code, ok }).toEqual({ code: 1, ok: false });
      expect(of('HubSpot')).toEqual([
        { what: 'HubSpot', verdict: 'ok', said: expect.stringMatching(/^live, takes the credentials/) },
      ]);
      expect(of('BuiltWith')[0]).toMatchObject({
        verdict: 'bad',
        said: 'live, but BuiltWith does not accept the credentials',
        todo: expect.stringMatching(/^Correct SALES_BUILTWITH_API_KEY, or set SALES_BUILTWITH_MODE/),
      });
      expect(of('Crunchbase')[0]).toMatchObject({
        verdict: 'bad',
        said: 'live, but Crunchbase has a failure of its own or cannot be reached',
        todo: expect.stringContaining('SALES_CRUNCHBASE_BASE_URL'),
      });
      expect(of('Vendors in mock')[0]?.said).toMatch(/Pipedrive.*: invented answers about the sample/);
      expect(of('Vendors off')[0]).toMatchObject({ verdict: 'off', said: 'Apollo.io' });
      for (const secret of [...good.secrets, ...wrong.secrets]) expect(text).not.toContain(secret);
    } finally {
      await Promise.all([good.server.close(), wrong.server.close()]);
    }
  });

  it('spends nothing of an allowance unless it is told to', async () => {
    const { server, env } = await startFakeVendor('clearbit', await sampleWorld());
    try {
      const careful = await doctor(env);
      expect(careful.of('Clearbit')[0]).toMatchObject({
        verdict: 'off',
        said: expect.stringContaining('--spend'),
      });
      expect(server.requests).toEqual([]);
      expect((await doctor(env, '--spend')).of('Clearbit')[0]).toMatchObject({ verdict: 'ok' });
      expect(server.requests.length).toBe(1);
    } finally {
      await server.close();
    }
  });

  it.each<[string, ModelList, string]>([
    ['ok', ['gpt-4.1-mini'], 'the server has gpt-4.1-mini'],
    ['bad', ['another'], 'the server has no gpt-4.1-mini'],
    ['warning', null, 'the server answers, but does not tell whether it has gpt-4.1-mini'],
  ])('says of the model: %s', async (verdict, models, said) => {
    const server = await startModelServer(() => says('unused'), { models, key: 'sk-right-0123456789' });
    const env = { OPENAI_API_KEY: 'sk-right-0123456789', OPENAI_BASE_URL: server.url };
    try {
      const found = await doctor(env);
      expect(found.of('Model')[0]).toMatchObject({ verdict, said });
      expect(found.text).not.toContain('sk-right');
      expect(server.asked).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('says that the model refuses the key, or is away', async () => {
    const server = await startModelServer(() => says('unused'), { models: [], key: 'sk-right-0123456789' });
    const env = { OPENAI_API_KEY: 'sk-wrong-0123456789', OPENAI_BASE_URL: server.url };
    try {
      const refused = await doctor(env);
      expect(refused.of('Model')[0]).toMatchObject({
        verdict: 'bad',
        said: 'the server refuses OPENAI_API_KEY',
      });
    } finally {
      await server.close();
    }
    expect((await doctor(env)).of('Model')[0]).toMatchObject({
      verdict: 'bad',
      said: 'the server cannot be reached',
      todo: expect.stringContaining('OPENAI_BASE_URL'),
    });
  });
});
