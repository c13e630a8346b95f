import { expect, it, onTestFinished } from 'vitest';
import { salesforce } from '../../../../src/adapters/salesforce/index.ts';
import { checkVendor } from '../../../../src/cli/doctor/check-vendors.ts';
import { startCrm } from '../../../support/crm/crm-start.ts';
import { fakeSalesforceByJwt } from '../../../support/crm/fake-salesforce.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { JWT_BEARER, jwtKey } from '../../../support/salesforce-jwt.ts';

const TOKEN_PATH = '/services/oauth2/token';
const LIMITS_PATH = '/services/data/v67.0/limits';

/** Salesforce that lets in by one key, asked with the settings that lead there, or with others. */
async function start(over: Record<string, string> = {}) {
  const fake = fakeSalesforceByJwt(await jwtKey());
  const open: { close(): Promise<void> }[] = [];
  onTestFinished(async () => {
    await Promise.all(open.map((one) => one.close()));
  });
  const world = await sampleWorld();
  const settings = (url: string) => ({ ...fake.settings(url), ...over });
  const crm = await startCrm({ vendor: salesforce, fake, world, open });
  const asked = () => crm.server.requests.map(({ path }) => path);
  const check = () =>
    checkVendor(
      'salesforce',
      { mode: 'live', settings: settings(crm.server.url) },
      { clock, maySpend: false },
    );
  return { ...crm, asked, check };
}

it('asks for a token once, by a JWT that Salesforce can check, and sends no secret', async () => {
  const { source, server, asked } = await start();
  await source.health();
  expect(asked().filter((path) => path === TOKEN_PATH)).toHaveLength(1);
  const [first] = server.requests;
  expect(first?.body).toEqual({ grant_type: JWT_BEARER, assertion: expect.stringMatching(/^ey/) });
  expect(first?.headers).not.toHaveProperty('authorization');
});

it('takes another token after one refusal, by another JWT', async () => {
  const { source, asked, refuseToken } = await start();
  const before = asked().length;
  refuseToken();
  await source.health();
  expect(asked().slice(before)).toEqual([LIMITS_PATH, TOKEN_PATH, LIMITS_PATH]);
});

it('is fine with doctor', async () => {
  expect(await (await start()).check()).toMatchObject({ verdict: 'ok' });
});

it.each([
  ['another user', { user_name: 'other@example.com' }],
  ['another app', { client_id: '3MVG9-other' }],
  ['the login page of production', { audience: 'https://login.salesforce.com' }],
])('is refused for %s, and doctor names what to correct', async (_, over) => {
  const { verdict, said, todo } = await (await start(over)).check();
  expect([verdict, said]).toEqual(['bad', 'live, but Salesforce does not accept the credentials']);
  expect(todo).toContain('SALES_SALESFORCE_USER_NAME, SALES_SALESFORCE_PRIVATE_KEY_FILE');
  expect(todo).not.toContain('SALES_SALESFORCE_CLIENT_SECRET');
});

it('is refused for another key', async () => {
  const { path } = await jwtKey();
  const { check } = await start({ private_key_file: path });
  expect(await check()).toMatchObject({ verdict: 'bad', said: expect.stringContaining('credentials') });
});
