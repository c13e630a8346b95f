import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAgo } from '../../../support/records.ts';
import { HEALTHY, risk, TWO } from './deal-risk-support.ts';

const NEGATIVE = ['champion', 'budget', 'need', 'timing', 'economic_buyer'] as const;

describe('assess_deal_risk, whatever the deal', () => {
  it('stays between its bounds; an unknown widens the interval and does not move the estimate', async () => {
    const flags = fc.record(
      Object.fromEntries(NEGATIVE.map((one) => [one, fc.boolean()])) as Record<string, fc.Arbitrary<boolean>>,
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(flags, fc.integer({ min: 0, max: 90 }), async (criteria, idle) => {
        const found = await risk({ ...HEALTHY, criteria, lastActivityAt: daysAgo(idle) }, TWO);
        const { low, high } = found.interval ?? { low: 1, high: 0 };
        expect(low).toBeLessThanOrEqual(found.winProbability ?? -1);
        expect(high).toBeGreaterThanOrEqual(found.winProbability ?? 2);
        const told = await risk(
          { ...HEALTHY, criteria: { ...criteria, competition: true }, lastActivityAt: daysAgo(idle) },
          TWO,
        );
        expect(told.winProbability).toBe(found.winProbability);
        expect((told.interval?.high ?? 0) - (told.interval?.low ?? 0)).toBeLessThan(high - low);
        const worse = await risk(
          { ...HEALTHY, criteria: { ...criteria, champion: false }, lastActivityAt: daysAgo(idle) },
          TWO,
        );
        expect(worse.winProbability ?? 1).toBeLessThanOrEqual(found.winProbability ?? 0);
      }),
      { numRuns: 100 },
    );
  });
});
