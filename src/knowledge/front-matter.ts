import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { nearest, suggestion } from '../config/nearest.ts';
import { Audience } from '../core/playbook-knowledge.ts';

const Text = z.string().trim().min(1).max(200);

const FrontMatter = z.object({
  title: Text.optional(),
  owner: Text.optional(),
  audience: Audience.default('internal'),
  tags: z.array(Text).max(50).default([]),
  review_by: z.iso.date().optional(),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

const KEYS = Object.keys(FrontMatter.shape);
const MAX_LINES = 100;

export interface Fault {
  readonly line: number;
  readonly reason: string;
}

export interface ReadFrontMatter {
  /** Null: it is broken, so nobody knows for whom the document is. */
  readonly facts: FrontMatter | null;
  readonly faults: readonly Fault[];
  /** Lines of the file before the text itself. */
  readonly height: number;
}

/** Reads the YAML between two lines of `---` at the top; without one everything is as by default. */
export function readFrontMatter(lines: readonly string[]): ReadFrontMatter {
  if (lines[0]?.trimEnd() !== '---') return { facts: FrontMatter.parse({}), faults: [], height: 0 };
  const end = lines.slice(1, MAX_LINES).findIndex((line) => line.trimEnd() === '---');
  if (end === -1) return broken([{ line: 1, reason: 'the front matter does not end with a line of ---' }]);
  const height = end + 2;
  const counter = new LineCounter();
  const text = lines.slice(1, height - 1).join('\n');
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, schema: 'core' });
  const lineOf = (offset: number) => Math.max(1, counter.linePos(offset).line) + 1;
  if (document.errors.length > 0) {
    const said = document.errors.map(({ pos, message }) => ({ line: lineOf(pos[0]), reason: message }));
    return broken(said, height);
  }

  const root = document.contents;
  if (root !== null && !isMap(root)) return broken([{ line: 2, reason: 'must be keys with values' }], height);
  const at = (key: unknown) => {
    const pair = root?.items.find((item) => isScalar(item.key) && item.key.value === key);
    return isScalar(pair?.key) ? lineOf(pair.key.range?.[0] ?? 0) : 1;
  };
  const value: unknown = document.toJS({ maxAliasCount: 10 }) ?? {};
  const parsed = FrontMatter.safeParse(value);
  if (!parsed.success) {
    return broken(
      parsed.error.issues.map(({ path, message }) => ({
        line: at(path[0]),
        reason: `${path.join('.')}: ${message}`,
      })),
      height,
    );
  }
  // Other keys are nobody's business here, but a misspelt one would be missed.
  const misspelt = Object.keys(Object(value)).filter((key) => !KEYS.includes(key) && nearest(key, KEYS));
  const faults = misspelt.map((key) => ({
    line: at(key),
    reason: `unknown key "${key}"${suggestion(key, KEYS)}; the rest counts`,
  }));
  return { facts: parsed.data, faults, height };
}

function broken(faults: readonly Fault[], height = 0): ReadFrontMatter {
  return { facts: null, faults, height };
}
