import fc from 'fast-check';
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
  CrmContact,
  CrmOpportunity,
  CrmSignal,
} from '../../../../src/adapters/ibm-sales-cloud/schema.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { readCrmMapping } from '../../../../src/config/vendors/read-crm-mapping.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'IBM Sales Cloud', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const now = new Date('2026-11-22T09:00:00.000Z');
const since = new Date('2026-01-01T00:00:00.000Z');
const mapping = readCrmMapping(undefined);

describe('a place in an answer', () => {
  const record = { a: { b: { c: 5, list: [1] }, none: null }, 'x-y': 'z', n: '2', text: 'many' };

  it.each([
    ['a.b.c', 5],
    ['x-y', 'z'],
    ['a.none', null],
    ['a.none.deeper', undefined],
    ['a.b.list.0', 1],
    ['nowhere.at.all', undefined],
    ['constructor.name', undefined],
    ['a.__proto__', undefined],
  ])('%s holds %j', (at, expected) => expect(picked(record, { it: { at } })).toEqual({ it: expected }));

  it('may be the same everywhere, and a number of another size', () => {
    expect(
      picked(record, {
        always: { always: 'EUR' },
        number: { at: 'a.b.c', multiply: 1000 },
        text: { at: 'n', multiply: 1000 },
        word: { at: 'text', multiply: 1000 },
        nothing: { at: 'q', multiply: 1000 },
        left: undefined,
      }),
    ).toEqual({ always: 'EUR', number: 5000, text: 2000, word: 'many', nothing: undefined });
  });

  it('is an extra fact only if it is a word or a number', () => {
    expect(pickedExtra(record, { one: 'a.b.c', two: 'x-y', three: 'a.b', four: 'q' })).toEqual({
      one: '5',
      two: 'z',
      three: undefined,
      four: undefined,
    });
  });
});

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

describe('whatever the CRM says', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom(' ', '2026-11-01', '1e9', '__proto__', '🚀'));
  const amount = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom('5', '-1.5', ' 7 ', '', 0, 1e300),
  );
  const moment = fc.oneof(
    text,
    fc.integer(),
    fc.constantFrom(1_793_955_600_000, '2026-11-01T10:00:00+01:00'),
  );
  const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    id: fc.oneof(fc.string({ minLength: 1, maxLength: 200 }), fc.integer()),
    type: fc.string({ minLength: 1 }),
    account: fc.oneof(fc.string({ minLength: 1 }), fc.integer()),
    do_not_contact: fc.constantFrom(true, false, 'true', ''),
    technologies: fc.oneof(text, fc.array(text)),
    ...Object.fromEntries(
      ['employee_count', 'annual_revenue', 'amount', 'confidence'].map((name) => [name, amount]),
    ),
    ...Object.fromEntries(
      ['created_at', 'stage_changed_at', 'last_activity_at', 'close_date', 'closed_at', 'occurred_at'].map(
        (name) => [name, moment],
      ),
    ),
  };
  const needed = ['id', 'type'];
  const recordOf = (schema: { readonly shape: object }) =>
    fc.record(
      Object.fromEntries(
        Object.keys(schema.shape).map((name) => {
          const kind = kinds[name] ?? text;
          return [name, needed.includes(name) ? kind : fc.option(kind)];
        }),
      ),
      { requiredKeys: needed.filter((name) => name in schema.shape) },
    );
  const about = { account: '1', extra: { a: ' ', b: 'c' }, since: new Date(0), now };

  it('becomes records of the canonical shape, or none', () => {
    fc.assert(
      fc.property(
        recordOf(CrmAccount),
        recordOf(CrmContact),
        recordOf(CrmOpportunity),
        recordOf(CrmSignal),
        (company, person, deal, event) => {
          const account = accountOf(CrmAccount.parse(company), origin, { values: {}, extra: about.extra });
          expect(VendorAccount.safeParse(account).error).toBeUndefined();
          const contact = contactOf(CrmContact.parse(person), origin, about);
          if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
          const values = { ...about, values: {}, named: {} };
          const opportunity = opportunityOf(CrmOpportunity.parse(deal), origin, values);
          expect(Opportunity.safeParse(opportunity).error).toBeUndefined();
          const signal = signalOf(CrmSignal.parse(event), origin, { ...about, values: {} });
          if (signal) expect(SignalRecord.safeParse(signal).error).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});
