import type { KnowledgePassage, PassageLine } from '../core/knowledge.ts';
import { plainText } from './plain-text.ts';
import { tableRows } from './table-rows.ts';

/** A passage takes paragraphs of its section until it is about so long. */
const ENOUGH_CHARS = 500;
/** No single line is longer; the rest becomes a line of its own. */
const MAX_LINE_CHARS = 600;

interface Block {
  readonly heading: string;
  readonly lines: readonly PassageLine[];
}

/** Cuts a Markdown text into passages, each under the headings that it stands under. `height` lines stand above it. */
export function passagesOf(lines: readonly string[], height: number): KnowledgePassage[] {
  const passages: KnowledgePassage[] = [];
  let open: { heading: string; lines: PassageLine[]; chars: number } | null = null;
  for (const { heading, lines: block } of blocksOf(lines, height)) {
    const chars = block.reduce((sum, { text }) => sum + text.length, 0);
    if (open && open.heading === heading && open.chars + chars <= ENOUGH_CHARS) {
      open.lines.push(...block);
      open.chars += chars;
      continue;
    }
    open = { heading, lines: [...block], chars };
    passages.push({ ...(heading === '' ? {} : { section: heading }), lines: open.lines });
  }
  return passages;
}

/** Paragraphs, lists and tables, in order. Hidden comments are left out: nobody who reads the document sees them. */
function* blocksOf(lines: readonly string[], height: number): Generator<Block> {
  const headings: string[] = [];
  let block: { line: number; text: string }[] = [];
  let fence: string | null = null;
  const heading = () => headings.filter(Boolean).join(' › ');
  const flush = function* (): Generator<Block> {
    const read = tableRows(block) ?? paragraphLines(block);
    for (const each of cut(read)) if (each.length > 0) yield { heading: heading(), lines: each };
    block = [];
  };
  for (const [index, raw] of withoutComments(lines).entries()) {
    const line = height + index + 1;
    const mark = /^\s{0,3}(```|~~~)/.exec(raw)?.[1];
    if (mark && (fence === null || fence === mark)) {
      fence = fence === null ? mark : null;
      continue;
    }
    const [, hashes, title = ''] =
      fence === null ? (/^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(raw) ?? []) : [];
    if (hashes) {
      yield* flush();
      // The first heading repeats the title.
      headings.length = hashes.length - 1;
      headings[hashes.length - 1] = hashes.length === 1 ? '' : plainText(title).slice(0, 120);
    } else if (raw.trim() === '' || /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(raw)) yield* flush();
    else block.push({ line, text: raw });
  }
  yield* flush();
}

/** Joins wrapped lines to one; each item of a list is one. */
function paragraphLines(block: readonly { line: number; text: string }[]): PassageLine[] {
  const joined: { line: number; text: string }[] = [];
  for (const { line, text } of block) {
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$/.exec(text)?.[1];
    const last = joined.at(-1);
    const bare = text.replace(/^\s*>\s?/, '').trim();
    if (item !== undefined) joined.push({ line, text: item });
    else if (last) last.text += ` ${bare}`;
    else joined.push({ line, text: bare });
  }
  return joined.map(({ line, text }) => ({ line, text: plainText(text) })).filter(({ text }) => text !== '');
}

/** Parts that are no longer than a passage, and no line too long to be shown. */
function cut(lines: readonly PassageLine[]): PassageLine[][] {
  const parts: PassageLine[][] = [];
  let chars = Number.POSITIVE_INFINITY;
  for (const { line, text } of lines) {
    for (const piece of text.match(
      new RegExp(`.{1,${MAX_LINE_CHARS}}(?:\\s|$)|.{1,${MAX_LINE_CHARS}}`, 'gu'),
    ) ?? []) {
      if (chars + piece.length > ENOUGH_CHARS) {
        parts.push([]);
        chars = 0;
      }
      parts.at(-1)?.push({ line, text: piece.trim() });
      chars += piece.length;
    }
  }
  return parts;
}

/** The same lines, with the text of `<!-- … -->` gone. */
function withoutComments(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]+/g, ''))
    .split('\n');
}
