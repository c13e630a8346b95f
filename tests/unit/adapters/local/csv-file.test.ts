import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRow, readCsv } from '../../../../src/adapters/local/csv-file.ts';
import { CugarError } from '../../../../src/core/errors.ts';
import { bookFolder } from './book-folder.ts';

async function rows(text: string | Buffer): Promise<CsvRow[]> {
  const dir = await bookFolder({ 'a.csv': text });
  const all: CsvRow[] = [];
  for await (const row of readCsv(join(dir, 'a.csv'))) all.push(row);
  return all;
}

describe('readCsv', () => {
  it('reads quoted commas, quotes and line ends', async () => {
    expect(await rows('a,b\n"1,2","say ""hi""\nthere"\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1,2', 'say "hi"\nthere'] },
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ])('counts lines truly with %s, also inside quotes and over empty lines', async (_, end) => {
    const text = ['a,b', '1,"x', 'y', 'z"', '', '2,w', '3,"u', 'v"', '4,t'].join(end);
    expect((await rows(text)).map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [2, '1'],
      [6, '2'],
      [7, '3'],
      [9, '4'],
    ]);
  });

  it('takes a byte-order mark off', async () => {
    expect((await rows('\ufeffname\nAcme\n'))[0]).toEqual({ line: 1, cells: ['name'] });
  });

  it('takes a quote inside an unquoted text as it is', async () => {
    expect((await rows('a,b\n5" pipe,6\n7,8\n'))[1]).toEqual({ line: 2, cells: ['5" pipe', '6'] });
  });

  it('leaves short and long rows to the reader', async () => {
    expect((await rows('a,b\n1\n1,2,3\n')).map(({ cells }) => cells.length)).toEqual([2, 1, 3]);
  });

  it('reads back whatever is written by RFC 4180', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '🚀'),
      maxLength: 8,
    });
    const table = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (cells) => {
        const quoted = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
        let line = 1;
        const expected = quoted.map((row, index) => {
          const start = line;
          line += row.split('\n').length;
          return { line: start, cells: cells[index] };
        });
        expect(await rows(quoted.join('\n'))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that is no CSV', () => {
  async function failure(text: string | Buffer): Promise<CugarError> {
    const error = await rows(text).catch((thrown: unknown) => thrown);
    if (!(error instanceof CugarError)) throw new Error('it was read');
    return error;
  }

  it.each([
    ['a quote that does not close', 'a,b\n1,2\n3,"x\n4,5\n', 3, /quoted text .* does not end/],
    ['binary', Buffer.from([0x61, 0x0a, 0x00, 0x01]), 1, /binary/],
    ['UTF-16', Buffer.from('name\nAcme', 'utf16le'), 1, /UTF-16/],
    ['Latin-1', Buffer.from('name\nAcme\nLumi\u00e8re\n', 'latin1'), 3, /not UTF-8/],
    ['a row of a megabyte', `a,b\n1,"${'x'.repeat(1_100_000)}"\n`, 2, /does not end/],
  ])('%s', async (_, text, line, reason) => {
    const error = await failure(text);
    expect(error.code).toBe('RESOURCE_DATA');
    expect(error.message).toMatch(reason);
    expect(error.message).toContain(`a.csv:${line}:`);
    expect(error.detail.facts).toEqual({ file: 'a.csv', line });
    expect(error.detail.hint).toBeTruthy();
  });

  it('names a file that is not there', async () => {
    const read = readCsv(join(await bookFolder({}), 'b.csv')).next();
    await expect(read).rejects.toMatchObject({ code: 'RESOURCE_DATA', detail: { facts: { file: 'b.csv' } } });
  });
});
