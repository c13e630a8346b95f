import { stemsOf } from './words.ts';

/** One field of a document: how much a word in it counts. */
export interface Field {
  readonly text: string;
  readonly weight: number;
}

export interface FullText {
  /** Relevance of every document to the query that shares a word with it, best first, equal ones in their own order. */
  search(query: readonly string[]): readonly { readonly name: string; readonly score: number }[];
  /** How rare a stem is; 0 when no document has it. */
  weightOf(stem: string): number;
  /** The weight of a stem that only one document has. */
  readonly mostWeight: number;
}

/** Saturation of repeated words, and how much long documents are held back. */
const K1 = 1.2;
const B = 0.5;

/** BM25 over a few documents whose fields count differently. */
export function createFullText(documents: ReadonlyMap<string, readonly Field[]>): FullText {
  const counted = [...documents].map(([name, fields]) => ({ name, ...counts(fields) }));
  const mean = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const rarity = (having: number) => Math.log(1 + (counted.length - having + 0.5) / (having + 0.5));
  const weightOf = (stem: string) => {
    const having = counted.filter(({ of }) => of.has(stem)).length;
    return having === 0 ? 0 : rarity(having);
  };
  return {
    weightOf,
    mostWeight: rarity(1),
    search(query) {
      const terms = [...new Set(query)];
      return counted
        .map(({ name, of, length }) => {
          const held = K1 * (1 - B + (B * length) / mean);
          const score = terms.reduce((sum, term) => {
            const count = of.get(term) ?? 0;
            return sum + (weightOf(term) * (count * (K1 + 1))) / (count + held);
          }, 0);
          return { name, score };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
    },
  };
}

function counts(fields: readonly Field[]): { of: ReadonlyMap<string, number>; length: number } {
  const of = new Map<string, number>();
  let length = 0;
  for (const { text, weight } of fields) {
    for (const stem of stemsOf(text)) {
      of.set(stem, (of.get(stem) ?? 0) + weight);
      length += weight;
    }
  }
  return { of, length };
}
