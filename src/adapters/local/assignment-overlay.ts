import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CugarError } from '../../core/errors.ts';
import type { Account } from '../../core/records.ts';
import { type AssignmentRow, readAssignments } from './assignment-rows.ts';
import type { Problems } from './problems.ts';

/** The file's text; empty where there is none. Throws `RESOURCE_DATA` where it cannot be read. */
export async function assignmentsIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    const file = basename(path);
    throw new CugarError('RESOURCE_DATA', `${file} cannot be read`, { facts: { file } }, { cause: error });
  }
}

/**
 * Lays approved assignments over the accounts, in the order in which they were approved. One counts while the book
 * still says what it said when it was proposed; where `accounts.csv` has moved on, the file wins and it is reported.
 */
export function overlayAssignments(
  accounts: Map<string, Account>,
  { text, file, problems }: { text: string; file: string; problems: Problems },
): void {
  const { rows, faults } = readAssignments(text);
  for (const { line, reason } of faults) problems.add({ file, line, reason });
  const superseded = new Map<string, AssignmentRow>();
  for (const row of rows) {
    const account = accounts.get(row.account_id);
    if (account === undefined) {
      problems.add({ file, line: row.line, reason: `the account ${row.account_id} is not in the book` });
    } else if (says(account, row.previous_owner, row.previous_territory)) {
      accounts.set(row.account_id, assigned(account, row));
      superseded.delete(row.account_id);
    } else if (says(account, row.owner, row.territory)) superseded.delete(row.account_id);
    else superseded.set(row.account_id, row);
  }
  for (const { line, account_id } of superseded.values()) {
    const reason = `the account ${account_id} has been given to somebody else in the book since; that counts`;
    problems.add({ file, line, reason });
  }
}

function says({ owner, territory }: Account, wantedOwner: string, wantedTerritory: string): boolean {
  return same(owner, wantedOwner) && same(territory, wantedTerritory);
}

function same(recorded: string | undefined, written: string): boolean {
  const key = (text: string) =>
    text
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .toLowerCase();
  return key(recorded ?? '') === key(written);
}

function assigned(account: Account, { owner, territory, since, by, plan_id }: AssignmentRow): Account {
  return {
    ...account,
    owner,
    ...(territory === '' ? {} : { territory }),
    extra: { ...account.extra, assigned_since: since, assigned_by: by, assigned_plan: plan_id },
  };
}
