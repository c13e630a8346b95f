import type { DataMode } from '../core/data-mode.ts';
import type { KnowledgeDocument } from '../core/knowledge.ts';
import type { DataProblem } from '../core/ports.ts';
import { readFrontMatter } from './front-matter.ts';
import { passagesOf } from './passages.ts';
import { plainText } from './plain-text.ts';

const MAX_TITLE = 120;

export interface ReadDocument {
  /** Null: it cannot be used. */
  readonly document: KnowledgeDocument | null;
  readonly problems: readonly DataProblem[];
}

/** One file as a document. Never throws: what is wrong with it is told. */
export function readDocument(
  docId: string,
  bytes: Uint8Array,
  { mode, now }: { mode: DataMode; now: Date },
): ReadDocument {
  const source = `knowledge/${docId}`;
  const text = decoded(bytes);
  if (text === null) return { document: null, problems: [{ file: source, reason: 'is not text in UTF-8' }] };
  const lines = text.split(/\r\n|\r|\n/);
  const { facts, faults, height } = readFrontMatter(lines);
  const problems = faults.map((fault) => ({ file: source, ...fault }));
  if (facts === null) return { document: null, problems };

  const body = lines.slice(height);
  const passages = passagesOf(body, height);
  if (passages.length === 0)
    return { document: null, problems: [...problems, { file: source, reason: 'is empty' }] };
  const document: KnowledgeDocument = {
    docId,
    title: shown(facts.title) ?? shown(headingIn(body)) ?? nameOf(docId),
    ...(facts.owner === undefined ? {} : { owner: plainText(facts.owner) }),
    audience: facts.audience,
    tags: facts.tags.map((tag) => plainText(tag).toLowerCase()),
    ...(facts.review_by === undefined ? {} : { reviewBy: facts.review_by }),
    passages,
    source,
    mode,
    asOf: now.toISOString(),
  };
  return { document, problems };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

function headingIn(lines: readonly string[]): string | undefined {
  return lines
    .map((line) => /^\s{0,3}#\s+(.+?)\s*#*\s*$/.exec(line)?.[1])
    .find((title) => title !== undefined);
}

function shown(title: string | undefined): string | undefined {
  const plain = title === undefined ? '' : plainText(title);
  return plain === '' ? undefined : [...plain].slice(0, MAX_TITLE).join('');
}

function nameOf(docId: string): string {
  return (
    docId
      .replace(/\.[^.]*$/, '')
      .replaceAll(/[-_]+/g, ' ')
      .trim() || docId
  );
}
