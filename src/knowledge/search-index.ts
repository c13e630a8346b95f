import MiniSearch, { type Query } from 'minisearch';
import type {
  KnowledgeDocument,
  KnowledgeHit,
  KnowledgePassage,
  KnowledgeResult,
} from '../core/knowledge.ts';
import { comparable, comparableWords, rawWords } from './words.ts';

/** The words of a question that are looked at; people ask in fewer. */
const MAX_WORDS = 40;
/** Shorter words are not taken for misspelt ones. */
const FUZZY_FROM = 5;

interface Entry {
  readonly document: KnowledgeDocument;
  readonly passage: KnowledgePassage;
}

export interface SearchIndex {
  readonly passages: number;
  search(question: string, limit: number): KnowledgeResult;
}

/** A full-text index over every passage: BM25+, titles and headings above the text, small misspellings forgiven. */
export function createSearchIndex(
  documents: readonly KnowledgeDocument[],
  synonyms: readonly (readonly string[])[],
): SearchIndex {
  const entries: Entry[] = documents.flatMap((document) =>
    document.passages.map((passage) => ({ document, passage })),
  );
  const index = new MiniSearch<{ id: number; title: string; section: string; tags: string; text: string }>({
    fields: ['title', 'section', 'tags', 'text'],
    storeFields: [],
    tokenize: rawWords,
    processTerm: comparable,
    searchOptions: {
      boost: { title: 2, section: 2, tags: 1.5 },
      // The words of a question come folded, stemmed and without stop words.
      tokenize: (text) => text.split(' '),
      processTerm: (word) => word,
    },
  });
  index.addAll(
    entries.map(({ document, passage }, id) => ({
      id,
      title: document.title,
      section: passage.section ?? '',
      tags: document.tags.join(' '),
      text: passage.lines.map(({ text }) => text).join('\n'),
    })),
  );
  const groups = synonyms.map((group) => group.map(comparableWords));

  /** Passages that hold the word or what means the same; where there are none, a word of nearly its letters. */
  const holders = (word: string, question: readonly string[]) => {
    const same = groups
      .filter((group) =>
        group.some((label) => label.includes(word) && label.every((one) => question.includes(one))),
      )
      .flat()
      .map((label): Query => ({ combineWith: 'AND', queries: label }));
    const exact = index.search({ combineWith: 'OR', queries: [word, ...same] });
    const mayBeMisspelt = exact.length === 0 && word.length >= FUZZY_FROM && !/\d/.test(word);
    return mayBeMisspelt ? index.search(word, { fuzzy: 1 }) : exact;
  };

  return {
    passages: entries.length,
    search(question, limit) {
      const words = [...new Set(comparableWords(question))].slice(0, MAX_WORDS);
      const holding = new Map<number, Pick<KnowledgeHit, 'score' | 'found'>>();
      const asked = words.map((word) => {
        const matches = holders(word, words);
        for (const { id, score, terms } of matches) {
          const sofar = holding.get(id) ?? { score: 0, found: [] };
          holding.set(id, { score: sofar.score + score, found: [...sofar.found, { word, as: terms }] });
        }
        return { word, passages: matches.length };
      });
      const hits = [...holding].flatMap(([id, { score, found }]): (KnowledgeHit & { id: number })[] => {
        const entry = entries[id];
        return entry ? [{ ...entry, id, score, found }] : [];
      });
      return {
        hits: hits
          .sort((a, b) => b.score - a.score || a.id - b.id)
          .slice(0, limit)
          .map(({ id: _, ...hit }) => hit),
        asked,
        passages: entries.length,
      };
    },
  };
}
