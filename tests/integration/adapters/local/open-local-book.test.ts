import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type LocalBookOptions, openLocalBook } from '../../../../src/adapters/local/open-local-book.ts';
import type { DataProblem, DataStatus } from '../../../../src/core/ports.ts';
import { bookFolder, CLOCK, type Files } from '../../../unit/adapters/local/book-folder.ts';

const FILES = {
  'accounts.csv': 'account_id,name\nacc_1,Acme\n',
  'opportunities.csv': 'opportunity_id,account,stage\na,Acme,proposal\nb,,discovery\n',
};

async function open(files: Files, options: Partial<LocalBookOptions> = {}) {
  const dir = await bookFolder(files);
  const book = await openLocalBook({ dir, clock: CLOCK, isSample: false, ...options });
  onTestFinished(() => book.close());
  const write = (name: string, text: string) => writeFile(join(dir, name), text);
  return { dir, book, write };
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

describe('an open book', () => {
  it('answers the questions of the port', async () => {
    const { book } = await open({
      ...FILES,
      'contacts.csv': 'account,full_name\nAcme,Jordan\n',
      'signals.csv': 'account,type\nAcme,ipo\n',
      'reps.csv': 'name\nMaya\n',
      'icp.yaml': 'industries: [Software]\n',
    });
    expect(await book.findAccount('acme')).toMatchObject({ kind: 'one', account: { accountId: 'acc_1' } });
    expect(await book.account('acc_1')).toMatchObject({ name: 'Acme' });
    expect(await book.account('acc_2')).toBeNull();
    expect(await book.contacts('acc_1')).toMatchObject([{ fullName: 'Jordan' }]);
    expect(await book.contacts('acc_2')).toEqual([]);
    expect(await book.opportunities('acc_1')).toMatchObject([{ opportunityId: 'a' }]);
    expect(await book.opportunity('b')).toMatchObject({ stage: 'discovery' });
    expect(await book.opportunity('c')).toBeNull();
    expect(await book.allOpportunities()).toHaveLength(2);
    expect(await book.signals('acc_1')).toMatchObject([{ type: 'ipo' }]);
    expect(await book.reps()).toMatchObject([{ name: 'Maya' }]);
    expect(await book.icp()).toMatchObject({ industries: ['Software'] });
    expect(book.status()).toEqual({
      mode: 'local',
      loadedAt: CLOCK.now(),
      counts: { accounts: 1, contacts: 1, opportunities: 2, signals: 1, reps: 1 },
      problemCount: 0,
      problems: [],
    });
  });

  it.each([
    ['the option', FILES, true],
    ['its mark', { ...FILES, 'sample.yaml': '' }, false],
  ])('is a sample by %s: labelled so, with dates relative to today', async (_, files, isSample) => {
    const opportunities = 'opportunity_id,account,stage,close_date\na,Acme,proposal,today+30d\n';
    const { book } = await open({ ...files, 'opportunities.csv': opportunities }, { isSample });
    expect(book.status().mode).toBe('sample');
    expect(await book.opportunity('a')).toMatchObject({ mode: 'sample', closeDate: '2026-12-22' });
  });

  it('tells of every bad row', async () => {
    const problems: DataProblem[] = [];
    await open(
      { 'accounts.csv': 'name,domain\nAcme,?? no\n,a.example\n' },
      { onProblem: (problem) => problems.push(problem) },
    );
    expect(problems.map(({ file, line }) => [file, line])).toEqual([
      ['accounts.csv', 2],
      ['accounts.csv', 3],
    ]);
  });

  it('does not open where there is no folder', async () => {
    const opening = openLocalBook({ dir: '/nowhere/at/all', clock: CLOCK, isSample: false });
    await expect(opening).rejects.toMatchObject({
      code: 'SYSTEM_CONFIG',
      detail: { hint: expect.any(String) },
    });
  });
});

describe('a changed folder', () => {
  it('is read again by itself, all at once', async () => {
    const reloads: DataStatus[] = [];
    const { book, write } = await open(FILES, { onReload: (status) => reloads.push(status) });
    await write('opportunities.csv', 'opportunity_id,account,stage\nn,Newco,proposal\n');
    await write('accounts.csv', 'account_id,name\nacc_9,Newco\n');
    await eventually(() => expect(reloads.at(-1)?.counts).toMatchObject({ accounts: 1, opportunities: 1 }));
    expect(await book.findAccount('Newco')).toMatchObject({ kind: 'one' });
    expect((await book.findAccount('Acme')).kind).toBe('none');
    expect(await book.opportunities('acc_9')).toHaveLength(1);
  });

  it('takes in a file that was not there before', async () => {
    const { book, write } = await open(FILES);
    await write('icp.yaml', 'industries: [Logistics]\n');
    await eventually(async () => expect((await book.icp())?.industries).toEqual(['Logistics']));
  });

  it('that does not load leaves the old book in force and says why, until it is mended', async () => {
    const problems: DataProblem[] = [];
    const { book, write } = await open(FILES, { onProblem: (problem) => problems.push(problem) });
    await write('accounts.csv', 'firm\nNewco\n');
    await eventually(() => expect(book.status().problemCount).toBe(1));
    expect(book.status().problems[0]).toMatchObject({ file: 'accounts.csv', line: 1 });
    expect(book.status().problems[0]?.reason).toContain('there is no column "name"');
    expect(problems).toEqual(book.status().problems);
    expect(await book.findAccount('Acme')).toMatchObject({ kind: 'one' });
    expect(book.status().counts).toMatchObject({ accounts: 1, opportunities: 2 });

    await write('accounts.csv', FILES['accounts.csv']);
    await eventually(() => expect(book.status().problemCount).toBe(0));
  });

  it('without accounts.csv leaves the old book in force', async () => {
    const { book, dir } = await open(FILES);
    await rm(join(dir, 'accounts.csv'));
    await eventually(() => expect(book.status().problems[0]?.file).toBe('accounts.csv'));
    expect(await book.account('acc_1')).not.toBeNull();
  });

  it('can be read again at once', async () => {
    const { book, write } = await open(FILES);
    await write('accounts.csv', 'name\nNewco\n');
    expect(await book.reload()).toBe(true);
    expect(await book.findAccount('Newco')).toMatchObject({ kind: 'one' });
    await write('mapping.yaml', 'leads: {}\n');
    expect(await book.reload()).toBe(false);
    expect(book.status().problems[0]).toMatchObject({ file: 'mapping.yaml', line: 1 });
  });

  it('is not watched any more after close', async () => {
    const onReload = vi.fn();
    const { book, write, dir } = await open(FILES, { onReload });
    await book.close();
    const other = await openLocalBook({ dir, clock: CLOCK, isSample: false });
    onTestFinished(() => other.close());
    await write('accounts.csv', 'name\nNewco\n');
    await eventually(async () => expect((await other.findAccount('Newco')).kind).toBe('one'));
    expect(onReload).not.toHaveBeenCalled();
    expect(await book.account('acc_1')).not.toBeNull();
  });
});
