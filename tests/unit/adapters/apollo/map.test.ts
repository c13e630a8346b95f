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
import {
  hiringSignal,
  newsSignal,
  organizationSignals,
  reachableSignal,
} from '../../../../src/adapters/apollo/signals.ts';
import { stagesOf } from '../../../../src/adapters/apollo/stages.ts';
import { Technology, VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'Apollo.io', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const around = {
  organizationId: 'o1',
  origin,
  since: new Date('2026-01-01T00:00:00.000Z'),
  now: new Date('2026-11-22T09:00:00.000Z'),
};
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

describe('what is new with a company', () => {
  const told = (organization: Partial<Organization>) =>
    organizationSignals({ id: 'o1', ...organization }, around).map(({ type, occurredAt, title }) => [
      type,
      occurredAt?.slice(0, 10),
      title,
    ]);

  it('is a round of funding, within the window', () => {
    const event = { date: '2026-10-01T00:00:00.000+00:00', type: 'Series D', amount: '100M', currency: '$' };
    expect(told({ funding_events: [event] })).toEqual([
      ['funding_event', '2026-10-01', 'Funding round: Series D of $100M'],
    ]);
    expect(
      told({
        funding_events: [
          { ...event, date: '2025-12-31' },
          { ...event, date: '2027-01-01' },
        ],
      }),
    ).toEqual([]);
    expect(told({ funding_events: [{ date: '2026-10-01' }] })[0]?.[2]).toBe('Funding round');
  });

  it('is growth by a tenth within a year, which has no day', () => {
    expect(told({ organization_headcount_twelve_month_growth: 0.14 })).toEqual([
      ['headcount_growth', undefined, 'Head count grew by 14 % within twelve months'],
    ]);
    expect(told({ organization_headcount_twelve_month_growth: 0.09 })).toEqual([]);
  });

  it('is that they came to our pages, on the last day that they did', () => {
    const visits = { last_visited_at: 20261119, total_visits: 15, unique_visitors: 6 };
    expect(told({ intent_signal_account: visits })).toEqual([
      ['engagement_detected', '2026-11-19', '6 visitors of theirs came to our web pages'],
    ]);
    expect(told({ intent_signal_account: { last_visited_at: 20261319 } })).toEqual([]);
  });

  const posted = (...days: string[]) =>
    hiringSignal(
      days.map((day, index) => ({
        id: `j${index}`,
        title: `Role ${day}`,
        posted_at: `2026-${day}T00:00:00Z`,
      })),
      around,
    ).map(({ occurredAt, title }) => [occurredAt?.slice(0, 10), title]);

  it('is at least five new jobs within thirty days, dated by the last of them', () => {
    expect(posted('11-01', '11-05', '11-02', '10-20', '10-06', '09-01')).toEqual([
      ['2026-11-05', '5 open roles posted within 30 days, such as Role 11-05'],
    ]);
    expect(posted('11-01', '11-05', '11-02', '10-20', '10-05')).toEqual([]);
  });

  it('is news, by the category whose meaning is known', () => {
    const article = {
      id: 'n1',
      title: 'Acme hires a CFO',
      published_at: '2026-05-02',
      url: 'javascript:alert(1)',
    };
    const hired = newsSignal({ ...article, event_categories: ['hires'], domain: 'news.example' }, around);
    expect(hired).toMatchObject({
      type: 'leadership_change',
      title: 'Acme hires a CFO',
      reportedBy: 'news.example',
      extra: { source_type: 'hires' },
    });
    expect(hired).not.toHaveProperty('url');
    expect(newsSignal({ ...article, event_categories: ['investment'] }, around)?.type).toBe('company_news');
    expect(newsSignal({ ...article, event_categories: ['constructor'] }, around)?.type).toBe('company_news');
    expect(newsSignal({ ...article, published_at: null }, around)).toBeNull();
    expect(newsSignal({ ...article, title: ' ' }, around)).toBeNull();
  });

  it('is that people can be reached, and no address of anybody', () => {
    const people = [{ id: 'p1', has_email: true }, { id: 'p2', has_email: false }, { id: 'p3' }];
    const [signal] = reachableSignal(people, around);
    expect(signal).toMatchObject({
      type: 'email_verified',
      title: 'Apollo has verified e-mail addresses of 1 person there',
    });
    expect(JSON.stringify(signal)).not.toContain('@');
    expect(reachableSignal(people.slice(1), around)).toEqual([]);
    expect(reachableSignal(people, around, true)).toMatchObject([
      { title: 'Apollo has verified e-mail addresses of at least 1 person there' },
    ]);
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
