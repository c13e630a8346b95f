import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkEnvFile, checkKeyFiles } from '../../../../src/cli/doctor/check-private-files.ts';
import { loadConfig } from '../../../../src/config/env.ts';
import { jwtKey } from '../../../support/salesforce-jwt.ts';

it('warns of a .env that others may read or write', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-env-mode-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, '.env');
  expect(await checkEnvFile(path)).toEqual([]);
  await writeFile(path, 'A=1\n');
  await chmod(path, 0o600);
  expect(await checkEnvFile(path)).toMatchObject([{ verdict: 'ok' }]);
  for (const mode of [0o640, 0o602, 0o644]) {
    await chmod(path, mode);
    expect(await checkEnvFile(path)).toMatchObject([
      { verdict: 'warning', todo: expect.stringContaining('chmod') },
    ]);
  }
});

it('warns of a private key of a live vendor that others may read', async () => {
  const { path } = await jwtKey();
  const check = (mode: string) =>
    checkKeyFiles(
      loadConfig(
        {
          SALES_SALESFORCE_MODE: mode,
          SALES_SALESFORCE_BASE_URL: 'https://example.my.salesforce.com/',
          SALES_SALESFORCE_CLIENT_ID: '3MVG9-consumer',
          SALES_SALESFORCE_USER_NAME: 'cugar@example.com',
          SALES_SALESFORCE_PRIVATE_KEY_FILE: path,
        },
        { needsSlack: false },
      ),
    );
  const what = 'SALES_SALESFORCE_PRIVATE_KEY_FILE';
  expect(await check('live')).toMatchObject([{ what, verdict: 'ok' }]);
  await chmod(path, 0o644);
  expect(await check('live')).toMatchObject([
    { what, verdict: 'warning', todo: expect.stringContaining('chmod') },
  ]);
  expect(await check('mock')).toEqual([]);
});
