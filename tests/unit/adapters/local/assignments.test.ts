import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assignmentLines, readAssignments } from '../../../../src/adapters/local/assignment-rows.ts';
import { createAssignmentWriter } from '../../../../src/adapters/local/assignment-writer.ts';
import { loadBook } from '../../../../src/adapters/local/load-book.ts';
import type { Assignment, AssignmentBatch } from '../../../../src/core/book-writer.ts';
import { bookFolder, CLOCK } from './book-folder.ts';

const ACCOUNTS =
  'account_id,name,owner,territory\na1,Acme,Ann,East\na2,"Bolt, ""B"" & Co",Bo,\na3,Nobody,,\n';

function assignment(accountId: string, over: Partial<Assignment> = {}): Assignment {
  return {
    accountId,
    accountName: `Account ${accountId}`,
    repId: 'cy',
    owner: 'Cy',
    territory: 'West',
    previousOwner: null,
    previousTerritory: null,
    ...over,
  };
}

function batch(
  key: string,
  assignments: AssignmentBatch['assignments'],
  over: Partial<AssignmentBatch> = {},
): AssignmentBatch {
  return { key, planId: 'P1', by: 'U9', since: '2026-11-22', assignments, ...over };
}

const A1 = assignment('a1', { previousOwner: 'Ann', previousTerritory: 'East' });
const A2 = assignment('a2', { previousOwner: 'Bo', territory: null });
const A3 = assignment('a3');

async function folderWithWriter(files = { 'accounts.csv': ACCOUNTS }) {
  const dir = await bookFolder(files);
  const path = join(dir, 'assignments.csv');
  let reloads = 0;
  const writer = createAssignmentWriter({ path, reload: async () => (reloads += 1) });
  const load = () => loadBook({ dir, clock: CLOCK, isSample: false, assignmentsPath: path });
  const owners = async () => {
    const { accounts, status } = await load();
    const of = (id: string) => [accounts.get(id)?.owner, accounts.get(id)?.territory];
    return { a1: of('a1'), a2: of('a2'), a3: of('a3'), problems: status.problems };
  };
  return { dir, path, writer, load, owners, reloads: () => reloads };
}

