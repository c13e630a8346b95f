import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  contactOf,
  enrichedContactOf,
  isSame,
  opportunityOf,
  technologiesOf,
} from '../../../../src/adapters/apollo/map.ts';
import type { Deal, Organization } from '../../../../src/adapters/apollo/schema.ts';
import { newsSignal, organizationSignals } from '../../../../src/adapters/apollo/signals.ts';
import { stagesOf } from '../../../../src/adapters/apollo/stages.ts';
import { Technology, VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';
import { around, origin } from './map-support.ts';

const stages = stagesOf(
  [
    { id: 's1', name: 'Proposal' },
    { id: 's2', name: 'Legal' },
    { id: 's3', name: 'Signed', is_won: true, is_closed: true },
    { id: 's4', name: 'Gone', is_closed: true },
    { id: 's5', name: 'On hold' },
  ],
  { legal: 'negotiation' },
);

describe('an organization', () => {
  const acme: Organization = {
    id: 'o1',
    name: ' Acme  Robotics',
    primary_domain: 'acme.example',
    website_url: 'http://www.other.example',
    industry: 'industrial automation',
    estimated_num_employees: 1850,
    annual_revenue: 420_000_000,
    city: 'Dayton',
    country: 'United States',
    total_funding_printed: '60M',
    technology_names: ['SAP', 'Snowflake', ' '],
    current_technologies: [{ name: 'Snowflake', category: 'Data Warehouse' }],
  };

  it('becomes an account, worked out by hand', () => {
    expect(accountOf(acme, origin)).toEqual({
      ...origin,
      accountId: 'apollo:o1',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Industrial Automation',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'USD' },
      country: 'United States',
      technologies: ['Snowflake', 'SAP'],
      extra: { city: 'Dayton', total_funding: '60M' },
      observed: { employeeCount: 1850, technologies: ['Snowflake', 'SAP'] },
    });
    expect(technologiesOf(acme)).toEqual([
      { name: 'Snowflake', categories: ['Data Warehouse'] },
      { name: 'SAP', categories: [] },
    ]);
  });

  it('that was saved as an account keeps the id of the organization; nothing known stays unknown', () => {
    const saved = { id: 'a7', organization_id: 'o7', estimated_num_employees: 0, annual_revenue: 0 };
    expect(accountOf(saved, origin)).toEqual({
      ...origin,
      accountId: 'apollo:o7',
      name: 'Organization o7',
      aliases: [],
      technologies: [],
    });
  });

  it.each([
    [{ id: 'o1' }, true],
    [{ id: 'o2', domain: 'acme.example' }, false],
    [{ domain: 'acme.example', name: 'Other' }, true],
    [{ domain: 'acme.test', name: 'Acme Robotics' }, false],
    [{ name: 'acme robotics' }, true],
    [{}, false],
  ])('is the one of %j: %s', (ref, expected) => {
    expect(
      isSame({ organization_id: 'o1', name: 'Acme Robotics', primary_domain: 'acme.example' }, ref),
    ).toBe(expected);
  });
});

describe('a person', () => {
  it('that was only found keeps the hidden part of the name hidden', () => {
    const found = {
      id: 'p1',
      first_name: 'Priya',
      last_name_obfuscated: 'Ra***n',
      title: 'CFO',
      has_email: true,
    };
    expect(contactOf(found, 'o1', origin)).toEqual({
      ...origin,
      contactId: 'apollo:p1',
      accountId: 'apollo:o1',
      fullName: 'Priya Ra…n',
      title: 'CFO',
    });
    expect(contactOf({ id: 'p1', first_name: ' ' }, 'o1', origin)).toBeNull();
  });

  const person = {
    id: 'p1',
    name: 'Priya Raman',
    title: 'CFO',
    email: 'priya@acme.example',
    email_status: 'verified',
    time_zone: 'America/New_York',
    organization_id: 'o1',
  };

  it('that was looked up becomes a contact, worked out by hand', () => {
    expect(enrichedContactOf(person, origin)).toEqual({
      ...origin,
      contactId: 'apollo:p1',
      accountId: 'apollo:o1',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'priya@acme.example',
      timezone: 'America/New_York',
      extra: { email_status: 'verified' },
    });
  });

  it('has no address where the placeholder stands, and its state says nothing then', () => {
    const locked = enrichedContactOf({ ...person, email: 'email_not_unlocked@domain.com' }, origin);
    expect(locked).not.toHaveProperty('email');
    expect(locked).not.toHaveProperty('extra');
    expect(enrichedContactOf({ ...person, organization_id: null }, origin)).toBeNull();
    expect(enrichedContactOf({ ...person, time_zone: 'EST' }, origin)).not.toHaveProperty('timezone');
  });
});

describe('a deal', () => {
  const deal = (over: Partial<Deal>) => opportunityOf({ id: 'd1', ...over }, origin, stages);

  it('becomes an opportunity, worked out by hand', () => {
    expect(
      deal({
        name: 'Three plants',
        amount: 240_000,
        currency: { iso_code: 'USD' },
        opportunity_stage_id: 's1',
        is_closed: false,
        is_won: false,
        owner_id: 'u3',
        created_at: '2026-08-18T00:00:00.000Z',
        stage_updated_at: '2026-11-06T09:00:00.000+00:00',
        closed_date: '2026-12-26T00:00:00.000+00:00',
        deal_probability: 60,
        next_step: 'Security review',
        account: { organization_id: 'o1' },
      }),
    ).toEqual({
      ...origin,
      opportunityId: 'apollo:d1',
      accountId: 'apollo:o1',
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Proposal',
      amount: { amount: 240_000, currency: 'USD' },
      createdAt: '2026-08-18T00:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      nextStep: 'Security review',
      criteria: {},
      extra: { owner_id: 'u3', probability: '0.6' },
    });
  });

  it.each([
    [{ opportunity_stage_id: 's2' }, 'negotiation'],
    [{ opportunity_stage_id: 's3' }, 'closed_won'],
    [{ opportunity_stage_id: 's4' }, 'closed_lost'],
    [{ opportunity_stage_id: 's5' }, 'unknown'],
    [{ opportunity_stage_id: 'none' }, 'unknown'],
    [{ opportunity_stage_id: 's1', is_closed: true, is_won: false }, 'closed_lost'],
    [{ is_closed: true, is_won: true }, 'closed_won'],
  ])('%j is %s', (over, expected) => expect(deal(over).stage).toBe(expected));

  it('without a value has none, and an open one was not closed', () => {
    expect(deal({ amount: 0, currency: { iso_code: 'USD' } })).not.toHaveProperty('amount');
    expect(deal({ amount: 5 })).not.toHaveProperty('amount');
    expect(deal({ actual_close_date: '2026-01-01' })).not.toHaveProperty('closedAt');
    expect(deal({ is_won: true, actual_close_date: '2026-01-01' }).closedAt).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('whatever Apollo says', () => {
  const text = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('2026-10-01', 'acme.example', '🚀', 'Ra***n')),
  );
  const number = fc.option(fc.double());
  const id = fc.string({ minLength: 1 });

  it('becomes records of the canonical shape, or none', () => {
    const organization = fc.record({
      id,
      organization_id: text,
      name: text,
      primary_domain: text,
      website_url: text,
      industry: text,
      estimated_num_employees: number,
      annual_revenue: number,
      country: text,
      funding_events: fc.option(
        fc.array(fc.record({ date: text, type: text, amount: text, currency: text })),
      ),
      technology_names: fc.option(fc.array(fc.string())),
      current_technologies: fc.option(fc.array(fc.record({ name: text, category: text }))),
      organization_headcount_twelve_month_growth: number,
      intent_signal_account: fc.option(
        fc.record({ last_visited_at: number, total_visits: number, unique_visitors: number }),
      ),
    });
    const person = fc.record({
      id,
      first_name: text,
      last_name_obfuscated: text,
      name: text,
      title: text,
      email: text,
      email_status: text,
      time_zone: text,
      organization_id: text,
    });
    const deal = fc.record({
      id,
      name: text,
      amount: number,
      currency: fc.option(fc.record({ iso_code: text })),
      opportunity_stage_id: fc.constantFrom('s1', 's3', 'x', null),
      is_closed: fc.option(fc.boolean()),
      is_won: fc.option(fc.boolean()),
      closed_date: text,
      created_at: text,
      deal_probability: number,
      account: fc.option(fc.record({ organization_id: text })),
    });
    const article = fc.record({
      id,
      title: text,
      url: text,
      domain: text,
      published_at: text,
      event_categories: fc.option(fc.array(fc.string())),
    });
    fc.assert(
      fc.property(organization, person, deal, article, (company, somebody, aDeal, news) => {
        expect(VendorAccount.safeParse(accountOf(company, origin)).error).toBeUndefined();
        for (const one of technologiesOf(company)) expect(Technology.safeParse(one).error).toBeUndefined();
        for (const contact of [contactOf(somebody, 'o1', origin), enrichedContactOf(somebody, origin)])
          if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
        expect(Opportunity.safeParse(opportunityOf(aDeal, origin, stages)).error).toBeUndefined();
        const reported = newsSignal(news, around);
        for (const signal of [...organizationSignals(company, around), ...(reported ? [reported] : [])])
          expect(SignalRecord.safeParse(signal).error).toBeUndefined();
      }),
    );
  });
});
