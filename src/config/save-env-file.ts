import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type EnvChanges, withEnvChanges } from './env-file.ts';

/** Only the owner may read it: it holds secrets. */
const MODE = 0o600;

/** The text of a `.env` file; null where there is none. */
export async function readEnvFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Writes variables into a `.env` file, all or none, whatever happens meanwhile; it ends with mode 600. The file is
 * read again for it. Where there is none, it begins with `template`.
 */
export async function saveEnvFile(path: string, changes: EnvChanges, template = ''): Promise<void> {
  // A link to the file stays one.
  const target = await realpath(path).catch(() => path);
  const text = withEnvChanges((await readEnvFile(target)) ?? template, changes);
  const folder = dirname(target);
  const fresh = join(folder, `${basename(target)}.new-${process.pid}`);
  await rm(fresh, { force: true });
  try {
    await written(fresh, 'wx', async (file) => {
      await file.chmod(MODE);
      await keepOwner(file, target);
      await file.writeFile(text);
    });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { force: true });
  }
  await written(folder, 'r', async () => {});
}

async function written(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, MODE);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the one who runs the program can still read it when somebody else changes it. */
async function keepOwner(file: FileHandle, target: string): Promise<void> {
  const before = await stat(target).catch(() => null);
  const now = await file.stat();
  if (before && (before.uid !== now.uid || before.gid !== now.gid)) await file.chown(before.uid, before.gid);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
