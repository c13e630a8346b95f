import { describe, expect, it } from 'vitest';
import {
  accountOf,
  contactOf,
  opportunityOf,
  signalOf,
} from '../../../../src/adapters/ibm-sales-cloud/map.ts';
import { picked, pickedExtra } from '../../../../src/adapters/ibm-sales-cloud/places.ts';
import {
  CrmAccount,
  type CrmOpportunity,
  type CrmSignal,
} from '../../../../src/adapters/ibm-sales-cloud/schema.ts';
import { readCrmMapping } from '../../../../src/config/vendors/read-crm-mapping.ts';
import { now, origin } from './map-support.ts';

const since = new Date('2026-01-01T00:00:00.000Z');
const mapping = readCrmMapping(undefined);

describe('an account', () => {
  const record = {
    id: 512,
    name: ' Acme  Robotics ',
    website: 'https://WWW.Acme-Robotics.example/about',
    industry: 'Manufacturing',
    employees: '1850',
    annualRevenue: { amount: 420000000, currency: 'USD' },
    address: { country: 'United States' },
    region: 'North America',
    status: 'Customer',
    owner: { id: 7, name: 'Maya Lindqvist' },
    technologies: 'SAP; Snowflake;',
  };
  const read = (answer: Record<string, unknown>) =>
    accountOf(CrmAccount.parse(picked(answer, mapping.accounts.fields)), origin, {
      values: mapping.accounts.values.status,
      extra: pickedExtra(answer, mapping.accounts.extra),
    });

  it('becomes one by the shipped mapping, worked out by hand', () => {
    expect(read(record)).toEqual({
      ...origin,
      accountId: 'ibm_sales_cloud:512',
      name: 'Acme Robotics',
      domain: 'acme-robotics.example',
      aliases: [],
      industry: 'Manufacturing',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'USD' },
      region: 'North America',
      country: 'United States',
      status: 'active',
      owner: 'Maya Lindqvist',
      technologies: ['SAP', 'Snowflake'],
      extra: { owner_id: '7' },
      observed: { employeeCount: 1850 },
    });
  });

  it('of which nothing is known stays unknown: no 0, no empty text', () => {
    expect(read({ id: 'a', name: '', employees: 0, annualRevenue: null, status: '' })).toEqual({
      ...origin,
      accountId: 'ibm_sales_cloud:a',
      name: 'Account a',
      aliases: [],
      technologies: [],
    });
  });

  it('keeps revenue without a currency, and a status that nobody explained, as what they are', () => {
    const account = read({ id: 1, name: 'A', annualRevenue: { amount: '5' }, status: 'Gold' });
    expect(account).toMatchObject({ statusRaw: 'gold', extra: { annual_revenue: '5' } });
    expect(account).not.toHaveProperty('annualRevenue');
    expect(account).not.toHaveProperty('status');
  });

  it.each([
    [{ name: 'no id' }],
    [{ id: 1, name: 5 }],
    [{ id: 1, employees: 'many' }],
    [{ id: {}, name: 'A' }],
  ])('is refused as %j', (answer) =>
    expect(CrmAccount.safeParse(picked(answer, mapping.accounts.fields)).success).toBe(false),
  );
});

describe('a contact', () => {
  it('becomes one, worked out by hand', () => {
    const record = { id: 9, first_name: 'Priya', last_name: 'Raman', title: 'CFO', email: 'p@acme.example' };
    const about = { account: '512', extra: { room: 'B 4' } };
    expect(contactOf({ ...record, do_not_contact: true }, origin, about)).toEqual({
      ...origin,
      contactId: 'ibm_sales_cloud:9',
      accountId: 'ibm_sales_cloud:512',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'p@acme.example',
      doNotContact: true,
      extra: { room: 'B 4' },
    });
    for (const flag of [false, 'false' as const, '' as const, null])
      expect(contactOf({ ...record, do_not_contact: flag }, origin, about)).not.toHaveProperty(
        'doNotContact',
      );
  });

  it('without name and address is none', () => {
    expect(contactOf({ id: 9, phone: '1' }, origin, { account: '1', extra: {} })).toBeNull();
  });
});

