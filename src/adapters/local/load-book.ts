import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { CugarError } from '../../core/errors.ts';
import { Icp } from '../../core/icp.ts';
import type { DataStatus } from '../../core/ports.ts';
import type { Account, Contact, Opportunity, Rep, SignalRecord } from '../../core/records.ts';
import { createAccountReferences } from './account-references.ts';
import { loadAccounts } from './account-rows.ts';
import { assignmentsIn, overlayAssignments } from './assignment-overlay.ts';
import { loadContacts } from './contact-rows.ts';
import { isFile, type LoadContext } from './load-context.ts';
import { readMapping } from './mapping.ts';
import { loadOpportunities } from './opportunity-rows.ts';
import { createProblems } from './problems.ts';
import { loadReps } from './rep-rows.ts';
import { loadSignals } from './signal-rows.ts';
import { readYaml } from './yaml-file.ts';

/** All that one loading found. */
export interface Book {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly opportunities: ReadonlyMap<string, Opportunity>;
  readonly signals: ReadonlyMap<string, SignalRecord>;
  readonly reps: ReadonlyMap<string, Rep>;
  readonly icp: Icp | null;
  readonly status: DataStatus;
}

/** A file of this name says that the folder is a sample: labelled so, and its dates may be relative. */
const SAMPLE_MARK = 'sample.yaml';
const DEFAULT_CURRENCY = 'USD';

/**
 * Loads the folder from the start. Bad rows are reported in the status; a bad file throws `RESOURCE_DATA`,
 * a bad mapping, profile or folder `SYSTEM_CONFIG`.
 */
export async function loadBook({
  dir,
  clock,
  isSample,
  assignmentsPath,
}: {
  dir: string;
  clock: Clock;
  isSample: boolean;
  /** The approved assignments to be laid over the accounts; absent: none. */
  assignmentsPath?: string | undefined;
}): Promise<Book> {
  await requireFolder(dir);
  const now = clock.now();
  const problems = createProblems();
  const icp = await readYaml(join(dir, 'icp.yaml'), Icp);
  const context: LoadContext = {
    dir,
    mode: isSample || (await isFile(join(dir, SAMPLE_MARK))) ? 'sample' : 'local',
    now,
    mapping: await readMapping(join(dir, 'mapping.yaml')),
    problems,
    currency: icp?.annual_revenue?.currency ?? DEFAULT_CURRENCY,
  };
  const accounts = await loadAccounts(context);
  if (assignmentsPath !== undefined) {
    const text = await assignmentsIn(assignmentsPath);
    overlayAssignments(accounts, { text, file: basename(assignmentsPath), problems });
  }
  const references = createAccountReferences(accounts.values());
  const contacts = await loadContacts(context, references);
  const opportunities = await loadOpportunities(context, references);
  const signals = await loadSignals(context, references);
  const reps = await loadReps(context);
  return {
    accounts,
    contacts,
    opportunities,
    signals,
    reps,
    icp,
    status: {
      mode: context.mode,
      loadedAt: now,
      counts: {
        accounts: accounts.size,
        contacts: contacts.size,
        opportunities: opportunities.size,
        signals: signals.size,
        reps: reps.size,
      },
      problemCount: problems.count(),
      problems: problems.first(),
    },
  };
}

async function requireFolder(dir: string): Promise<void> {
  if ((await stat(dir).catch(() => null))?.isDirectory()) return;
  throw new CugarError('SYSTEM_CONFIG', `the book of business "${dir}" is no folder that can be read`, {
    hint: 'Set SALES_DATA_DIR to a folder that holds accounts.csv, or leave it unset for the sample data.',
  });
}
