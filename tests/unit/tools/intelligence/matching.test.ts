import { describe, expect, it } from 'vitest';
import { bandScore } from '../../../../src/tools/intelligence/fit-criteria.ts';
import { placeIndustry, relateIndustry } from '../../../../src/tools/intelligence/industry-match.ts';
import { INDUSTRIES } from '../../../../src/tools/intelligence/industry-taxonomy.ts';
import { countryCode, regionCountries } from '../../../../src/tools/intelligence/places.ts';
import { COUNTRIES } from '../../../../src/tools/intelligence/places-table.ts';
import { fold } from '../../../../src/tools/shared/text.ts';

describe('relateIndustry', () => {
  it.each([
    ['SaaS', 'Software', 'same'],
    ['Software as a Service', 'SaaS', 'same'],
    ['Enterprise Software Company', 'Software', 'same'],
    ['Banking', 'Financial Services', 'same'],
    ['medical', 'Healthcare', 'same'],
    ['finance', 'Financial Services', 'same'],
    ['softwre', 'Software', 'same'],
    ['technolgy', 'Software', 'wider'],
    ['technolgy', 'Technology', 'same'],
    ['Software', 'Technology', 'same'],
    ['Hospitality', 'IT', 'other'],
    ['Retail', 'Software', 'other'],
    ['services', 'Software', 'unknown'],
    ['zzyzx', 'Software', 'unknown'],
    ['Zzyzx', 'zzyzx', 'same'],
    ['Online Casino', 'Gambling', 'same'],
  ] as const)('%s against %s is %s', (label, wanted, relation) => {
    expect(relateIndustry(label, wanted)).toBe(relation);
  });

  it('places every name of the taxonomy in its own industry', () => {
    for (const { id, names } of INDUSTRIES) {
      for (const name of names) {
        expect(fold(name)).toBe(name);
        expect(placeIndustry(name)).toContain(id);
      }
    }
  });

  it('names only industries that exist as wider ones', () => {
    const ids = new Set(INDUSTRIES.map(({ id }) => id));
    expect(INDUSTRIES.filter(({ within }) => within !== undefined && !ids.has(within))).toEqual([]);
  });
});

describe('places', () => {
  it.each([
    ['United States', 'US'],
    ['usa', 'US'],
    ['Philipines', 'PH'],
    ['Korea', 'KR'],
    ['DE', 'DE'],
    ['Türkiye', 'TR'],
    ['Austria', 'AT'],
    ['Australia', 'AU'],
  ])('reads %s as %s', (text, code) => {
    expect(countryCode(text)).toBe(code);
  });

  it('does not guess', () => {
    expect(countryCode('West')).toBeNull();
    expect(regionCountries('Central')).toBeNull();
  });

  it('knows what lies in a region', () => {
    expect(regionCountries('Europe')).toContain('DE');
    expect(regionCountries('EMEA')).toContain('KE');
    expect(regionCountries('Europe')).not.toContain('KE');
    expect(regionCountries('North America')).toContain('US');
  });

  it('lists every country once, with a code of two letters', () => {
    const codes = COUNTRIES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
  });
});

describe('bandScore', () => {
  it.each([
    [100, 0],
    [150, 0.5],
    [200, 1],
    [1_000, 1],
    [1_250, 0.5],
    [1_500, 0],
    [9_999, 0],
  ])('gives %d the score %d in 200 to 1,000', (value, score) => {
    expect(bandScore(value, { min: 200, max: 1_000 })).toBeCloseTo(score, 9);
  });
});
