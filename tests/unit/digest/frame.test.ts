import { describe, expect, it } from 'vitest';
import { frameFrom } from '../../../src/digest/collect.ts';
import { NOW } from '../../support/records.ts';

const DAY = 24 * 3_600_000;
const nowMs = NOW.getTime();

describe('what a digest covers', () => {
  const last = (ago: number) => ({ untilMs: nowMs - ago, risk: ['o9'] });

  it.each([
    ['the last 24 hours when there was none before', null, DAY],
    ['all since the digest before', last(3 * DAY), 3 * DAY],
    ['at most a week', last(40 * DAY), 7 * DAY],
    ['nothing where the clock was turned back', last(-DAY), 0],
  ])('%s', (_what, before, span) => {
    const frame = frameFrom(before, NOW);
    expect(frame.untilMs - frame.sinceMs).toBe(span);
    expect(frame.riskBefore).toEqual(before?.risk ?? []);
  });
});
