import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  contactOf,
  enrichedContactOf,
  segmentSignals,
} from '../../../../src/adapters/sixsense/map.ts';
import type { Company, Score } from '../../../../src/adapters/sixsense/schema.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: '6sense', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const domain = 'acme.example';
const account = (company: Company, ...scores: Score[]) => accountOf(company, { domain, scores, origin });

describe('a company', () => {
  it('becomes an account with where it stands, worked out by hand', () => {
    const company = {
      domain: 'WWW.acme.example',
      name: ' Acme  Robotics',
      industry: 'Machinery',
      country: 'United States',
      city: 'Dayton',
      employeeCount: '1850',
      employeeRange: '1,000 - 4,999',
      annualRevenue: '420000000',
      revenueRange: '$250M-$500M',
    };
    const scores = [
      {
        product: 'Floor',
        company_intent_score: 62,
        company_buying_stage: 'Purchase',
        company_profile_fit: 'Weak',
      },
      {
        product: 'Plan',
        company_intent_score: 88,
        company_buying_stage: 'Decision',
        company_profile_fit: 'Strong',
      },
    ];
    expect(account(company, ...scores)).toEqual({
      ...origin,
      accountId: 'sixsense:acme.example',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Machinery',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'USD' },
      country: 'United States',
      technologies: [],
      extra: {
        city: 'Dayton',
        intent_score: '88',
        buying_stage: 'Decision',
        profile_fit: 'Strong',
        scored_product: 'Plan',
      },
      observed: { intentScore: 88, buyingStage: 4, employeeCount: 1850 },
    });
  });

  it('of which only ranges are known has ranges, and no numbers', () => {
    expect(account({ employeeCount: '', employeeRange: '10 - 19', revenueRange: '$1M - $5M' })).toEqual({
      ...origin,
      accountId: 'sixsense:acme.example',
      name: 'acme.example',
      domain: 'acme.example',
      aliases: [],
      technologies: [],
      extra: { employee_range: '10 - 19', revenue_range: '$1M - $5M' },
    });
  });

  it.each([
    [{ company_buying_stage: 'Target' }, { buyingStage: 0 }],
    [{ company_buying_stage: ' awareness ' }, { buyingStage: 1 }],
    [{ company_buying_stage: 'Renewal' }, undefined],
    [{ company_intent_score: 0 }, { intentScore: 0 }],
    [{ company_intent_score: 101 }, undefined],
    [{ is_6qa: false }, { isQualified: false }],
  ])('with the score %j stands at %j', (score, expected) => {
    expect(account({}, score).observed).toEqual(expected);
  });

  it('is qualified when it is for any product', () => {
    expect(account({}, { is_6qa: false }, { is_6qa: true }).observed).toEqual({ isQualified: true });
  });
});

describe('segments', () => {
  it('are one signal without a day, however many they are', () => {
    expect(segmentSignals(['Hot', 'Cold', 'Hot', ' '], domain, origin)).toEqual([
      {
        ...origin,
        signalId: 'sixsense:acme.example:segment_engagement',
        accountId: 'sixsense:acme.example',
        type: 'segment_engagement',
        title: 'In the segments Cold, Hot',
        confidence: 0.7,
      },
    ]);
    expect(segmentSignals(['e', 'd', 'c', 'b', 'a'], domain, origin)[0]?.title).toBe(
      'In the segments a, b, c and 2 more',
    );
    expect(segmentSignals(['a'], domain, origin)[0]?.title).toBe('In the segment a');
    expect(segmentSignals([], domain, origin)).toEqual([]);
  });
});

describe('a person', () => {
  it('that was found becomes a contact without an address', () => {
    const found = { id: 7, firstName: 'Priya', lastName: 'Raman', jobTitle: 'CFO', jobFunction: 'Finance' };
    expect(contactOf(found, domain, origin)).toEqual({
      ...origin,
      contactId: 'sixsense:7',
      accountId: 'sixsense:acme.example',
      fullName: 'Priya Raman',
      title: 'CFO',
      extra: { department: 'Finance' },
    });
    expect(contactOf({ id: 'p', fullName: ' ', firstName: '' }, domain, origin)).toBeNull();
  });

  it('that was looked up becomes a contact of the company, worked out by hand', () => {
    const person = {
      id: 'p1',
      fullName: 'Priya Raman',
      jobTitle: 'CFO',
      jobLevel: 'C-Level',
      email: 'priya@acme.example',
      emailConfidence: 'A+',
      phone: '+1 202 555 0114',
      company: { domain: 'acme.example' },
    };
    expect(enrichedContactOf(person, origin)).toEqual({
      ...origin,
      contactId: 'sixsense:p1',
      accountId: 'sixsense:acme.example',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'priya@acme.example',
      phone: '+1 202 555 0114',
      extra: { seniority: 'C-Level', email_confidence: 'A+' },
    });
    expect(enrichedContactOf({ ...person, company: null }, origin)).toBeNull();
    expect(enrichedContactOf({ ...person, email: '' }, origin)?.extra).toEqual({ seniority: 'C-Level' });
  });
});

describe('whatever 6sense says', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('acme.example', 'Decision', '🚀', '0', '12')));
  const number = fc.option(fc.double());

  it('becomes records of the canonical shape, or none', () => {
    const company = fc.record({
      domain: text,
      name: text,
      industry: text,
      country: text,
      employeeCount: fc.oneof(text, number),
      employeeRange: text,
      annualRevenue: fc.oneof(text, number),
      revenueRange: text,
    });
    const score = fc.record({
      product: text,
      company_intent_score: number,
      company_buying_stage: text,
      company_profile_fit: text,
      is_6qa: fc.option(fc.boolean()),
    });
    const person = fc.record({
      id: fc.oneof(fc.string({ minLength: 1 }), fc.integer()),
      fullName: text,
      firstName: text,
      lastName: text,
      jobTitle: text,
      email: text,
      phone: text,
      company: fc.option(fc.record({ domain: text })),
    });
    fc.assert(
      fc.property(company, fc.array(score), person, fc.array(fc.string()), (one, scores, somebody, names) => {
        expect(VendorAccount.safeParse(account(one, ...scores)).error).toBeUndefined();
        for (const contact of [contactOf(somebody, domain, origin), enrichedContactOf(somebody, origin)])
          if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
        for (const signal of segmentSignals(names, domain, origin))
          expect(SignalRecord.safeParse(signal).error).toBeUndefined();
      }),
    );
  });
});
