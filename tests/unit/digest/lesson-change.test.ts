import { describe, expect, it } from 'vitest';
import { digestMessages } from '../../../blocks/index.ts';
import { isQuiet } from '../../../src/core/digest.ts';
import { lessonNews } from '../../../src/digest/lesson-change.ts';
import { aQuietDigest } from '../../support/digest-content.ts';

const level = (winRate: number) => ({ use: 'level', winRate }) as const;

describe('lessonNews', () => {
  it.each([
    [level(0.6), undefined, null],
    [level(0.6), level(0.6), null],
    [level(0.62), level(0.6), null],
    [level(0.63), level(0.6), 'The own win rate moved from 60 % to 63 %.'],
    [level(0.57), level(0.6), 'The own win rate moved from 60 % to 57 %.'],
    [
      { use: 'factors', winRate: 0.6 },
      { use: 'defaults', winRate: 0.6 },
      'Deals are now judged by the own win rate and fitted factors, before by the default chances.',
    ],
    [{ use: 'defaults', winRate: 0.9 }, { use: 'defaults', winRate: null }, null],
  ] as const)('of %j after %j says %s', (now, before, change) => {
    expect(lessonNews(now, before)).toEqual({ ...now, change });
  });
});

describe('a digest with a change of the own history', () => {
  const change = 'The own win rate moved from 60 % to 63 %.';
  const digest = (said: string | null) => aQuietDigest({ lesson: { ...level(0.63), change: said } });

  it('is no quiet day, and has a line for it', () => {
    expect(isQuiet(digest(change))).toBe(false);
    expect(JSON.stringify(digestMessages(digest(change)).card.blocks)).toContain(change);
  });

  it('is quiet without one', () => {
    expect(isQuiet(digest(null))).toBe(true);
  });
});
