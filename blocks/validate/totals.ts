import { codePoints, isRecord } from './check.ts';
import type { Report } from './problem.ts';

/** Above this much text in its blocks a posted message is refused; Slack's own limit is undocumented. */
export const MAX_BLOCKS_TEXT = 13_000;
const MAX_MARKDOWN_TEXT = 12_000;

const COUNTED = new Set(['text', 'title', 'alt_text', 'label', 'hint', 'placeholder', 'description']);

/** Characters of text that people read in these blocks, in code points. */
export function blocksTextLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + blocksTextLength(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner === 'string') return COUNTED.has(key) ? sum + codePoints(inner) : sum;
    return sum + blocksTextLength(inner);
  }, 0);
}

/** Limits that hold for a message as a whole. */
export function reportMessageTotals(blocks: readonly unknown[], at: string, report: Report): void {
  const ofType = (type: string) =>
    blocks.flatMap((block, index) => (isRecord(block) && block.type === type ? [{ block, index }] : []));
  const markdown = ofType('markdown').reduce((sum, { block }) => sum + codePoints(String(block.text)), 0);
  if (markdown > MAX_MARKDOWN_TEXT) {
    report(`cumulative markdown text must be less than ${MAX_MARKDOWN_TEXT + 1} characters`, at);
  }
  const [, second] = ofType('table');
  if (second) report('only one table allowed', `${at}/${second.index}`);
}
