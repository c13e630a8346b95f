import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, type ProcessId } from './processes.ts';

/** One program that uses the server of a data folder. */
export interface User extends ProcessId {
  readonly id: string;
}

const listPath = (dataDir: string) => join(dataDir, 'users.json');

/** The programs that use the server now; killed ones are left out. */
export function currentUsers(dataDir: string): User[] {
  try {
    const listed: readonly User[] = JSON.parse(readFileSync(listPath(dataDir), 'utf8'));
    return listed.filter(isRunning);
  } catch {
    return [];
  }
}

/** To be called under the folder's lock. */
export function writeUsers(dataDir: string, users: readonly User[]): void {
  const path = listPath(dataDir);
  writeFileSync(`${path}.new`, JSON.stringify(users), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
