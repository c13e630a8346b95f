import type { DraftTask, DraftText } from '../../core/drafter.ts';
import { stemsOf } from '../ranked/words.ts';
import { isNeutral } from './neutral-words.ts';
import { type Specifics, sentencesOf, specificsOf, tokensOf } from './specifics.ts';

/** Words beyond the wanted length that are let pass. */
const SLACK = 1.15;

/**
 * Why a text may not stand, in words for a person; null when it stays inside the evidence. Every word that carries
 * meaning must come from the evidence, from the given text or from words that claim nothing; and what a sentence
 * says in numbers, times, names and denials must stand together in one piece of evidence, so that true parts
 * cannot be put together to something untrue.
 */
export function beyondEvidence(
  written: DraftText,
  { evidence, text, wanted, maxWords }: DraftTask,
): string | null {
  const whole = [written.subject ?? '', written.body].join('\n');
  const sources = [...evidence, ...sentencesOf(text.subject ?? ''), ...sentencesOf(text.body)];
  if (written.body.trim() === '') return 'it was empty';
  if (words(written.body) > maxWords * SLACK) return `it was longer than ${maxWords} words`;
  if (/https?:|www\.|@|[<>{}[\]|]|\*\*|^#/imu.test(whole)) return 'it held a link, an address or markup';
  const known = new Set([...sources, ...wanted].flatMap(stemsOf));
  const given = sources.map(sourceOf);
  for (const sentence of sentencesOf(whole)) {
    const problem = unsupported(specificsOf(sentence), given);
    if (problem) return problem;
  }
  const foreign = stemsOf(whole).find((stem) => !known.has(stem) && !isNeutral(stem));
  return foreign === undefined ? null : `“${foreign}…” stands nowhere in the evidence`;
}

/** A name may be written small in a source, or stand where every word has a capital. */
function sourceOf(text: string): Specifics {
  return { ...specificsOf(text), names: new Set(tokensOf(text)) };
}

const PARTS = [
  ['numbers', 'the number'],
  ['times', 'the time'],
  ['names', 'the name'],
] as const;

/** What the sentence states that no single source states together. */
function unsupported(said: Specifics, sources: readonly Specifics[]): string | null {
  for (const [part, label] of PARTS) {
    const missing = [...said[part]].find((item) => !sources.some((source) => source[part].has(item)));
    if (missing !== undefined) return `${label} “${missing}” stands nowhere in the evidence`;
  }
  const isStated = ([part]: (typeof PARTS)[number], source: Specifics) =>
    [...said[part]].every((item) => source[part].has(item));
  const supporting = sources.filter((source) => PARTS.every((part) => isStated(part, source)));
  if (supporting.length === 0) return 'it put together what the evidence states apart';
  const states = PARTS.some(([part]) => said[part].size > 0);
  const denies = (source: Specifics) =>
    [...said.negations].every((word) => source.negations.has(word)) &&
    said.negations.size === source.negations.size;
  if ((states || said.negations.size > 0) && !supporting.some(denies))
    return 'it denied what the evidence states, or the other way round';
  return null;
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
