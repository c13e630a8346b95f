import { describe, expect, it } from 'vitest';
import { amountBands, labelsOf } from '../../../src/core/segments.ts';
import { aDeal, anAccount } from '../../support/records.ts';

const money = (amount: number, currency = 'USD') => ({ amount: { amount, currency } });

describe('labelsOf', () => {
  it('names the group of a deal in every segment that is known', () => {
    const account = anAccount({
      industry: 'Logistics',
      employeeCount: 250,
      annualRevenue: { amount: 12_000_000, currency: 'EUR' },
      region: 'Europe',
      country: 'Spain',
    });
    const bands = { currency: 'USD', edges: [1_000, 5_000] };
    const deal = aDeal({ owner: 'Kim', product: 'Floor', ...money(1_000), extra: { 'Lead Source': 'Fair' } });
    expect(labelsOf(deal, account, bands)).toEqual({
      industry: 'Logistics',
      'company size': '250 to 1K employees',
      'company revenue': '10M to 50M EUR',
      region: 'Europe',
      country: 'Spain',
      product: 'Floor',
      'deal size': '1K to 5K USD',
      owner: 'Kim',
      source: 'Fair',
    });
  });

  it.each([
    [49, 'under 50 employees'],
    [50, '50 to 250 employees'],
    [5_000, '5K or more employees'],
  ])('puts %d employees into %s', (employeeCount, size) => {
    expect(labelsOf(aDeal(), anAccount({ employeeCount }), null)['company size']).toBe(size);
  });

  it('leaves out what is not known: no account, an amount of 0, another currency', () => {
    const bands = { currency: 'USD', edges: [1_000] };
    expect(labelsOf(aDeal(money(0)), null, bands)).toEqual({});
    expect(labelsOf(aDeal(money(5, 'EUR')), null, bands)).toEqual({});
  });
});

describe('amountBands', () => {
  it('parts the amounts of the main currency into quarters', () => {
    const deals = Array.from({ length: 21 }, (_, n) => aDeal(money((n + 1) * 100)));
    const others = Array.from({ length: 5 }, () => aDeal(money(9e9, 'JPY')));
    // quarters of 100 … 2,100: 600, 1,100, 1,600
    expect(amountBands([...deals, ...others])).toEqual({ currency: 'USD', edges: [600, 1_100, 1_600] });
  });

  it('makes no bands of fewer than twenty amounts above 0', () => {
    expect(amountBands(Array.from({ length: 40 }, (_, n) => aDeal(money(n < 19 ? 5 : 0))))).toBeNull();
  });
});
