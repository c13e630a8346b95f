import type {
  FoundWord,
  KnowledgeDocument,
  KnowledgeHit,
  KnowledgePassage,
  KnowledgeResult,
} from '../core/knowledge.ts';
import { createPostings } from './postings.ts';
import { comparableWords } from './words.ts';

/** The words of a question that are looked at; people ask in fewer. One bit each. */
const MAX_WORDS = 31;
/** Shorter words are not taken for misspelt ones. */
const FUZZY_FROM = 5;
/** How much a word counts by where it stands; in the text once. */
const TITLE = 2;
const SECTION = 2;
const TAGS = 1.5;
/** BM25: how soon repeating a word stops counting, and how much long passages are held back. */
const K1 = 1.2;
const B = 0.6;

export interface SearchIndex {
  add(document: KnowledgeDocument): void;
  passages(): number;
  search(question: string, limit: number): KnowledgeResult;
}

interface Asked {
  readonly word: string;
  /** Itself, and what means the same: each all of its words together. */
  readonly labels: readonly (readonly string[])[];
}

/** A full-text index over passages (BM25), with headings, synonyms and small misspellings. */
export function createSearchIndex(synonyms: readonly (readonly string[])[]): SearchIndex {
  const entries: { readonly document: KnowledgeDocument; readonly passage: KnowledgePassage }[] = [];
  const postings = createPostings();
  const groups = synonyms.map((group) => group.map(comparableWords));

  const rarity = (holding: number) => Math.log(1 + (postings.size() - holding + 0.5) / (holding + 0.5));

  /** A word of the question with what means the same where the question holds a whole name of it. */
  const askedFor = (word: string, question: readonly string[]): Asked => {
    const same = groups.filter((group) =>
      group.some((label) => label.includes(word) && label.every((one) => question.includes(one))),
    );
    const labels = [[word], ...same.flat()];
    const isNowhere = labels.every((label) => label.some((one) => postings.of(one) === undefined));
    const mayBeMisspelt = isNowhere && word.length >= FUZZY_FROM && !/\d/.test(word);
    return { word, labels: mayBeMisspelt ? postings.near(word).map((near) => [near]) : labels };
  };

  /** Adds what each passage earns for holding the word; answers how many hold it. */
  const score = ({ labels }: Asked, bit: number, scores: Float64Array, masks: Uint32Array): number => {
    let holding = 0;
    for (const label of labels) {
      const [rarest, ...others] = label
        .map((one) => postings.of(one) ?? { ids: [], weights: [] })
        .sort((a, b) => a.ids.length - b.ids.length);
      if (!rarest) continue;
      const worth = rarity(rarest.ids.length);
      for (const [index, id] of rarest.ids.entries()) {
        if (others.length > 0 && !label.every((one) => postings.holds(one, id))) continue;
        const weight = rarest.weights[index] ?? 0;
        const held = K1 * (1 - B + (B * postings.length(id)) / postings.meanLength());
        scores[id] = (scores[id] ?? 0) + (worth * weight * (K1 + 1)) / (weight + held);
        const mask = masks[id] ?? 0;
        if ((mask & bit) === 0) holding += 1;
        masks[id] = mask | bit;
      }
    }
    return holding;
  };

  return {
    add(document) {
      const shared = weigh(new Map(), document.title, TITLE);
      weigh(shared, document.tags.join(' '), TAGS);
      for (const passage of document.passages) {
        const weights = weigh(new Map(shared), passage.section ?? '', SECTION);
        for (const { text } of passage.lines) weigh(weights, text, 1);
        postings.add(weights);
        entries.push({ document, passage });
      }
    },
    passages: () => entries.length,
    search(question, limit) {
      const words = [...new Set(comparableWords(question))].slice(0, MAX_WORDS);
      const asked = words.map((word) => askedFor(word, words));
      const scores = new Float64Array(entries.length);
      const masks = new Uint32Array(entries.length);
      const counts = asked.map((one, index) => score(one, 1 << index, scores, masks));
      const held: number[] = [];
      for (let id = 0; id < masks.length; id += 1) if (masks[id] !== 0) held.push(id);
      const best = held.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, limit);
      return {
        hits: best.flatMap((id): KnowledgeHit[] => {
          const entry = entries[id];
          return entry ? [{ ...entry, score: scores[id] ?? 0, found: foundIn(asked, id) }] : [];
        }),
        asked: asked.map(({ word }, index) => ({ word, passages: counts[index] ?? 0 })),
        passages: entries.length,
      };
    },
  };

  function foundIn(asked: readonly Asked[], id: number): FoundWord[] {
    return asked.flatMap(({ word, labels }) => {
      const held = labels.filter((label) => label.every((one) => postings.holds(one, id)));
      return held.length === 0 ? [] : [{ word, as: held.flat() }];
    });
  }
}

function weigh(weights: Map<string, number>, text: string, weight: number): Map<string, number> {
  for (const word of comparableWords(text)) weights.set(word, (weights.get(word) ?? 0) + weight);
  return weights;
}