describe('an opportunity', () => {
  const read = (record: Partial<CrmOpportunity>, named = {}) =>
    opportunityOf({ id: 3, ...record }, origin, {
      values: { Angebot: 'proposal', won: 'closed_won' },
      named,
      extra: {},
    });

  it('becomes one, worked out by hand', () => {
    expect(
      read({
        account: 512,
        name: 'Three plants',
        stage: 'Angebot',
        amount: '240000.5',
        currency: 'EUR',
        owner: 'Maya Lindqvist',
        product: 'Floor',
        created_at: '2026-08-18',
        stage_changed_at: 1_793_955_600_000,
        last_activity_at: '2026-11-16T10:00:00+01:00',
        close_date: '2026-12-26',
        closed_at: '2026-12-27',
        next_step: 'Security review',
      }),
    ).toEqual({
      ...origin,
      opportunityId: 'ibm_sales_cloud:3',
      accountId: 'ibm_sales_cloud:512',
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Angebot',
      amount: { amount: 240_000.5, currency: 'EUR' },
      owner: 'Maya Lindqvist',
      product: 'Floor',
      createdAt: '2026-08-18T00:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      lastActivityAt: '2026-11-16T09:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      nextStep: 'Security review',
      criteria: {},
    });
  });

  it.each([
    ['angebot', 'proposal'],
    ['WON', 'closed_won'],
    ['Closed Lost', 'closed_lost'],
    ['negotiation', 'negotiation'],
    ['Nebel', 'unknown'],
    ['__proto__', 'unknown'],
    [undefined, 'unknown'],
  ])('in stage %j is %s', (stage, expected) => expect(read({ stage }).stage).toBe(expected));

  it('is in the stage that the registry says, whatever the mapping says', () => {
    expect(read({ stage: 'Angebot' }, { ANGEBOT: 'negotiation' }).stage).toBe('negotiation');
  });

  it('that is over was closed when it says, else on its close date', () => {
    const close_date = '2026-01-02';
    expect(read({ stage: 'won', close_date, closed_at: '2026-01-05' }).closedAt).toBe(
      '2026-01-05T00:00:00.000Z',
    );
    expect(read({ stage: 'won', close_date }).closedAt).toBe('2026-01-02T00:00:00.000Z');
    expect(read({ stage: 'proposal', close_date })).not.toHaveProperty('closedAt');
  });
});

describe('a signal', () => {
  const read = (record: Partial<CrmSignal>) =>
    signalOf({ id: 4, type: 'Funding Announcement', title: 'Series B', ...record }, origin, {
      account: '512',
      values: { 'funding announcement': 'funding_event' },
      extra: {},
      since,
      now,
    });

  it('becomes one, worked out by hand', () => {
    expect(
      read({
        occurred_at: '2026-11-01',
        source: 'The Daily',
        confidence: '0.8',
        url: 'https://news.example/1',
      }),
    ).toEqual({
      ...origin,
      signalId: 'ibm_sales_cloud:4',
      accountId: 'ibm_sales_cloud:512',
      type: 'funding_event',
      occurredAt: '2026-11-01T00:00:00.000Z',
      title: 'Series B',
      reportedBy: 'The Daily',
      confidence: 0.8,
      url: 'https://news.example/1',
    });
  });

  it('of a kind that the mapping does not name keeps its own word', () => {
    expect(read({ type: 'Product Launch' })?.type).toBe('product_launch');
  });

  it('from before, from the future, or without a title is none', () => {
    expect(read({ occurred_at: '2025-12-31' })).toBeNull();
    expect(read({ occurred_at: '2026-11-23' })).toBeNull();
    expect(read({ title: ' ' })).toBeNull();
  });

  it('has no confidence outside of 0 to 1, and no address that is not of the web', () => {
    const signal = read({ confidence: 80, url: 'javascript:alert(1)' });
    expect(signal).not.toHaveProperty('confidence');
    expect(signal).not.toHaveProperty('url');
  });
});
