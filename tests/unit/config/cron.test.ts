import { describe, expect, it } from 'vitest';
import { cronProblem } from '../../../src/config/cron.ts';

describe('cronProblem', () => {
  it.each([
    '0 8 * * 1-5',
    '*/15 * * * *',
    '0,30 8-18/2 1,15 jan-dec mon',
    '59 23 31 12 7',
    '  0  8 * * SUN ',
  ])('accepts %j', (text) => {
    expect(cronProblem(text)).toBeNull();
  });

  it.each([
    ['', 'it has 1 fields instead of 5'],
    ['0 8 * *', 'it has 4 fields instead of 5'],
    ['0 0 8 * * *', 'it has 6 fields instead of 5'],
    ['60 * * * *', 'its minute must be within 0-59'],
    ['* 24 * * *', 'its hour must be within 0-23'],
    ['* * 0 * *', 'its day of month must be within 1-31'],
    ['* * * 13 *', 'its month must be within 1-12'],
    ['* * * mon *', 'its month must be within 1-12'],
    ['* * * * 8', 'its day of week must be within 0-7'],
    ['5-1 * * * *', 'its minute has a range that runs backwards'],
    ['*/0 * * * *', 'its minute has a senseless step'],
    ['*-5 * * * *', 'its minute cannot be read'],
    ['1,,2 * * * *', 'its minute cannot be read'],
    ['@daily * * * *', 'its minute cannot be read'],
  ])('%j: %s', (text, expected) => {
    expect(cronProblem(text)).toBe(expected);
  });
});
