import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkEnvFile } from '../../../../src/cli/doctor/check-env-file.ts';

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
