import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { CugarError } from '../../core/errors.ts';

/** A longer row can only be an unclosed quote. */
const MAX_ROW_BYTES = 1_000_000;

export interface CsvRow {
  /** Line on which the row starts, 1 for the first of the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Streams a CSV file (RFC 4180, UTF-8 with or without byte-order mark, any line ends) row by row; empty
 * lines are passed over. Throws `RESOURCE_DATA` when the file cannot be read as one.
 */
export async function* readCsv(path: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const source = Readable.from(checkedUtf8(path), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  // csv-parse counts a CR LF inside quotes as two lines.
  let crlfInQuotes = 0;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      let breaks = 0;
      let pairs = 0;
      for (const cell of record) {
        if (!cell.includes('\n') && !cell.includes('\r')) continue;
        breaks += cell.match(/[\r\n]/g)?.length ?? 0;
        pairs += cell.match(/\r\n/g)?.length ?? 0;
      }
      const line = info.lines - crlfInQuotes - breaks;
      crlfInQuotes += pairs;
      lastLine = info.lines - crlfInQuotes;
      yield { line, cells: record };
    }
  } catch (error) {
    throw unreadable(path, error, lastLine + 1);
  } finally {
    source.destroy();
  }
}

/** The file's bytes, as long as they are UTF-8 text. */
async function* checkedUtf8(path: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (chunk.includes(0)) throw notText(path, line, 'the file is binary or UTF-16');
    try {
      for (const char of decoder.decode(chunk, { stream: true })) if (char === '\n') line += 1;
    } catch {
      throw notText(path, line + validLineBreaks(chunk), 'the text is not UTF-8');
    }
    yield chunk;
  }
}

/** Line breaks before the first byte that is not UTF-8. */
function validLineBreaks(chunk: Buffer): number {
  const lines = chunk.toString('latin1').split('\n');
  const isUtf8 = (line: string) => !Buffer.from(line, 'latin1').toString('utf8').includes('\ufffd');
  const bad = lines.findIndex((line, index) => index > 0 && !isUtf8(line));
  return isUtf8(lines[0] ?? '') ? Math.max(bad, 0) : 0;
}

function notText(path: string, line: number, reason: string): CugarError {
  return new CugarError('RESOURCE_DATA', `${basename(path)}:${line}: ${reason}`, {
    hint: 'Export it again as CSV, comma-separated, UTF-8.',
    facts: { file: basename(path), line },
  });
}

function unreadable(path: string, error: unknown, line: number): unknown {
  if (error instanceof CugarError) return error;
  const file = basename(path);
  if (!(error instanceof CsvError)) {
    const reason = error instanceof Error ? error.message : String(error);
    const facts = { file };
    return new CugarError('RESOURCE_DATA', `${file}: cannot be read: ${reason}`, { facts }, { cause: error });
  }
  const isOpenQuote = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const reason = isOpenQuote ? 'a quoted text that starts in this row does not end' : error.message;
  return new CugarError('RESOURCE_DATA', `${file}:${line}: ${reason}`, {
    hint: 'Write a quote inside a quoted text twice, and close every quoted text.',
    facts: { file, line },
  });
}
