import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../support/e2e-program.ts';
import { startOwnRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/test-redis.ts';

let redis: TestRedis;
let dir: string;
beforeAll(async () => {
  redis = await startOwnRedis({ appendfsync: 'always' });
  dir = await mkdtemp(join(tmpdir(), 'cugar-cli-'));
});
afterAll(async () => {
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

async function cugar(...args: string[]) {
  const program = startProgram('cli.js', { args, env: { REDIS_URL: redis.url } });
  const { code } = await program.ended;
  const [out, err] = [program.stdout(), program.stderr()];
  expect(err).not.toMatch(/^\s+at /m);
  expect(out).not.toMatch(STEERING);
  return { code, out, err };
}

/** C0 and C1 controls and what turns text around; a line ends with a plain line feed. */
const STEERING = /(?!\n)\p{Cc}|\p{Bidi_Control}/u;

/** The file and the files of the build that it opens before it runs, in turn. */
async function staticImports(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path)) return [];
  seen.add(path);
  const imports = (await readFile(path, 'utf8')).matchAll(/^import\b[^;(]*"(\.[^"]+)";$/gm);
  for (const [, relative = ''] of imports) await staticImports(resolve(dirname(path), relative), seen);
  return [...seen];
}

describe('cugar run', () => {
  it('prints one JSON document with every step, and nothing else', async () => {
    const { code, out } = await cugar('run', 'qualify', 'Acme', '--approve', '--json');
    expect(code).toBe(0);
    const plan = JSON.parse(out);
    expect(plan).toMatchObject({
      status: 'completed',
      goal: 'Qualify Acme Robotics',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(plan.steps).toHaveLength(6);
    for (const step of plan.steps) {
      expect(step).toMatchObject({
        status: 'succeeded',
        output: expect.any(Object),
        input: expect.any(Object),
      });
      expect(step.cost).toBeGreaterThan(0);
    }
    expect(JSON.parse((await cugar('plan', 'show', plan.planId, '--json')).out)).toEqual(plan);
  });

  it('tells people each unknown once, and whose data it is', async () => {
    const { code, out } = await cugar('run', 'qualify', 'Acme', '--approve');
    expect(code).toBe(0);
    expect(out).toContain('Qualify Acme Robotics · completed');
    expect(out).toContain('SAMPLE DATA');
    expect(out).not.toMatch(/not known: not known/i);
    const unknowns = out.split('\nNot known:\n')[1]?.split('\n\n')[0]?.split('\n') ?? [];
    expect(unknowns.length).toBeGreaterThan(1);
    expect(new Set(unknowns).size).toBe(unknowns.length);
  });

  it('lets no control character of the data reach the terminal', async () => {
    const { code, out } = await cugar('run', 'qualify', 'zephyr', '--approve');
    expect(code).toBe(0);
    expect(out).toContain('Zephyr & Sons');
    expect((await cugar('run', 'qualify', 'zephyr', '--approve', '--json')).code).toBe(0);
  });

  it('denies with the reason given', async () => {
    const { code, out } = await cugar('run', 'qualify', 'Acme', '--deny', 'Not in this quarter');
    expect(code).toBe(0);
    expect(out).toContain('· partial');
    expect(out).toContain('because: Not in this quarter');
    expect(out).not.toContain('ready for you to send');
  });

  it('leaves a plan waiting where nobody can be asked; a part of its id shows it', async () => {
    const { code, out, err } = await cugar('run', 'qualify', 'Acme');
    expect(code).toBe(0);
    expect(out).toContain('· awaiting approval');
    const planId = /plan show ([0-9A-Z]{26})/.exec(err)?.[1] ?? '';
    const shown = await cugar('plan', 'show', planId.slice(-8).toLowerCase());
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain(planId);
  });

  it.each([
    [['run', 'qualify', 'Northfold'], /several accounts: .*Northfold Logistics.*\nSay the whole name/],
    [['run', 'qualify', 'Nobody At All'], /No account is called/],
    [['run', 'fly', 'Acme'], /"fly" starts no plan/],
    [['plan', 'show', '01ARZ3NDEKTSV4RRFFQ69G5FAV'], /There is no plan/],
    [['plan', 'show', '01'], /There is no plan 01/],
  ])('%j fails with a sentence', async (args, sentence) => {
    const { code, out, err } = await cugar(...args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
  });
});

describe('cugar plan show', () => {
  it('asks for more of an id that several plans have', async () => {
    const runs = [await cugar('run', 'qualify', 'Acme'), await cugar('run', 'qualify', 'Velora')];
    const [first = '', second = ''] = runs.map(({ err }) => /plan show ([0-9A-Z]{26})/.exec(err)?.[1] ?? '');
    const { code, err } = await cugar('plan', 'show', first.slice(0, 4));
    expect(code).toBe(1);
    expect(err).toMatch(/can be several plans: .*\nSay more of its id/);
    for (const planId of [first, second]) expect(err).toContain(planId);
  });
});

describe('cugar audit', () => {
  it('exports JSON lines of one plan, verifies the chain, and finds the first broken link', async () => {
    const { out: document } = await cugar('run', 'qualify', 'Acme', '--approve', '--json');
    const { planId } = JSON.parse(document);
    const { out } = await cugar('audit', 'export', '--plan', planId);
    const entries = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.length).toBeGreaterThan(10);
    expect(entries.every((entry) => entry.planId === planId && entry.teamId === 'local')).toBe(true);
    expect(await cugar('audit', 'verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^local: intact, \d+ entries/),
    });

    const client = new Redis(redis.url);
    const key = 'cugar:{local}:audit';
    const [, third] = await client.xrange(key, '-', '+', 'COUNT', 2);
    await client.xdel(key, third?.[0] ?? '');
    client.disconnect();
    const broken = await cugar('audit', 'verify', '--json');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      intact: false,
      workspaces: [{ teamId: 'local', entries: 1 }],
    });
    expect((await cugar('audit', 'verify')).err).toMatch(/^local: broken at /);
  });
});

describe('cugar registry check', () => {
  it('says what is in it, and names every problem by file and line', async () => {
    expect(await cugar('registry', 'check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('is right'),
    });
    const path = join(dir, 'registry.yaml');
    const text = await readFile('registry.yaml', 'utf8');
    await writeFile(path, text.replace('retries: 2', 'retries: 99').replace('timeout: 10s', 'timeout: soon'));
    const { code, err } = await cugar('registry', 'check', path);
    expect(code).toBe(1);
    expect(err.match(/registry\.yaml:\d+/g)?.length).toBe(2);
    const json = JSON.parse((await cugar('registry', 'check', path, '--json')).out);
    expect(json).toMatchObject({ ok: false, problems: [expect.any(String), expect.any(String)] });
  });
});

describe('the command line', () => {
  it('lists its commands, each of which explains itself', async () => {
    const { code, out } = await cugar('--help');
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    expect(names).toContain('demo');
    expect(names).toHaveLength(8);
    for (const name of names) {
      const help = await cugar(name, '--help');
      expect(help.code, name).toBe(0);
      expect(help.out, name).toMatch(/^Usage: npm run (cugar -- )?[a-z]+/);
    }
  });

  it('opens for its list nothing of what the commands need', async () => {
    const opened = await staticImports(resolve('dist', 'cli.js'));
    const sizes = await Promise.all(opened.map(async (path) => (await stat(path)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(50_000);
  });

  it.each([[['fly']], [['run']], [['plan']], [['run', 'qualify', 'Acme', '--fly']], [['audit', 'burn']]])(
    '%j is answered with the usage and exit code 2',
    async (args) => {
      const { code, out, err } = await cugar(...args);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toContain('Usage:');
    },
  );

  it('has standard output for itself also behind npm', async () => {
    const { stdout } = await promisify(execFile)('npm', [
      'run',
      'cugar',
      '--',
      'registry',
      'check',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, tools: expect.any(Number) });
  });

  it('says so when Redis is away', async () => {
    const program = startProgram('cli.js', {
      args: ['audit', 'verify'],
      env: { REDIS_URL: 'redis://127.0.0.1:1/0' },
    });
    expect((await program.ended).code).toBe(1);
    expect(program.stderr()).toMatch(/Redis cannot be reached/);
  });
});
