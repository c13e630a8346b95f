import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withWholeNames } from '../../../../src/adapters/hub/hidden-names.ts';

const origin = { source: 'x', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const people = (...names: string[]) =>
  names.map((fullName, index) => ({ ...origin, contactId: `c${index}`, accountId: 'a', fullName }));
const named = (...sources: string[][]) =>
  withWholeNames(sources.map((names) => people(...names))).map((contacts) =>
    contacts.map(({ fullName }) => fullName),
  );

describe('a name that is hidden in part', () => {
  it('is that of the one person who can be meant', () => {
    expect(named(['Jordan Avery', 'Priya Raman'], ['Jordan Av…y', 'priya ra…n'])).toEqual([
      ['Jordan Avery', 'Priya Raman'],
      ['Jordan Avery', 'Priya Raman'],
    ]);
  });

  it('stays hidden where two can be meant, or nobody', () => {
    expect(named(['Jordan Avery', 'Jordan Avsky'], ['Jordan Av…y', 'Jordan Be…k'])[1]).toEqual([
      'Jordan Av…y',
      'Jordan Be…k',
    ]);
  });

  it('is not that of a name which is too short for both parts', () => {
    expect(named(['Jo Avy'], ['Jo Avy…vy'])[1]).toEqual(['Jo Avy…vy']);
  });

  it('told by two sources in the same way is one name', () => {
    expect(named(['Jordan Avery'], ['Jordan Avery'], ['Jordan Av…y'])[2]).toEqual(['Jordan Avery']);
  });

  it('never changes anything but names that are hidden', () => {
    const names = fc.array(fc.array(fc.string()));
    fc.assert(
      fc.property(names, (sources) => {
        const found = named(...sources);
        expect(found.map(({ length }) => length)).toEqual(sources.map(({ length }) => length));
        sources.forEach((source, index) => {
          source.forEach((name, place) => {
            if (!name.includes('…')) expect(found[index]?.[place]).toBe(name);
          });
        });
      }),
    );
  });
});
