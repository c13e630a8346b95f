import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockLine } from '../../../../src/cli/doctor/clock-line.ts';

const line = (theirs: number, asked: number, answered: number, grainMs = 0) =>
  clockLine('Clock', { theirs, asked, answered, grainMs });

describe('the clock of this machine', () => {
  it.each([
    ['in step', 1_000_000, 1_000_000, 1_000_200],
    ['in step when told in whole seconds', 1_000_000, 1_000_900, 1_001_000],
    ['10 s behind', 1_010_000, 999_000, 1_000_000],
    ['10 s ahead', 990_000, 1_001_000, 1_001_500],
  ])('is %s', (said, theirs, asked, answered) => {
    expect(line(theirs, asked, answered, 1_000)).toMatchObject({
      verdict: 'ok',
      said: said.replace(/ when.*/, ''),
    });
  });

  it('is a matter for a time service from half a minute on', () => {
    expect(line(1_100_000, 1_000_000, 1_000_000)).toMatchObject({
      verdict: 'warning',
      said: 'this machine is 100 s behind',
    });
    expect(line(900_000, 1_000_000, 1_000_000)).toMatchObject({ said: 'this machine is 100 s ahead' });
  });

  it('is never blamed for the journey', () => {
    const ms = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(ms, ms, ms, (there, back, grain) => {
        const asked = 5_000_000;
        const theirs = Math.floor((asked + there) / (grain + 1)) * (grain + 1);
        expect(line(theirs, asked, asked + there + back, grain)).toMatchObject({ said: 'in step' });
      }),
    );
  });
});
