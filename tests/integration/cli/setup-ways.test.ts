import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSetup } from '../../../src/cli/setup/run-setup.ts';
import type { Environment } from '../../../src/config/variables.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { emptyState } from '../../support/crm/fake-crm.ts';
import { fakeSalesforce, fakeSalesforceByJwt } from '../../support/crm/fake-salesforce.ts';
import { clock, sampleWorld } from '../../support/mock-worlds.ts';
import { jwtKey } from '../../support/salesforce-jwt.ts';
import { KEYS, typingPerson } from '../../support/typing-person.ts';
import { startVendorServer } from '../../support/vendor-server.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-00000000-set', SLACK_SIGNING_SECRET: 'a-secret-that-is-set' };
const OLD_SECRET = 'sf-old-0123456789abcdef';

/** Setup at a fake Salesforce of which address and app are known, with more that is set already. */
async function begin(fake: typeof fakeSalesforce, more: Environment = {}) {
  const server = await startVendorServer({ routes: fake.routes(await sampleWorld(), emptyState()) });
  const dir = await mkdtemp(join(tmpdir(), 'cugar-setup-'));
  onTestFinished(async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  const path = join(dir, '.env');
  const lines = Object.entries(more).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path, lines.join(''));
  const { base_url, client_id } = fake.settings(server.url);
  const person = typingPerson();
  const ended = runSetup({
    path,
    template: '',
    file: more,
    env: {
      ...SLACK,
      SALES_SALESFORCE_MODE: 'live',
      SALES_SALESFORCE_BASE_URL: base_url,
      SALES_SALESFORCE_CLIENT_ID: client_id,
    },
    terminal: person.terminal,
    tools: { clock, log: createLogger({ level: 'silent' }) },
  });
  ended.catch(() => undefined);
  return { person, ended, written: async () => parseEnv(await readFile(path, 'utf8')) };
}

describe('cugar setup, where one of several ways is chosen', () => {
  it('asks for the whole of one way and of no other, and takes the other away', async () => {
    const key = await jwtKey();
    const before = { SALES_SALESFORCE_CLIENT_SECRET: OLD_SECRET };
    const { person, ended, written } = await begin(fakeSalesforceByJwt(key), before);
    await person.answer(
      'What do you want to set up?',
      KEYS.down,
      KEYS.down,
      KEYS.down,
      KEYS.space,
      KEYS.enter,
    );
    await person.answer('SALES_SALESFORCE_MODE', KEYS.enter);
    await person.answer('How does Cugar prove to Salesforce who asks?', KEYS.down, KEYS.enter);
    await person.answer('SALES_SALESFORCE_BASE_URL', KEYS.enter);
    await person.answer('SALES_SALESFORCE_CLIENT_ID', KEYS.enter);
    await person.answer('SALES_SALESFORCE_USER_NAME', KEYS.enter);
    await person.reads('It should be the name that the user logs in with.');
    person.terminal.input.write(`cugar@example.com${KEYS.enter}`);
    await person.answer('SALES_SALESFORCE_PRIVATE_KEY_FILE', key.path, KEYS.enter);
    await person.answer('SALES_SALESFORCE_CURRENCY', KEYS.enter);
    await person.answer('Change what is usually left as it is (SALES_SALESFORCE_AUDIENCE', 'y');
    await person.answer('SALES_SALESFORCE_AUDIENCE', KEYS.down, KEYS.enter);
    await person.answer('SALES_SALESFORCE_API_VERSION', KEYS.enter);
    await person.reads('Salesforce: live, takes the credentials');
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    expect(await written()).toEqual({
      SALES_SALESFORCE_CLIENT_SECRET: '',
      SALES_SALESFORCE_USER_NAME: 'cugar@example.com',
      SALES_SALESFORCE_PRIVATE_KEY_FILE: key.path,
      SALES_SALESFORCE_AUDIENCE: 'https://test.salesforce.com',
    });
    expect(person.seen()).not.toContain('Consumer secret');
  });

  it('offers a vendor that has no way yet, and asks for the secret of the first', async () => {
    const { person, ended, written } = await begin(fakeSalesforce);
    await person.answer('What do you want to set up?', KEYS.enter);
    await person.answer('SALES_SALESFORCE_MODE', KEYS.enter);
    await person.answer('How does Cugar prove to Salesforce who asks?', KEYS.enter);
    await person.answer('SALES_SALESFORCE_BASE_URL', KEYS.enter);
    await person.answer('SALES_SALESFORCE_CLIENT_ID', KEYS.enter);
    await person.answer('SALES_SALESFORCE_CLIENT_SECRET', 'sf-writes-0123456789abcdef', KEYS.enter);
    await person.answer('SALES_SALESFORCE_CURRENCY', KEYS.enter);
    await person.answer('Change what is usually left as it is (SALES_SALESFORCE_API_VERSION)', 'n');
    await person.reads('Salesforce: live, takes the credentials');
    await person.answer('Write them into', 'y');
    expect(await ended).toBe(0);
    expect(await written()).toEqual({ SALES_SALESFORCE_CLIENT_SECRET: 'sf-writes-0123456789abcdef' });
  });
});
