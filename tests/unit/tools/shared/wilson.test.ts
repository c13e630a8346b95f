import { describe, expect, it } from 'vitest';
import { wilson } from '../../../../src/tools/shared/numbers.ts';

describe('wilson', () => {
  it('gives the textbook interval', () => {
    // 20 of 40: 0.3520 to 0.6480
    const { low, high } = wilson(20, 40);
    expect(low).toBeCloseTo(0.352, 3);
    expect(high).toBeCloseTo(0.648, 3);
  });
});
