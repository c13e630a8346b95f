import type { Knowledge, KnowledgeResult } from '../../core/knowledge.ts';
import { count, listed, oneLine } from '../shared/text.ts';

const MAX_NAMED = 4;

/** What of the question no document holds, in the words of the question. */
export function gapsOf(
  question: string,
  { asked, passages }: KnowledgeResult,
  knowledge: Knowledge,
): string[] {
  if (passages === 0) return ['The knowledge folder holds no documents.'];
  if (asked.length === 0) return ['The question holds no word to search for.'];
  const missing = new Set(asked.filter((word) => word.passages === 0).map(({ word }) => word));
  const named = question
    .split(/[\s,;:!?()"“”]+/)
    .filter((word) => knowledge.words(word).some((one) => missing.has(one)))
    .map((word) => `“${oneLine(word.replace(/[.’']+$/, ''), 40)}”`);
  if (named.length === 0) return [];
  const shown = [...new Set(named)];
  const more = shown.length > MAX_NAMED ? ` and ${count(shown.length - MAX_NAMED, 'other word')}` : '';
  return [`No document mentions ${listed(shown.slice(0, MAX_NAMED))}${more}.`];
}
