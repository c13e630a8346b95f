import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvFile, saveEnvFile } from '../../../src/config/save-env-file.ts';

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cugar-env-'));
  path = join(dir, '.env');
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe('saving a .env file', () => {
  it('makes one from the template, for its owner alone', async () => {
    const before = process.umask(0);
    try {
      await saveEnvFile(path, { A: '1' }, '# A=…\n');
    } finally {
      process.umask(before);
    }
    expect(await readFile(path, 'utf8')).toBe('# A=…\nA=1\n');
    expect(await modeOf(path)).toBe(0o600);
    expect(await readdir(dir)).toEqual(['.env']);
  });

  it('takes the rights of others away from one that is there', async () => {
    await writeFile(path, 'A=1\n# kept\n', { mode: 0o644 });
    await saveEnvFile(path, { A: '2' }, 'not used');
    expect(await readFile(path, 'utf8')).toBe('A=2\n# kept\n');
    expect(await modeOf(path)).toBe(0o600);
  });

  it('changes the file that a link leads to', async () => {
    const real = join(dir, 'elsewhere');
    await writeFile(real, 'A=1\n');
    await symlink(real, path);
    await saveEnvFile(path, { A: '2' });
    expect(await readFile(real, 'utf8')).toBe('A=2\n');
    expect(
      (await readdir(dir, { withFileTypes: true })).find(({ name }) => name === '.env')?.isSymbolicLink(),
    ).toBe(true);
  });

  it('leaves the file and the folder as they were when it cannot be changed', async () => {
    const odd = 'A="no"assignment\n';
    await writeFile(path, odd);
    await expect(saveEnvFile(path, { A: '2' })).rejects.toThrow(/harm to/);
    expect(await readFile(path, 'utf8')).toBe(odd);
    expect(await readdir(dir)).toEqual(['.env']);
  });

  it('puts a whole new file in place of the old one, which whoever has it open reads to its end', async () => {
    await writeFile(path, 'A=1\n');
    const before = await stat(path);
    await saveEnvFile(path, { A: '2' });
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  it('is not stopped by what an earlier one left behind', async () => {
    await writeFile(`${path}.new-${process.pid}`, 'half');
    await saveEnvFile(path, { A: '1' });
    expect(await readdir(dir)).toEqual(['.env']);
  });

  it('reads nothing where there is no file, and fails where there is something else', async () => {
    expect(await readEnvFile(path)).toBeNull();
    await expect(readEnvFile(dir)).rejects.toThrow(/EISDIR/);
  });
});
