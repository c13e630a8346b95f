import type { PassageLine } from '../core/knowledge.ts';
import { plainText } from './plain-text.ts';

/** The rows of a Markdown table, each as `column: cell; …`; null when the block is none. */
export function tableRows(block: readonly PassageLine[]): PassageLine[] | null {
  const [head, rule, ...rows] = block;
  if (!head || !rule || !isRow(head.text) || !/^[\s|:-]*-[\s|:-]*$/.test(rule.text)) return null;
  const columns = cells(head.text);
  return rows.flatMap(({ line, text }) => {
    const named = cells(text).flatMap((cell, index) => {
      if (cell === '') return [];
      const column = columns[index] ?? '';
      return [column === '' || index === 0 ? cell : `${column}: ${cell}`];
    });
    return named.length > 0 ? [{ line, text: named.join('; ') }] : [];
  });
}

function isRow(text: string): boolean {
  return text.includes('|');
}

function cells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(plainText);
}
