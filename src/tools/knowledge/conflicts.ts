import { z } from 'zod';
import { oneLine } from '../shared/text.ts';
import { Citation, shownId, shownTitle } from './citation.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import type { Sentence } from './sentences.ts';

/** Two sentences that say the same of something, with different numbers. */
export const Conflict = z.strictObject({
  unit: z.string(),
  readings: z.array(Citation.extend({ value: z.string(), text: z.string() })).min(2),
});
export type Conflict = z.infer<typeof Conflict>;

const MAX_CONFLICTS = 5;
/** Units without a plural. */
const FIXED = /^(?:percent|people|gb|tb|mb|usd|eur|gbp|.)$/;
/** Sentences with numbers that are compared; more are many documents at once. */
const MAX_COMPARED = 600;
/** Words that both must have: two where they are half of all their words, three where they are most of the shorter one's. */
const MIN_SHARED = 2;
const MIN_ALIKE = 0.5;
const MIN_WITHIN = 0.75;

interface Reading extends Quantity {
  readonly sentence: Sentence;
  readonly words: ReadonlySet<string>;
}

/** Numbers that contradict each other, across documents and within one. Rows of one table never do. */
export function conflictsIn(
  sentences: readonly Sentence[],
  words: (text: string) => readonly string[],
): Conflict[] {
  const readings = sentences
    .flatMap((sentence) =>
      quantitiesOf(sentence.text).map((quantity): Reading => {
        const near = new Set(words(quantity.context));
        return { ...quantity, sentence, words: near.size >= MIN_SHARED ? near : new Set(sentence.words) };
      }),
    )
    .slice(0, MAX_COMPARED);
  const found: Conflict[] = [];
  const used = new Set<Reading>();
  for (const [index, one] of readings.entries()) {
    if (used.has(one)) continue;
    const others = readings.slice(index + 1).filter((other) => !used.has(other) && contradicts(one, other));
    if (others.length === 0) continue;
    for (const reading of [one, ...others]) used.add(reading);
    found.push({ unit: one.unit, readings: [one, ...others].slice(0, 4).map(shown) });
    if (found.length === MAX_CONFLICTS) break;
  }
  return found;
}

function contradicts(a: Reading, b: Reading): boolean {
  const samePlace = a.sentence.document === b.sentence.document && a.sentence.passage === b.sentence.passage;
  if (a.unit !== b.unit || a.value === b.value || samePlace) return false;
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  const alike = shared / new Set([...a.words, ...b.words]).size >= MIN_ALIKE;
  const within = shared > MIN_SHARED && shared / Math.min(a.words.size, b.words.size) >= MIN_WITHIN;
  return shared >= MIN_SHARED && (alike || within);
}

function shown({ value, sentence }: Reading): Conflict['readings'][number] {
  const { document, line, text } = sentence;
  return { docId: shownId(document), title: shownTitle(document), line, value, text: oneLine(text, 200) };
}

/** `6 or 8 weeks? “…” (Title, file:3) against “…” (Title, file:9)` */
export function conflictLine({ unit, readings }: Conflict): string {
  const values = [...new Set(readings.map(({ value }) => value))].join(' or ');
  const said = readings.map(({ text, title, docId, line }) => `“${text}” (${title}, ${docId}:${line})`);
  return `${values} ${!FIXED.test(unit) ? `${unit}s` : unit}? ${said.join(' against ')}`;
}
