import { basename } from 'node:path';
import type { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { COLUMNS, type Entity } from './columns.ts';
import { type CsvRow, readCsv } from './csv-file.ts';
import { readNumber } from './fields.ts';
import type { EntityMapping } from './mapping.ts';
import type { Problems } from './problems.ts';

export interface Row<T> {
  readonly value: T;
  /** Cells of columns that have no canonical name. */
  readonly extra: Readonly<Record<string, string>> | undefined;
  /** What the file itself said where the mapping put another value, by canonical column. */
  readonly written: Readonly<Record<string, string>>;
  /** Reports something about this row, with file and line. */
  report(reason: string): void;
}

interface Source<T> {
  readonly path: string;
  readonly entity: Entity;
  readonly mapping: EntityMapping;
  readonly schema: z.ZodType<T>;
  readonly problems: Problems;
}

interface Cell {
  readonly column: string;
  readonly isCanonical: boolean;
  readonly multiply: number | undefined;
  readonly values: ReadonlyMap<string, string> | undefined;
}

/**
 * Streams the rows of a file under their canonical columns. A row that breaks the schema is reported and
 * passed over; a file without a needed column throws `RESOURCE_DATA`.
 */
export async function* readRows<T>(source: Source<T>): AsyncGenerator<Row<T>> {
  const { path, schema, problems } = source;
  const file = basename(path);
  let layout: readonly (Cell | null)[] | null = null;
  for await (const row of readCsv(path)) {
    if (layout === null) {
      layout = layoutOf(row, source);
      continue;
    }
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    const report = (reason: string) => problems.add({ file, line: row.line, reason });
    if (row.cells.length !== layout.length) {
      report(`has ${row.cells.length} fields where the header has ${layout.length}`);
      continue;
    }
    const { canonical, extra, written } = split(row.cells, layout);
    const parsed = schema.safeParse(canonical);
    if (parsed.success) yield { value: parsed.data, extra, written, report };
    else report(parsed.error.issues.map(explain).join('; '));
  }
  if (layout === null) throw badFile(path, 1, 'the file is empty', 'Its first line must name the columns.');
}

function explain({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.')}: ${message}`;
}

/** Says for each column of the file what it is; null for a column without a name. */
function layoutOf(header: CsvRow, { path, entity, mapping }: Source<unknown>): readonly (Cell | null)[] {
  const names = header.cells.map((name) => name.trim());
  const keys = names.map((name) => name.toLowerCase());
  const twice = keys.find((key, index) => key !== '' && keys.indexOf(key) !== index);
  if (twice !== undefined) throw badFile(path, header.line, `the column "${twice}" is there twice`);

  const mapped = Object.entries(mapping.columns).flatMap(([name, source]) =>
    source ? [{ name, source }] : [],
  );
  const claimed = new Set(mapped.map(({ source }) => source.column.toLowerCase()));
  const columns = new Map<number, Cell>();
  for (const name of COLUMNS[entity].all) {
    const source = mapped.find((entry) => entry.name === name)?.source;
    const index = keys.indexOf((source?.column ?? name).toLowerCase());
    if (source && index < 0) {
      const hint = 'Correct mapping.yaml, or export the column.';
      throw badFile(
        path,
        header.line,
        `mapping.yaml names the column "${source.column}", which is not here`,
        hint,
      );
    }
    if (index < 0 || (!source && claimed.has(name))) continue;
    if (columns.has(index)) {
      throw badFile(path, header.line, `mapping.yaml gives the column "${names[index]}" two meanings`);
    }
    const values = valuesOf(mapping, name);
    columns.set(index, {
      column: name,
      isCanonical: true,
      multiply: source?.multiply,
      values: values && new Map(Object.entries(values).map(([from, to]) => [from.trim().toLowerCase(), to])),
    });
  }
  const found = new Set([...columns.values()].map(({ column }) => column));
  const missing = COLUMNS[entity].required.filter((name) => !found.has(name));
  if (missing.length > 0) throw badFile(path, header.line, missingReason(missing, names));
  return names.map((name, index): Cell | null => {
    const extra = { column: name, isCanonical: false, multiply: undefined, values: undefined };
    return columns.get(index) ?? (name === '' ? null : extra);
  });
}

/** How cells are translated; every column of stages as the stage, unless it says otherwise. */
function valuesOf({ values }: EntityMapping, name: string): Readonly<Record<string, string>> | undefined {
  return values[name] ?? (name === 'last_open_stage' ? values.stage : undefined);
}

function missingReason(missing: readonly string[], names: readonly string[]): string {
  const list = missing.map((name) => `"${name}"`).join(', ');
  const isSemicolon = names.length === 1 && names[0]?.includes(';');
  return `there is no column ${list}${isSemicolon ? '; the file seems to be separated by ; instead of ,' : ''}`;
}

function badFile(
  path: string,
  line: number,
  reason: string,
  hint = 'Name the columns as docs/book-of-business.md does, or map them in mapping.yaml.',
): CugarError {
  const file = basename(path);
  return new CugarError('RESOURCE_DATA', `${file}:${line}: ${reason}`, { hint, facts: { file, line } });
}

function split(cells: readonly string[], layout: readonly (Cell | null)[]) {
  const canonical: Record<string, string> = {};
  const written: Record<string, string> = {};
  let extra: Record<string, string> | undefined;
  for (const [index, cell] of layout.entries()) {
    const text = clean(cells[index] ?? '');
    if (cell === null || text === '') continue;
    if (!cell.isCanonical) {
      extra ??= Object.create(null) as Record<string, string>;
      extra[cell.column] = text;
      continue;
    }
    const meant = cell.values?.get(text.toLowerCase());
    if (meant !== undefined) written[cell.column] = text;
    canonical[cell.column] = multiplied(meant ?? text, cell.multiply);
  }
  return { canonical, extra: extra && { ...extra }, written };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Without control characters (tab and line end stay) and blanks around. */
function clean(text: string): string {
  return text.replace(CONTROL, '').trim();
}

function multiplied(text: string, factor: number | undefined): string {
  const value = factor === undefined ? null : readNumber(text);
  if (value === null || factor === undefined) return text;
  return String(Number((value * factor).toPrecision(15)));
}
