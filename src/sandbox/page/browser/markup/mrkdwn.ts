import { EMOJI } from './emoji.ts';
import { type Inline, type Paragraph, readMarkup, unescapeEntities } from './inline.ts';

export interface MrkdwnOptions {
  /** Bare addresses stay text. */
  readonly verbatim?: boolean;
}

/** Stands for a piece that is already read; such characters in the text itself are pieces too. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const PIECE = /\uE000(\d+)\uE001/;

const FINISHED =
  /```([\s\S]*?)```|`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>|\uE000\uE001]+)|:([a-z0-9_+'-]+):|([\uE000\uE001])/g;
const AFTER_LINK = /[.,;:!?)'"*_~]+$/;

type Piece = Inline | { readonly kind: 'pre'; readonly text: string };

const MARKS = [
  { mark: '\\*', kind: 'bold' },
  { mark: '_', kind: 'italic' },
  { mark: '~', kind: 'strike' },
] as const;

/** A mark counts only at the edge of a word, and within one line. */
const DECORATED = MARKS.map(({ mark, kind }) => ({
  kind,
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}_${mark}])${mark}(?=\\S)([^${mark}\\n]+?)(?<=\\S)${mark}(?![\\p{L}\\p{N}_${mark}])`,
    'u',
  ),
}));

/** Slack's own markup as paragraphs; whatever it is not stays text. */
export function parseMrkdwn(text: string, options: MrkdwnOptions = {}): Paragraph[] {
  const pieces: Piece[] = [];
  const keep = (piece: Piece) => `${OPEN}${pieces.push(piece) - 1}${CLOSE}`;
  const marked = text.replace(FINISHED, (all, pre, code, markup, link, emoji, own) => {
    if (pre !== undefined) return keep({ kind: 'pre', text: plainOf(pre.replace(/^\n|\n$/g, '')) });
    if (code !== undefined) return keep({ kind: 'code', text: plainOf(code) });
    if (markup !== undefined) return keep(readMarkup(markup));
    if (own !== undefined) return keep({ kind: 'text', text: own });
    if (emoji !== undefined) return Object.hasOwn(EMOJI, emoji) ? keep({ kind: 'emoji', name: emoji }) : all;
    if (options.verbatim) return keep({ kind: 'text', text: unescapeEntities(link) });
    const url = String(link).replace(AFTER_LINK, '');
    return keep({ kind: 'link', url: unescapeEntities(url), label: '' }) + String(link).slice(url.length);
  });
  return paragraphsOf(marked, pieces);
}

/** Markup inside of code shows its label, or its target. */
function plainOf(text: string): string {
  const shown = text.replace(
    /<([^<>\n|]+)(?:\|([^<>\n]*))?>/g,
    (_all, target: string, label?: string) => label ?? target,
  );
  return unescapeEntities(shown);
}

function paragraphsOf(marked: string, pieces: readonly Piece[]): Paragraph[] {
  const found: Paragraph[] = [];
  let lines: string[] = [];
  let kind: 'text' | 'quote' = 'text';
  const end = () => {
    const isBlank = lines.every((line) => line.trim() === '');
    if (!isBlank) found.push({ kind, children: inlines(lines.join('\n'), pieces) });
    lines = [];
  };
  const add = (line: string, of: 'text' | 'quote') => {
    if (of !== kind) end();
    kind = of;
    lines.push(line);
  };
  for (const part of marked.split(/(\uE000\d+\uE001)/)) {
    const piece = pieces[Number(PIECE.exec(part)?.[1] ?? -1)];
    if (piece?.kind === 'pre') {
      end();
      found.push(piece);
      continue;
    }
    const [first = '', ...rest] = part.split('\n');
    if (lines.length > 0) lines.push(`${lines.pop() ?? ''}${first}`);
    else if (first !== '') addLine(first, add);
    for (const line of rest) addLine(line, add);
  }
  end();
  return found;
}

function addLine(line: string, add: (line: string, of: 'text' | 'quote') => void): void {
  const quote = /^(?:>|&gt;) ?(.*)$/s.exec(line);
  if (quote) add(quote[1] ?? '', 'quote');
  else add(line, 'text');
}

function inlines(text: string, pieces: readonly Piece[]): Inline[] {
  const [first] = DECORATED.flatMap(({ kind, pattern }) => {
    const match = pattern.exec(text);
    return match ? [{ kind, match }] : [];
  }).sort((a, b) => a.match.index - b.match.index);
  if (!first) return leaves(text, pieces);
  const { kind, match } = first;
  return [
    ...leaves(text.slice(0, match.index), pieces),
    { kind, children: inlines(match[1] ?? '', pieces) },
    ...inlines(text.slice(match.index + match[0].length), pieces),
  ];
}

function leaves(text: string, pieces: readonly Piece[]): Inline[] {
  return text.split(/(\uE000\d+\uE001)/).flatMap((part): Inline[] => {
    const piece = pieces[Number(PIECE.exec(part)?.[1] ?? -1)];
    if (piece && piece.kind !== 'pre') return [piece];
    return part === '' ? [] : [{ kind: 'text', text: unescapeEntities(part) }];
  });
}
