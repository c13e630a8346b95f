import type { FoundWord, KnowledgeHit, KnowledgeResult, PassageLine } from '../../core/knowledge.ts';
import { round3 } from '../shared/numbers.ts';

export interface RatedHit extends KnowledgeHit {
  /** 0..1: the share of the question's words that it holds, weighed by how rare they are. */
  readonly coverage: number;
  /** The line that holds most of them. */
  readonly best: PassageLine;
}

/**
 * Rates every hit by how much of the question it holds, then by how much one line of it does under its own
 * heading, and not only the title or a tag; best first. A word that is nowhere counts most.
 */
export function rateHits(
  { hits, asked, passages }: KnowledgeResult,
  words: (text: string) => readonly string[],
): RatedHit[] {
  const rarity = new Map(asked.map((word) => [word.word, rarityOf(word.passages, passages)]));
  const weigh = (some: Iterable<string>) => [...some].reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0);
  const all = weigh(rarity.keys());
  return hits
    .flatMap((hit) => {
      const above = words(hit.passage.section ?? '');
      const lines = hit.passage.lines.map((line) => ({
        line,
        held: weigh(heldBy([...above, ...words(line.text)], hit.found)),
      }));
      const [best] = lines.sort((a, b) => b.held - a.held);
      if (!best || all === 0) return [];
      const coverage = round3(weigh(hit.found.map(({ word }) => word)) / all);
      return [{ rated: { ...hit, coverage, best: best.line }, held: best.held }];
    })
    .sort((a, b) => b.rated.coverage - a.rated.coverage || b.held - a.held || b.rated.score - a.rated.score)
    .map(({ rated }) => rated);
}

function heldBy(line: readonly string[], found: readonly FoundWord[]): string[] {
  return found.filter((one) => one.as.some((word) => line.includes(word))).map(({ word }) => word);
}

/** The inverse document frequency of BM25. */
function rarityOf(holding: number, passages: number): number {
  return Math.log(1 + (passages - holding + 0.5) / (holding + 0.5));
}
