import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { asCugarError } from '../../core/errors.ts';
import type { DataProblem, DataStatus, SalesData } from '../../core/ports.ts';
import { createBookData } from './book-data.ts';
import { loadBook } from './load-book.ts';
import { watchFolders } from './watch-folders.ts';

export interface LocalBookOptions {
  /** The folder of CSV files, `SALES_DATA_DIR`. */
  readonly dir: string;
  readonly clock: Clock;
  /** The folder is this project's invented book; one with a `sample.yaml` is always taken as such. */
  readonly isSample: boolean;
  /** The file of approved assignments; absent: there is none and none can be written. */
  readonly assignmentsPath?: string | undefined;
  /** A changed book was loaded and is in force. Must not throw. */
  readonly onReload?: (status: DataStatus) => void;
  /** A row or file could not be used; called for the problems that the status keeps. Must not throw. */
  readonly onProblem?: (problem: DataProblem) => void;
}

export interface LocalBook extends SalesData {
  /**
   * Reads the folder again. False when the new book does not load: the old one stays in force and the
   * status says why. Also called by itself when a file changes.
   */
  reload(): Promise<boolean>;
  /** Stops watching the folder; what was loaded still answers. */
  close(): Promise<void>;
}

/**
 * Opens the local book of business and keeps it in step with its folder. Throws `SYSTEM_CONFIG` or
 * `RESOURCE_DATA`, with file, line and reason, when it cannot be loaded.
 */
export async function openLocalBook(options: LocalBookOptions): Promise<LocalBook> {
  const { onReload, onProblem } = options;
  const load = async () => {
    const book = await loadBook(options);
    for (const problem of book.status.problems) onProblem?.(problem);
    return await createBookData(book);
  };

  let current: SalesData;
  let failure: DataProblem | null = null;
  const fail = (error: unknown) => {
    failure = problemOf(error);
    onProblem?.(failure);
  };
  const reloadOnce = async () => {
    try {
      current = await load();
    } catch (error) {
      fail(error);
      return false;
    }
    failure = null;
    onReload?.(current.status());
    return true;
  };
  let turn: Promise<unknown> = Promise.resolve();
  const reload = () => {
    const next = turn.then(reloadOnce);
    turn = next;
    return next;
  };

  let isOpen = false;
  let isStale = false;
  const onChange = () => {
    isStale = true;
    if (isOpen) void reload();
  };
  const folders = await foldersOf(options);
  const stopWatching = await watchFolders(folders, { onChange, onError: fail });
  try {
    current = await load();
  } catch (error) {
    await stopWatching();
    throw error;
  }
  isOpen = true;
  if (isStale) void reload();

  return {
    findAccount: (query, spelling) => current.findAccount(query, spelling),
    account: (accountId) => current.account(accountId),
    allAccounts: () => current.allAccounts(),
    contacts: (accountId) => current.contacts(accountId),
    opportunities: (accountId) => current.opportunities(accountId),
    opportunity: (opportunityId) => current.opportunity(opportunityId),
    allOpportunities: () => current.allOpportunities(),
    signals: (accountId) => current.signals(accountId),
    reps: () => current.reps(),
    icp: () => current.icp(),
    status: () => withFailure(current.status(), failure),
    reload,
    async close() {
      isOpen = false;
      await stopWatching();
      await turn;
    },
  };
}

/** The folder of the book, and that of the assignments where it is another one. */
async function foldersOf({ dir, assignmentsPath }: LocalBookOptions): Promise<string[]> {
  const other = assignmentsPath === undefined ? dir : dirname(assignmentsPath);
  if (resolve(other) === resolve(dir)) return [dir];
  // Where it cannot be made nothing can be written to it either, so there is nothing to watch.
  const isThere = await mkdir(other, { recursive: true }).then(
    () => true,
    () => false,
  );
  return isThere ? [dir, other] : [dir];
}

function withFailure(status: DataStatus, failure: DataProblem | null): DataStatus {
  if (failure === null) return status;
  return {
    ...status,
    problemCount: status.problemCount + 1,
    problems: [failure, ...status.problems],
  };
}

/** Why the changed book is not in force, as a problem of the file that is to blame. */
function problemOf(thrown: unknown): DataProblem {
  const { message, detail } = asCugarError(thrown, 'RESOURCE_DATA');
  const { file, line } = detail.facts ?? {};
  return {
    file: typeof file === 'string' ? file : 'the folder',
    ...(typeof line === 'number' ? { line } : {}),
    reason: `${message}; the book loaded before stays in force`,
  };
}
