import type { Sentence } from './sentences.ts';

/** Shorter ones are headings and labels, longer ones no sentences. */
const MIN_WORDS = 3;
const MAX_CHARS = 450;
/** How much weight the opening sentences and the focus have beside what most sentences are about. */
const FIRST_BONUS = 0.15;
const FOCUS_WEIGHT = 0.6;
/** How much a sentence loses for saying what a chosen one says. */
const REPEATED = 0.7;
/** The best so many take part in the choice. */
const MAX_CANDIDATES = 200;

type Vector = ReadonlyMap<string, number>;

interface Candidate {
  readonly sentence: Sentence;
  readonly vector: Vector;
  readonly score: number;
}

/**
 * The sentences that say most of what the documents say: near their common centre (tf-idf), opening ones first,
 * near the focus where there is one, and not what was said already. In the order of the documents.
 */
export function chooseSentences(
  sentences: readonly Sentence[],
  { max, focus }: { max: number; focus: readonly string[] },
): Sentence[] {
  const usable = sentences.filter(({ words, text }) => words.length >= MIN_WORDS && text.length <= MAX_CHARS);
  const idf = rarity(usable);
  const centre = centreOf(usable.map((sentence) => vectorOf(sentence.words, idf)));
  const aim = vectorOf(focus, idf);
  const candidates = usable
    .map((sentence): Candidate => {
      const vector = vectorOf(sentence.words, idf);
      const near = cosine(vector, centre) + (sentence.first ? FIRST_BONUS : 0);
      return { sentence, vector, score: near + FOCUS_WEIGHT * cosine(vector, aim) };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_CANDIDATES);
  const chosen = new Set(pick(candidates, max).map(({ sentence }) => sentence));
  return sentences.filter((sentence) => chosen.has(sentence));
}

/** One by one, first one of each document, then the best that repeats least. */
function pick(candidates: readonly Candidate[], max: number): Candidate[] {
  const chosen: Candidate[] = [];
  while (chosen.length < Math.min(max, candidates.length)) {
    const documents = new Set(chosen.map(({ sentence }) => sentence.document));
    const open = candidates.filter((one) => !chosen.includes(one));
    const unheard = open.filter(({ sentence }) => !documents.has(sentence.document));
    const [next] = (unheard.length > 0 ? unheard : open)
      .map((one) => ({ one, worth: one.score - REPEATED * likest(one, chosen) }))
      .sort((a, b) => b.worth - a.worth);
    if (!next) break;
    chosen.push(next.one);
  }
  return chosen;
}

function likest({ vector }: Candidate, chosen: readonly Candidate[]): number {
  return Math.max(0, ...chosen.map((other) => cosine(vector, other.vector)));
}

function rarity(sentences: readonly Sentence[]): Vector {
  const holding = new Map<string, number>();
  for (const { words } of sentences) {
    for (const word of new Set(words)) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  return new Map([...holding].map(([word, n]) => [word, Math.log(1 + sentences.length / n)]));
}

function vectorOf(words: readonly string[], idf: Vector): Vector {
  const vector = new Map<string, number>();
  for (const word of words) vector.set(word, (vector.get(word) ?? 0) + (idf.get(word) ?? 0));
  return vector;
}

function centreOf(vectors: readonly Vector[]): Vector {
  const centre = new Map<string, number>();
  for (const vector of vectors) {
    for (const [word, weight] of vector) centre.set(word, (centre.get(word) ?? 0) + weight);
  }
  return centre;
}

function cosine(a: Vector, b: Vector): number {
  let dot = 0;
  for (const [word, weight] of a) dot += weight * (b.get(word) ?? 0);
  const size = length(a) * length(b);
  return size === 0 ? 0 : dot / size;
}

function length(vector: Vector): number {
  let sum = 0;
  for (const weight of vector.values()) sum += weight ** 2;
  return Math.sqrt(sum);
}