describe('approved assignments in the book', () => {
  it('change owner and territory, and say since when, by whom and by which plan', async () => {
    const { writer, load, path, reloads } = await folderWithWriter();
    expect(await writer.assign(batch('k1', [A1]))).toEqual({ file: 'assignments.csv' });
    expect(reloads()).toBe(1);
    expect(await readFile(path, 'utf8')).toBe(
      `account_id,account,rep_id,owner,territory,previous_owner,previous_territory,since,by,plan_id,part,parts,key
a1,Account a1,cy,Cy,West,Ann,East,2026-11-22,U9,P1,1,1,k1
`,
    );
    const { accounts, status } = await load();
    expect(accounts.get('a1')).toMatchObject({
      owner: 'Cy',
      territory: 'West',
      extra: { assigned_since: '2026-11-22', assigned_by: 'U9', assigned_plan: 'P1' },
    });
    expect(status.problemCount).toBe(0);
  });

  it('are written once under their key, also at the same time', async () => {
    const { writer, path } = await folderWithWriter();
    await Promise.all([batch('k1', [A1, A3]), batch('k2', [A2]), batch('k1', [A1, A3])].map(writer.assign));
    await writer.assign(batch('k2', [A2]));
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(4);
  });

  it('keep the territory of an account whose rep has none', async () => {
    const { writer, owners } = await folderWithWriter();
    await writer.assign(batch('k1', [assignment('a1', { ...A1, territory: null })]));
    expect(await owners()).toMatchObject({ a1: ['Cy', 'East'] });
  });

  it('follow one another, and can be undone', async () => {
    const { writer, owners } = await folderWithWriter();
    await writer.assign(batch('k1', [A3]));
    expect(await owners()).toMatchObject({ a3: ['Cy', 'West'] });
    const back = { owner: 'Bo', territory: 'East', previousOwner: 'Cy', previousTerritory: 'West' };
    await writer.assign(batch('k2', [assignment('a3', back)]));
    expect(await owners()).toMatchObject({ a3: ['Bo', 'East'], problems: [] });
  });

  it('give way to a book that has moved on, and agree with one that has caught up', async () => {
    const { dir, writer, owners } = await folderWithWriter();
    await writer.assign(batch('k1', [A1, A3]));
    await writeFile(join(dir, 'accounts.csv'), ACCOUNTS.replace('Ann,East', 'cy,WEST'));
    expect(await owners()).toMatchObject({ a1: ['cy', 'WEST'], a3: ['Cy', 'West'], problems: [] });
    await writeFile(join(dir, 'accounts.csv'), ACCOUNTS.replace('Ann,East', 'Dee,North'));
    expect(await owners()).toMatchObject({
      a1: ['Dee', 'North'],
      problems: [
        { file: 'assignments.csv', line: 2, reason: expect.stringContaining('given to somebody else') },
      ],
    });
  });

  it('report an account that is no longer there', async () => {
    const { dir, writer, owners } = await folderWithWriter();
    await writer.assign(batch('k1', [A1]));
    await writeFile(join(dir, 'accounts.csv'), 'account_id,name\nb1,Other\n');
    expect((await owners()).problems).toEqual([
      { file: 'assignments.csv', line: 2, reason: 'the account a1 is not in the book' },
    ]);
  });

  it('count wholly or not at all after a write that was cut off, and are made good by the next attempt', async () => {
    const { path, writer, owners } = await folderWithWriter();
    await writer.assign(batch('k0', [A3]));
    const whole = assignmentLines(batch('k1', [A1, A2]));
    await appendFile(path, whole.slice(0, whole.indexOf('\n') + 20));
    const torn = await owners();
    expect(torn).toMatchObject({ a1: ['Ann', 'East'], a2: ['Bo', undefined], a3: ['Cy', 'West'] });
    expect(torn.problems.map(({ reason }) => reason)).toEqual([
      'is no whole assignment; a write may have been cut off',
      'belongs to an approved change of which only 1 of 2 parts are here; it does not count',
    ]);
    await writer.assign(batch('k1', [A1, A2]));
    expect(await owners()).toMatchObject({ a1: ['Cy', 'West'], a2: ['Cy', undefined] });
  });

  it('say what to do where the folder cannot be written to', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cugar-locked-'));
    onTestFinished(async () => {
      await chmod(dir, 0o700);
      await rm(dir, { recursive: true });
    });
    // A file where the folder should be refuses everybody, root too.
    await writeFile(join(dir, 'taken'), '');
    const writer = createAssignmentWriter({
      path: join(dir, 'taken', 'assignments.csv'),
      reload: async () => undefined,
    });
    await expect(writer.assign(batch('k', [A1]))).rejects.toMatchObject({ code: 'RESOURCE_DATA' });
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('"', ',', 'a\nb', '"\r\n,"', '=1+1', '🚀 & Co'),
);
const flat = (value: string) => value.replace(/\p{Cc}+/gu, ' ').trim();

describe('the file of assignments, whatever is in it', () => {
  it('gives back what was written, and never more than whole batches of a cut-off file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (batches, share) => {
          const written = batches.map((owners, index) =>
            batch(
              `k${index}`,
              owners.map((owner, at) =>
                assignment(`a${at}`, { owner: flat(owner) === '' ? 'x' : owner }),
              ) as unknown as AssignmentBatch['assignments'],
            ),
          );
          const all = written.map(assignmentLines).join('');
          const { rows, faults } = readAssignments(all);
          expect(faults).toEqual([]);
          expect(rows.map(({ owner }) => owner)).toEqual(
            written.flatMap(({ assignments }) => assignments.map(({ owner }) => flat(owner))),
          );
          const cut = readAssignments(all.slice(0, Math.floor(all.length * share)));
          const sizes = new Map(written.map(({ key, assignments }) => [key, assignments.length]));
          for (const key of cut.keys) {
            expect(cut.rows.filter((row) => row.key === key)).toHaveLength(sizes.get(key) ?? -1);
          }
          const healed = readAssignments(`${all.slice(0, Math.floor(all.length * share))}\n${all}`);
          expect(healed.keys.size).toBe(batches.length);
          expect(healed.rows.length).toBe(rows.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
