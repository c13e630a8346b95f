import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_TYPES, type Card, PACKAGES } from '../../../../src/adapters/crunchbase/cards.ts';
import { accountOf, signalOf } from '../../../../src/adapters/crunchbase/map.ts';
import type { Entry } from '../../../../src/adapters/crunchbase/schema.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'Crunchbase', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const around = {
  uuid: 'u1',
  origin,
  since: new Date('2026-06-01T00:00:00.000Z'),
  now: new Date('2026-11-22T09:00:00.000Z'),
};

describe('an organization', () => {
  it('becomes an account, worked out by hand; ranges stay ranges', () => {
    const properties = {
      identifier: { value: ' Acme  Robotics', permalink: 'acme', uuid: 'u1' },
      short_description: 'Robots for plants',
      website_url: { value: 'http://www.Acme.example/' },
      num_employees_enum: 'c_01001_05000',
      revenue_range: 'r_00100000',
      operating_status: 'active',
      last_funding_type: 'series_b',
      funding_total: { value: 40_000_000, currency: 'EUR' },
      categories: [{ value: 'Robotics' }, { value: 'AI' }],
      location_identifiers: [
        { value: 'Dayton', location_type: 'city' },
        { value: 'United States', location_type: 'country' },
      ],
    };
    expect(accountOf({ uuid: 'u1', properties }, origin)).toEqual({
      ...origin,
      accountId: 'crunchbase:u1',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Robotics',
      country: 'United States',
      technologies: [],
      extra: {
        employee_range: '1001-5000',
        revenue_range: 'r_00100000',
        operating_status: 'active',
        last_funding_type: 'Series B',
        funding_total: '40000000 EUR',
        description: 'Robots for plants',
      },
    });
  });

  it.each([
    ['c_00001_00010', '1-10'],
    ['c_10001_max', '10001+'],
    ['many', undefined],
  ])('of %s employees has %s', (text, expected) => {
    const { extra } = accountOf({ uuid: 'u', properties: { num_employees_enum: text } }, origin);
    expect(extra?.employee_range).toBe(expected);
  });
});

describe('an entry of a card', () => {
  const told = (entry: Entry, card: Card) => {
    const signal = signalOf(entry, card, around);
    return signal && [signal.type, signal.occurredAt?.slice(0, 10), signal.title];
  };

  it.each([
    [
      'raised_funding_rounds',
      {
        announced_on: '2026-10-01',
        investment_type: 'series_b',
        money_raised: { value: 4e7, currency: 'EUR' },
      },
      ['funding_event', '2026-10-01', 'Funding round: Series B of 40000000 EUR'],
    ],
    [
      'raised_funding_rounds',
      { announced_on: { value: '2026-10-01' } },
      ['funding_event', '2026-10-01', 'Funding round'],
    ],
    [
      'acquirer_acquisitions',
      { announced_on: '2026-09-01', identifier: { value: 'Acme acquires Bolt' } },
      ['acquisition', '2026-09-01', 'Acme acquires Bolt'],
    ],
    ['ipos', { went_public_on: '2026-08-01' }, ['ipo', '2026-08-01', 'Ipo']],
    [
      'key_employee_changes',
      { key_event_date: '2026-07-01', short_description: 'New CFO' },
      ['executive_change', '2026-07-01', 'New CFO'],
    ],
    [
      'press_references',
      { posted_on: '2026-07-02', title: 'Plant opened' },
      ['company_news', '2026-07-02', 'Plant opened'],
    ],
  ] as const)('of %s: %j', (card, entry, expected) => expect(told(entry as Entry, card)).toEqual(expected));

  it('without a day, too old or not yet is none; an odd address is left out', () => {
    expect(told({ title: 'Something' }, 'press_references')).toBeNull();
    expect(told({ posted_on: '2026-05-01' }, 'press_references')).toBeNull();
    expect(told({ posted_on: '2027-05-01' }, 'press_references')).toBeNull();
    const entry = { posted_on: '2026-07-02', url: { value: 'javascript:alert(1)' } };
    expect(signalOf(entry, 'press_references', around)).not.toHaveProperty('url');
  });

  it('is of a card that some package holds', () => {
    expect(PACKAGES.flatMap(({ cards }) => cards).sort()).toEqual(Object.keys(CARD_TYPES).sort());
  });
});

describe('whatever Crunchbase says', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('2026-10-01', 'acme.example', '🚀')));
  const money = fc.option(fc.record({ value: fc.option(fc.double()), currency: text }));
  const identifier = fc.option(fc.record({ value: fc.string(), permalink: text, uuid: text }));
  const named = fc.array(fc.record({ value: fc.string(), location_type: text }));

  it('becomes records of the canonical shape, or none', () => {
    const properties = fc.record({
      identifier,
      short_description: text,
      website_url: text,
      num_employees_enum: text,
      revenue_range: text,
      operating_status: text,
      last_funding_type: text,
      funding_total: money,
      categories: fc.option(named),
      location_identifiers: fc.option(named),
    });
    const entry = fc.record({
      identifier,
      announced_on: text,
      key_event_date: text,
      posted_on: text,
      went_public_on: text,
      title: text,
      short_description: text,
      investment_type: text,
      money_raised: money,
      url: text,
    });
    const card = fc.constantFrom(...(Object.keys(CARD_TYPES) as Card[]));
    fc.assert(
      fc.property(properties, entry, card, (facts, news, kind) => {
        const account = accountOf({ uuid: 'u1', properties: facts }, origin);
        expect(VendorAccount.safeParse(account).error).toBeUndefined();
        const signal = signalOf(news, kind, around);
        if (signal) expect(SignalRecord.safeParse(signal).error).toBeUndefined();
      }),
    );
  });
});
