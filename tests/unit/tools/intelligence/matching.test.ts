import { describe, expect, it } from 'vitest';
import { bandScore } from '../../../../src/tools/intelligence/fit-criteria.ts';
import { industryMatcher } from '../../../../src/tools/intelligence/industry-match.ts';
import { atlas } from '../../../../src/tools/intelligence/places.ts';
import { PLAYBOOK } from '../../../support/tool-context.ts';

const { industries } = PLAYBOOK;
const { place, relate } = industryMatcher(industries);
const { countryCode, regionCountries } = atlas(PLAYBOOK.places);

describe('industryMatcher', () => {
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
    expect(relate(label, wanted)).toBe(relation);
  });

  it('places every name of the taxonomy in its own industry', () => {
    for (const [id, { name, also }] of Object.entries(industries)) {
      for (const label of [name, ...also]) expect(place(label)).toContain(id);
    }
  });

  it('goes by the table that it is given', () => {
    const own = industryMatcher({ toys: { name: 'Toys', also: ['Games'] } });
    expect(own.relate('Board games', 'Toys')).toBe('same');
    expect(own.relate('Software', 'Toys')).toBe('unknown');
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

  it('reads every name and code of the table as its own country', () => {
    for (const [code, { name, also }] of Object.entries(PLAYBOOK.places.countries)) {
      for (const label of [code, name, ...also]) expect(countryCode(label), label).toBe(code);
    }
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
