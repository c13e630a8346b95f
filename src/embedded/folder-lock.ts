import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { identify, isRunning, type ProcessId } from './processes.ts';
import { waitUntil } from './wait-until.ts';

interface Holder extends ProcessId {
  readonly nonce: string;
}

/**
 * Does `work` while no other program does so for the same folder. The lock of a program that was killed is
 * broken by exactly one of those who wait. Throws `SYSTEM_UNAVAILABLE` when the wait is over.
 */
export async function withFolderLock<T>(dir: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const path = join(dir, 'start.lock');
  const me = identify(process.pid);
  const text = JSON.stringify({ ...me, nonce: randomUUID() });
  const taken = await waitUntil(async () => ((await tryTake(path, text)) ? true : null), timeoutMs);
  if (taken === null) {
    throw new CugarError('SYSTEM_UNAVAILABLE', `Another program holds ${path}; remove it if none runs.`);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryTake(path: string, text: string): Promise<boolean> {
  if (await createOnly(path, text)) return true;
  const holder = await readHolder(path);
  if (holder !== null && !isRunning(holder)) await breakLock(path, holder);
  return false;
}

/** Whoever creates the marker of this very lock may remove it, and looks again before that. */
async function breakLock(path: string, dead: Holder): Promise<void> {
  const marker = `${path}.${dead.nonce}`;
  if (!(await createOnly(marker, ''))) return;
  const now = await readHolder(path);
  if (now?.nonce === dead.nonce) await rm(path, { force: true });
  await rm(marker, { force: true });
}

async function createOnly(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Null while the lock is free, or being written. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    const { pid, began, nonce }: Partial<Holder> = JSON.parse(await readFile(path, 'utf8'));
    return pid !== undefined && began !== undefined && nonce !== undefined ? { pid, began, nonce } : null;
  } catch {
    return null;
  }
}
