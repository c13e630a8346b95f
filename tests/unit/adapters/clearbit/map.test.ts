import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, contactOf, technologiesOf } from '../../../../src/adapters/clearbit/map.ts';
import { Technology, VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact } from '../../../../src/core/records.ts';

const origin = { source: 'Clearbit', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };

describe('a company', () => {
  it('becomes an account, worked out by hand', () => {
    const company = {
      id: 'c7',
      name: ' Acme  Robotics',
      domain: 'WWW.acme.example',
      category: { sector: 'Industrials', industry: 'Machinery' },
      metrics: { employees: 1850, annualRevenue: 420_000_000, estimatedAnnualRevenue: '$250M-$500M' },
      tech: ['google_analytics', 'snowflake', 'snowflake'],
      geo: { city: 'Dayton', state: 'Ohio', country: 'United States' },
      parent: { domain: 'acme-group.example' },
    };
    expect(accountOf(company, 'acme.example', origin)).toEqual({
      ...origin,
      accountId: 'clearbit:acme.example',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Machinery',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'USD' },
      country: 'United States',
      technologies: ['Google Analytics', 'Snowflake'],
      extra: { city: 'Dayton', state: 'Ohio', parent_domain: 'acme-group.example' },
      observed: { employeeCount: 1850, technologies: ['Google Analytics', 'Snowflake'] },
    });
  });

  it('of which only a range of revenue is known has a range and no number', () => {
    const metrics = { employees: 0, estimatedAnnualRevenue: '$10M-$50M' };
    expect(accountOf({ domain: 'not a domain', metrics }, 'acme.example', origin)).toEqual({
      ...origin,
      accountId: 'clearbit:acme.example',
      name: 'acme.example',
      domain: 'acme.example',
      aliases: [],
      technologies: [],
      extra: { estimated_annual_revenue: '$10M-$50M' },
    });
  });
});

describe('a person', () => {
  const person = {
    id: 'p9',
    email: 'priya@acme.example',
    name: { fullName: 'Priya Raman' },
    timeZone: 'America/New_York',
    employment: { domain: 'acme.example', title: 'CFO' },
  };

  it('becomes a contact of the company, worked out by hand', () => {
    expect(contactOf(person, origin)).toEqual({
      ...origin,
      contactId: 'clearbit:p9',
      accountId: 'clearbit:acme.example',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'priya@acme.example',
      timezone: 'America/New_York',
    });
  });

  it('without a company or any name is none; an odd time zone is unknown', () => {
    expect(contactOf({ ...person, employment: null }, origin)).toBeNull();
    expect(contactOf({ ...person, name: null, email: ' ' }, origin)).toBeNull();
    expect(contactOf({ ...person, timeZone: 'GMT-5' }, origin)).not.toHaveProperty('timezone');
  });
});

describe('whatever Clearbit says', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('acme.example', '🚀', '0', 'Europe/Berlin')));
  const number = fc.option(fc.double());

  it('becomes records of the canonical shape, or none', () => {
    const company = fc.record({
      name: text,
      domain: fc.string(),
      category: fc.option(fc.record({ industry: text, sector: text })),
      metrics: fc.option(
        fc.record({ employees: number, annualRevenue: number, estimatedAnnualRevenue: text }),
      ),
      tech: fc.option(fc.array(fc.string())),
      geo: fc.option(fc.record({ city: text, state: text, country: text })),
      parent: fc.option(fc.record({ domain: text })),
    });
    const person = fc.record({
      id: fc.string({ minLength: 1 }),
      email: text,
      name: fc.option(fc.record({ fullName: text })),
      timeZone: text,
      employment: fc.option(fc.record({ domain: text, title: text })),
    });
    fc.assert(
      fc.property(company, person, (aCompany, somebody) => {
        expect(VendorAccount.safeParse(accountOf(aCompany, 'x.example', origin)).error).toBeUndefined();
        for (const one of technologiesOf(aCompany)) expect(Technology.safeParse(one).error).toBeUndefined();
        const contact = contactOf(somebody, origin);
        if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
      }),
    );
  });
});
