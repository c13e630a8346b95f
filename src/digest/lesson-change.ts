import type { DigestContent } from '../core/digest.ts';
import type { LearnedUse, Lesson } from '../core/learning.ts';
import type { LessonMark } from '../store/digest-store.ts';

/** A win rate that moved by less is no news. */
const NEWS = 0.03;

const WORDS: Readonly<Record<LearnedUse, string>> = {
  defaults: 'the default chances',
  level: 'the own win rate',
  factors: 'the own win rate and fitted factors',
};

/** What the digest says of the own history: how deals are judged, and what changed since the digest before. */
export function lessonNews(
  { use, winRate }: Pick<Lesson, 'use' | 'winRate'>,
  before: LessonMark | undefined,
): NonNullable<DigestContent['lesson']> {
  return { use, winRate, change: before === undefined ? null : changeOf({ use, winRate }, before) };
}

function changeOf(now: LessonMark, before: LessonMark): string | null {
  if (now.use !== before.use) {
    return `Deals are now judged by ${WORDS[now.use]}, before by ${WORDS[before.use]}.`;
  }
  if (now.winRate === null || before.winRate === null || now.use === 'defaults') return null;
  return Math.abs(now.winRate - before.winRate) >= NEWS
    ? `The own win rate moved from ${percent(before.winRate)} to ${percent(now.winRate)}.`
    : null;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
