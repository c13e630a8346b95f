import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MockWorld } from '../../../src/adapters/mock/mock-world.ts';
import { runSetup } from '../../../src/cli/setup/run-setup.ts';
import { SECTIONS } from '../../../src/cli/setup/sections.ts';
import type { Environment } from '../../../src/config/variables.ts';
import { type VendorName, vendorModeVariable } from '../../../src/config/vendors/index.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { type FakeVendor, startFakeVendor } from '../../support/fake-vendor.ts';
import { sampleWorld } from '../../support/mock-worlds.ts';
import { says, startModelServer } from '../../support/model-server.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { KEYS, type TypingPerson, typingPerson } from '../../support/typing-person.ts';

let dir: string;
let path: string;
let world: MockWorld;
beforeAll(async () => {
  world = await sampleWorld();
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cugar-setup-'));
  path = join(dir, '.env');
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** Whatever is set, so that only what a test is about is open. */
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-00000000-set', SLACK_SIGNING_SECRET: 'a-secret-that-is-set' };

function begin(
  env: Environment = SLACK,
  { file = {}, template = '' }: { file?: Environment; template?: string } = {},
) {
  const person = typingPerson();
  const tools = { clock: { now: () => new Date() }, log: createLogger({ level: 'silent' }) };
  const ended = runSetup({ path, template, file, env, terminal: person.terminal, tools });
  ended.catch(() => undefined);
  return { person, ended };
}

/** Marks the sections of these titles and goes on. */
async function pick(person: TypingPerson, ...titles: string[]) {
  const keys = SECTIONS.flatMap(({ title }) => [...(titles.includes(title) ? [KEYS.space] : []), KEYS.down]);
  await person.answer('What do you want to set up?', ...keys, KEYS.enter);
}

async function fake(name: VendorName, guard?: Parameters<typeof startFakeVendor>[2]): Promise<FakeVendor> {
  const vendor = await startFakeVendor(name, world, guard);
  onTestFinished(() => vendor.server.close());
  return vendor;
}

/** Where the vendor is, without what unlocks it. */
function addressesOf({ env, secrets, name }: FakeVendor): Environment {
  const kept = Object.entries(env).filter(
    ([variable, value]) => !secrets.includes(value) && variable !== vendorModeVariable(name),
  );
  return Object.fromEntries(kept);
}

const SECRET = 'right-hubspot-0123456789abcdef';
const only =
  (secret: string) =>
  ({ headers }: { headers: Readonly<Record<string, string>> }) =>
    headers.authorization === `Bearer ${secret}` ? undefined : { status: 401, json: {} };

describe('cugar setup', () => {
  it('asks a vendor for its credentials, tests them, and writes them for the owner alone', async () => {
    const vendor = await fake('hubspot', { guard: only(SECRET) });
    await writeFile(path, '# mine\nUNKNOWN=kept\n', { mode: 0o644 });
    const { person, ended } = begin({ ...SLACK, ...addressesOf(vendor) });
    await pick(person, 'HubSpot');
    await person.answer('SALES_HUBSPOT_MODE', KEYS.down, KEYS.enter);
    await person.answer('SALES_HUBSPOT_API_KEY', SECRET, KEYS.enter);
    await person.answer('Change what is usually left as it is', 'n');
    await person.reads('HubSpot: live, takes the credentials');
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^# mine\nUNKNOWN=kept\n/);
    expect(parseEnv(text)).toEqual({
      UNKNOWN: 'kept',
      SALES_HUBSPOT_MODE: 'live',
      SALES_HUBSPOT_API_KEY: SECRET,
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(vendor.server.requests.length).toBe(1);
    expect(person.seen()).not.toContain(SECRET);
  });

  it('says what is wrong with the credentials, asks again, and lets the person leave it as it was', async () => {
    const vendor = await fake('hubspot', { guard: only(SECRET) });
    const { person, ended } = begin({ ...SLACK, ...addressesOf(vendor) });
    await pick(person, 'HubSpot');
    await person.answer('SALES_HUBSPOT_MODE', KEYS.down, KEYS.enter);
    await person.answer('SALES_HUBSPOT_API_KEY', 'wrong-0123456789abcdef', KEYS.enter);
    await person.answer('Change what', 'n');
    await person.reads('HubSpot: live, but HubSpot does not accept the credentials');
    await person.reads('→ Correct SALES_HUBSPOT_API_KEY');
    await person.answer('What now?', KEYS.enter);
    await person.answer('SALES_HUBSPOT_MODE', KEYS.enter);
    await person.answer('it is set: Enter keeps it', KEYS.enter);
    await person.answer('Change what', 'n');
    await person.answer('What now?', KEYS.down, KEYS.down, KEYS.enter);
    expect(await ended).toBe(0);
    expect(person.seen()).toContain('Nothing was changed.');
    expect(person.seen()).not.toContain('wrong-0123456789abcdef');
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes no answer that the table does not take, and does not repeat it', async () => {
    const { person } = begin({});
    await person.answer('What do you want to set up?', KEYS.enter);
    await person.answer('SLACK_MODE', KEYS.enter);
    await person.answer('SLACK_BOT_TOKEN', 'my-pass-word', KEYS.enter);
    await person.reads('This is not valid; it should be a bot token that begins with xoxb-.');
    person.terminal.input.write(KEYS.ctrlC);
    await person.reads('Nothing was written.');
    expect(person.seen()).not.toContain('my-pass-word');
  });

  it('says that a test costs something, and asks first', async () => {
    const vendor = await fake('clearbit');
    const { person, ended } = begin({ ...SLACK, ...vendor.env, SALES_CLEARBIT_MODE: 'mock' });
    await pick(person, 'Clearbit');
    await person.answer('SALES_CLEARBIT_MODE', KEYS.down, KEYS.enter);
    await person.answer('SALES_CLEARBIT_API_KEY', KEYS.enter);
    await person.answer('Change what', 'n');
    await person.answer('uses up a credit or a part of its allowance. Test it now?', KEYS.enter);
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    expect(vendor.server.requests).toEqual([]);
    expect(parseEnv(await readFile(path, 'utf8'))).toEqual({ SALES_CLEARBIT_MODE: 'live' });
  });

  it('sets up Slack, Redis and the model, each tested', async () => {
    const sandbox = await createSandbox();
    const model = await startModelServer(() => says('unused'), { models: ['gpt-4.1-mini'] });
    onTestFinished(async () => {
      await model.close();
      await sandbox.close();
    });
    const { token, signingSecret } = sandbox.world.app;
    const { person, ended } = begin({ SLACK_API_URL: sandbox.apiUrl, OPENAI_BASE_URL: model.url });
    await pick(person, 'Redis', 'Model');
    await person.answer('SLACK_MODE', KEYS.enter);
    await person.answer('SLACK_BOT_TOKEN', token, KEYS.enter);
    await person.answer('SLACK_SIGNING_SECRET', signingSecret, KEYS.enter);
    await person.reads('Slack scopes: all');
    await person.answer('REDIS_URL', sharedRedisUrl(), KEYS.enter);
    await person.reads('of REDIS_URL');
    await person.answer('OPENAI_API_KEY', 'sk-0123456789abcdef', KEYS.enter);
    await person.answer('Change what is usually left as it is (OPENAI_BASE_URL, OPENAI_MODEL)', 'n');
    await person.reads('Model: the server has gpt-4.1-mini');
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    expect(parseEnv(await readFile(path, 'utf8'))).toEqual({
      SLACK_BOT_TOKEN: token,
      SLACK_SIGNING_SECRET: signingSecret,
      REDIS_URL: sharedRedisUrl(),
      OPENAI_API_KEY: 'sk-0123456789abcdef',
    });
    expect(model.asked).toEqual([]);
    for (const secret of [token, signingSecret, sharedRedisUrl(), 'sk-0123456789abcdef'])
      expect(person.seen()).not.toContain(secret);
  });

  it('shows what is set without showing it, keeps it on Enter and takes it away on -', async () => {
    const env = { ...SLACK, OPENAI_API_KEY: 'sk-old-0123456789', SALES_HUBSPOT_MODE: 'off' };
    await writeFile(path, 'OPENAI_API_KEY=sk-old-0123456789\n');
    const { person, ended } = begin(env, { file: { OPENAI_API_KEY: 'sk-old-0123456789' } });
    await person.reads('Slack: http; SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET set');
    await person.reads('HubSpot: off; nothing set');
    await person.reads('Model: OPENAI_API_KEY set');
    await pick(person, 'Model');
    await person.answer('Enter keeps it, a single - takes it away', '-', KEYS.enter);
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    expect(person.seen()).toContain('OPENAI_API_KEY (unset)');
    expect(await readFile(path, 'utf8')).toBe('OPENAI_API_KEY=\n');
    expect(person.seen()).not.toContain('sk-old');
  });

  it('warns where the environment itself says something else', async () => {
    const { person, ended } = begin({ ...SLACK, SALES_HUBSPOT_MODE: 'mock' });
    await pick(person, 'HubSpot');
    await person.answer('SALES_HUBSPOT_MODE', KEYS.down, KEYS.down, KEYS.enter);
    await person.reads('Write them into');
    person.terminal.input.write('y');
    await person.reads('counts over .env: SALES_HUBSPOT_MODE');
    expect(await ended).toBe(0);
  });

  it.each([
    ['at the first question', async () => {}],
    [
      'in the middle of a secret',
      async (person: TypingPerson) => {
        await pick(person, 'Model');
        await person.answer('OPENAI_API_KEY', 'sk-half');
      },
    ],
    [
      'before writing',
      async (person: TypingPerson) => {
        await pick(person, 'HubSpot');
        await person.answer('SALES_HUBSPOT_MODE', KEYS.down, KEYS.down, KEYS.enter);
        await person.reads('Write them into');
      },
    ],
  ])('leaves the file untouched when it is broken off %s', async (_, until) => {
    await writeFile(path, 'A=1\n', { mode: 0o640 });
    const before = await stat(path);
    const { person, ended } = begin();
    await until(person);
    if (!person.seen().includes('What do you want')) await person.reads('What do you want');
    person.terminal.input.write(KEYS.ctrlC);
    expect(await ended).toBe(1);
    expect(person.seen()).toContain('Nothing was written.');
    expect(await readFile(path, 'utf8')).toBe('A=1\n');
    expect(await stat(path)).toMatchObject({ mode: before.mode, mtimeMs: before.mtimeMs, ino: before.ino });
    expect(await readdir(dir)).toEqual(['.env']);
  });
});
