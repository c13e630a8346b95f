import { type Check, type Message, type QualityIssue, wordsOf } from './message.ts';

export interface Metrics {
  wordCount: number;
  sentenceCount: number;
  /** Flesch-Kincaid grade; null for texts that are too short or not in Latin script. */
  readingGrade: number | null;
  questions: number;
  /** Words about the reader ÷ words about the writer; null when there are none about the writer. */
  youWeRatio: number | null;
}

export function measure({ neutral: { body } }: Message): Metrics {
  const words = wordsOf(body);
  const sentences = sentencesOf(body);
  const hits = (pattern: RegExp) => body.match(pattern)?.length ?? 0;
  const we = hits(/\b(?:i|we|me|us|my|our|ours|mine)\b/gi);
  return {
    wordCount: words.length,
    sentenceCount: sentences,
    readingGrade: gradeOf(words, sentences),
    questions: hits(/\?/g),
    youWeRatio: we === 0 ? null : round1(hits(/\b(?:you|your|yours)\b/gi) / we),
  };
}

/** Line breaks end a sentence too: a greeting is none that runs on. */
function sentencesOf(text: string): number {
  return text.split(/[.!?]+(?=\s|$)|\n+/).filter((part) => wordsOf(part).length > 0).length;
}

const MIN_WORDS_FOR_GRADE = 20;

function gradeOf(words: readonly string[], sentences: number): number | null {
  const latin = words.filter((word) => /^[\p{Script=Latin}\p{M}\d'’&.-]+$/u.test(word));
  if (words.length < MIN_WORDS_FOR_GRADE || latin.length / words.length < 0.9 || sentences === 0) return null;
  const syllables = latin.reduce((sum, word) => sum + syllablesIn(word), 0);
  return Math.max(0, round1(0.39 * (latin.length / sentences) + 11.8 * (syllables / latin.length) - 15.59));
}

function syllablesIn(word: string): number {
  const plain = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '');
  return Math.max(1, plain.match(/[aeiouy]+/g)?.length ?? 0);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

export const readability: Check = (message) => {
  const { readingGrade, youWeRatio, wordCount } = measure(message);
  const issues: QualityIssue[] = [];
  if (readingGrade !== null && readingGrade > 9) {
    issues.push({
      severity: readingGrade > 13 ? 'warning' : 'info',
      type: 'readability',
      message: `Reading grade ${readingGrade}.`,
      suggestion: 'Shorter sentences and words; grade 8 or 9 is easy.',
      field: 'body',
    });
  }
  if (youWeRatio !== null && youWeRatio < 0.5 && wordCount >= 30) {
    issues.push({
      severity: 'info',
      type: 'self_centred',
      message: 'More about the writer than about the reader.',
      suggestion: 'Say what it means for the reader.',
      field: 'body',
    });
  }
  return issues;
};
