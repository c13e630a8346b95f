import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealSignals } from '../../../../src/adapters/salesforce/deal-signals.ts';
import { accountOf, contactOf, opportunityOf } from '../../../../src/adapters/salesforce/map.ts';
import {
  SalesforceAccount,
  SalesforceContact,
  SalesforceHistory,
  SalesforceOpportunity,
} from '../../../../src/adapters/salesforce/schema.ts';
import { stagesOf } from '../../../../src/adapters/salesforce/stages.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'Salesforce', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const now = new Date('2026-11-22T09:00:00.000Z');
const ACCOUNT = '001D000000IqhSLIAZ';
const DEAL = '006D000000CYo2WIAT';

const stage = (
  MasterLabel: string,
  SortOrder: number,
  closed: { IsClosed?: boolean; IsWon?: boolean } = {},
) => ({
  ApiName: MasterLabel,
  MasterLabel,
  IsClosed: false,
  IsWon: false,
  SortOrder,
  ...closed,
});
const stages = stagesOf(
  [
    stage('Prospecting', 1),
    stage('Needs Analysis', 3),
    stage('Perception Analysis', 6),
    stage('Proposal/Price Quote', 7),
    stage('Legal Review', 8),
    stage('On Hold', 9),
    stage('Signed', 10, { IsClosed: true, IsWon: true }),
    stage('Closed Lost', 11, { IsClosed: true }),
  ],
  { 'legal review': 'negotiation' },
);

describe('an account', () => {
  const record = {
    attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${ACCOUNT}` },
    Id: ACCOUNT,
    Name: ' Acme  Robotics ',
    Website: 'http://WWW.Acme-Robotics.example/en',
    Industry: 'Manufacturing',
    NumberOfEmployees: 1850,
    AnnualRevenue: 420000000,
    CurrencyIsoCode: 'EUR',
    BillingState: 'Ohio',
    BillingCountry: 'United States',
    Type: 'Customer - Direct',
    OwnerId: '005D000000Ah3kZIAR',
    Owner: { attributes: { type: 'User' }, Name: 'Maya Lindqvist' },
    LastActivityDate: '2026-11-16',
  };

  it('becomes one, worked out by hand', () => {
    const parsed = SalesforceAccount.parse(record);
    expect(accountOf(parsed, origin, { currency: 'USD', weeklyActivities: 0 })).toEqual({
      ...origin,
      accountId: `salesforce:${ACCOUNT}`,
      name: 'Acme Robotics',
      domain: 'acme-robotics.example',
      aliases: [],
      industry: 'Manufacturing',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'EUR' },
      country: 'United States',
      status: 'active',
      owner: 'Maya Lindqvist',
      technologies: [],
      extra: { state: 'Ohio', owner_id: '005D000000Ah3kZIAR', last_activity: '2026-11-16' },
      observed: { employeeCount: 1850, weeklyActivities: 0 },
    });
  });

  it('of which nothing is known stays unknown: no 0, no empty text', () => {
    const empty = { Id: ACCOUNT, Name: null, Website: '', NumberOfEmployees: 0, Owner: null, Type: ' ' };
    expect(accountOf(empty, origin, { currency: undefined })).toEqual({
      ...origin,
      accountId: `salesforce:${ACCOUNT}`,
      name: `Account ${ACCOUNT}`,
      aliases: [],
      technologies: [],
    });
  });

  it('has the revenue of an organization with one currency only where that is known', () => {
    const account = { Id: ACCOUNT, Name: 'Acme', AnnualRevenue: 5 };
    expect(accountOf(account, origin, { currency: 'USD' }).annualRevenue).toEqual({
      amount: 5,
      currency: 'USD',
    });
    const untold = accountOf(account, origin, { currency: undefined });
    expect(untold).not.toHaveProperty('annualRevenue');
    expect(untold.extra).toEqual({ annual_revenue: '5' });
  });

  it.each([
    ['Prospect', 'prospect', undefined],
    ['Customer - Channel', 'active', undefined],
    ['Technology Partner', undefined, 'technology partner'],
    ['Customers of ours', undefined, 'customers of ours'],
  ])('of type %s is %s', (Type, status, statusRaw) => {
    const account = accountOf({ Id: ACCOUNT, Type }, origin, { currency: undefined });
    expect([account.status, account.statusRaw]).toEqual([status, statusRaw]);
  });
});

describe('a contact', () => {
  const record = {
    Id: '003D000000QYVaCIAX',
    AccountId: ACCOUNT,
    Name: 'Priya Raman',
    Title: 'Chief Financial Officer',
    Email: 'priya@acme-robotics.example',
    Phone: null,
    MobilePhone: '+1 202 555 0114',
    Department: 'Finance',
    HasOptedOutOfEmail: false,
    DoNotCall: false,
  };

  it('becomes one, worked out by hand', () => {
    expect(contactOf(record, origin, ACCOUNT)).toEqual({
      ...origin,
      contactId: 'salesforce:003D000000QYVaCIAX',
      accountId: `salesforce:${ACCOUNT}`,
      fullName: 'Priya Raman',
      title: 'Chief Financial Officer',
      email: 'priya@acme-robotics.example',
      phone: '+1 202 555 0114',
      extra: { department: 'Finance' },
    });
  });

  it('who opted out is not contacted; who may not be called has no number', () => {
    expect(contactOf({ ...record, HasOptedOutOfEmail: true }, origin, ACCOUNT)?.doNotContact).toBe(true);
    const uncalled = contactOf({ ...record, DoNotCall: true }, origin, ACCOUNT);
    expect(uncalled).not.toHaveProperty('phone');
    expect(uncalled?.extra).toEqual({ department: 'Finance', do_not_call: 'yes' });
  });

  it('without name and address is none', () => {
    expect(contactOf({ Id: record.Id, Name: ' ', Phone: '1' }, origin, ACCOUNT)).toBeNull();
  });
});

describe('an opportunity', () => {
  const deal = (fields: Partial<SalesforceOpportunity>) =>
    opportunityOf({ Id: DEAL, StageName: '', ...fields }, origin, { stages, currency: 'USD' });

  it('becomes one, worked out by hand', () => {
    expect(
      deal({
        AccountId: ACCOUNT,
        Name: 'Three plants',
        StageName: 'Proposal/Price Quote',
        Amount: 240000.5,
        CurrencyIsoCode: 'EUR',
        Probability: 75,
        CloseDate: '2026-12-26',
        IsClosed: false,
        IsWon: false,
        NextStep: 'Security review',
        CreatedDate: '2026-08-18T10:00:00.000+0000',
        LastStageChangeDate: '2026-11-06T09:00:00.000+0000',
        LastActivityDate: '2026-11-16',
        PushCount: 2,
        OwnerId: '005D000000Ah3kZIAR',
        Owner: { Name: 'Maya Lindqvist' },
      }),
    ).toEqual({
      ...origin,
      opportunityId: `salesforce:${DEAL}`,
      accountId: `salesforce:${ACCOUNT}`,
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Proposal/Price Quote',
      amount: { amount: 240_000.5, currency: 'EUR' },
      owner: 'Maya Lindqvist',
      createdAt: '2026-08-18T10:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      lastActivityAt: '2026-11-16T00:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      nextStep: 'Security review',
      criteria: {},
      extra: { owner_id: '005D000000Ah3kZIAR', probability: '0.75', push_count: '2' },
    });
  });

  it.each([
    ['Prospecting', {}, 'discovery'],
    ['needs analysis', {}, 'qualification'],
    ['Legal Review', {}, 'negotiation'],
    ['Signed', { IsClosed: true, IsWon: true }, 'closed_won'],
    ['Closed Lost', { IsClosed: true, IsWon: false }, 'closed_lost'],
    ['On Hold', {}, 'unknown'],
    ['nobody knows', {}, 'unknown'],
    ['a stage of long ago', { IsClosed: true, IsWon: false }, 'closed_lost'],
    ['a stage of long ago', { IsClosed: true, IsWon: true }, 'closed_won'],
  ])('in stage %s %j is %s', (StageName, fields, expected) =>
    expect(deal({ StageName, ...fields }).stage).toBe(expected),
  );

  it('that is over was closed on its close date; an open one was not closed', () => {
    const CloseDate = '2026-01-02';
    expect(deal({ StageName: 'Signed', IsClosed: true, IsWon: true, CloseDate }).closedAt).toBe(
      '2026-01-02T00:00:00.000Z',
    );
    expect(deal({ StageName: 'Legal Review', CloseDate })).not.toHaveProperty('closedAt');
  });

  it('keeps an amount without a currency for an extra fact', () => {
    const about = { stages, currency: undefined };
    const untold = opportunityOf({ Id: DEAL, StageName: 'Prospecting', Amount: 7 }, origin, about);
    expect(untold).not.toHaveProperty('amount');
    expect(untold.extra).toEqual({ amount: '7' });
  });
});

describe('the history of an opportunity', () => {
  const at = (day: string) => `2026-11-${day}T00:00:00.000+0000`;
  const row = (day: string, fields: Partial<SalesforceHistory>): SalesforceHistory => ({
    OpportunityId: DEAL,
    StageName: 'Prospecting',
    Amount: 70000,
    CloseDate: '2026-12-01',
    CreatedDate: at(day),
    ...fields,
  });
  const signals = (fields: Partial<SalesforceOpportunity>, rows: readonly SalesforceHistory[] = []) =>
    dealSignals(
      { Id: DEAL, Name: 'Three plants', StageName: 'Prospecting', IsClosed: false, ...fields },
      rows,
      {
        origin,
        account: ACCOUNT,
        stages,
        since: new Date('2026-10-01T00:00:00Z'),
        now,
      },
    ).map(({ type, occurredAt, title }) => [type, occurredAt?.slice(0, 10), title]);

  it('tells of a new deal, forward steps, later dates, other amounts and a loss, in whatever order', () => {
    expect(
      signals({ CreatedDate: at('01'), StageName: 'Closed Lost', IsClosed: true }, [
        row('20', { StageName: 'Closed Lost', CloseDate: '2026-11-20', Amount: 90000 }),
        row('11', { StageName: 'Legal Review', CloseDate: '2026-12-31', Amount: 90000 }),
        row('09', { StageName: 'Needs Analysis', CloseDate: '2026-12-31' }),
        row('05', { StageName: 'Needs Analysis' }),
        row('01', {}),
      ]),
    ).toEqual([
      ['new_opportunity', '2026-11-01', 'New deal: Three plants'],
      ['deal_progression', '2026-11-05', 'Three plants moved to Needs Analysis'],
      ['close_date_pushed', '2026-11-09', 'Close date of Three plants moved by 30 days'],
      ['deal_progression', '2026-11-11', 'Three plants moved to Legal Review'],
      ['deal_amount_changed', '2026-11-11', 'Amount of Three plants went from 70000 to 90000'],
      ['deal_lost', '2026-11-20', 'Lost: Three plants'],
    ]);
  });

  it('goes forward within one meaning by the order of the pipeline', () => {
    const steps = [
      row('01', { StageName: 'Needs Analysis' }),
      row('05', { StageName: 'Perception Analysis' }),
    ];
    expect(signals({}, steps)).toEqual([
      ['deal_progression', '2026-11-05', 'Three plants moved to Perception Analysis'],
    ]);
    const back = [
      row('01', { StageName: 'Perception Analysis' }),
      row('05', { StageName: 'Needs Analysis' }),
    ];
    expect(signals({}, back)).toEqual([]);
  });

  it('is its own: rows of other deals tell nothing of it', () => {
    const other = { OpportunityId: '006D000000CYo2XIAT' };
    expect(signals({}, [row('01', other), row('05', { ...other, StageName: 'Legal Review' })])).toEqual([]);
    expect(signals({}, [row('01', {}), row('05', { ...other, StageName: 'Legal Review' })])).toEqual([]);
  });

  it('tells that an open deal stands still, as of the day on which it was too long', () => {
    const LastStageChangeDate = '2026-10-01T00:00:00.000+0000';
    expect(signals({ LastStageChangeDate })).toEqual([
      ['deal_stalled', '2026-11-15', 'Three plants: no stage change for 52 days'],
    ]);
    expect(signals({ LastStageChangeDate, IsClosed: true })).toEqual([]);
    const unknown: Partial<SalesforceOpportunity> = { LastStageChangeDate };
    expect(signals({ ...unknown, IsClosed: null })).toEqual([]);
  });

  it('tells nothing of earlier dates, first values, gaps and what is older', () => {
    expect(
      signals({ CreatedDate: '2026-09-01T00:00:00.000+0000' }, [
        row('01', { Amount: null, CloseDate: '2026-12-31' }),
        row('05', { Amount: 70000 }),
        row('07', { Amount: 70000, StageName: null }),
      ]),
    ).toEqual([]);
  });
});

describe('whatever Salesforce says', () => {
  const text = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('0', ' ', '2026-11-01', '2026-11-01T00:00:00.000+0000', '🚀')),
  );
  const number = fc.option(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, 1e300)));
  const flag = fc.option(fc.boolean());
  const owner = fc.option(fc.record({ Name: text }));
  const id = fc.constant(ACCOUNT);
  const account = fc.record({
    Id: id,
    Name: text,
    Website: text,
    Industry: text,
    NumberOfEmployees: number,
    AnnualRevenue: number,
    CurrencyIsoCode: text,
    BillingState: text,
    BillingCountry: text,
    Type: text,
    OwnerId: text,
    Owner: owner,
    LastActivityDate: text,
  });
  const contact = fc.record({
    Id: id,
    AccountId: text,
    Name: text,
    Title: text,
    Email: text,
    Phone: text,
    MobilePhone: text,
    Department: text,
    HasOptedOutOfEmail: flag,
    DoNotCall: flag,
  });
  const stageName = fc.oneof(
    fc.string(),
    fc.constantFrom('Prospecting', 'Closed Lost', 'Signed', '__proto__'),
  );
  const deal = fc.record({
    Id: fc.constant(DEAL),
    AccountId: text,
    Name: text,
    StageName: stageName,
    Amount: number,
    CurrencyIsoCode: text,
    Probability: number,
    CloseDate: text,
    IsClosed: flag,
    IsWon: flag,
    NextStep: text,
    CreatedDate: text,
    LastStageChangeDate: text,
    LastActivityDate: text,
    PushCount: number,
    OwnerId: text,
    Owner: owner,
  });
  const rows = fc.array(
    fc.record({
      OpportunityId: fc.constant(DEAL),
      StageName: fc.option(stageName),
      Amount: number,
      CloseDate: text,
      CreatedDate: fc.oneof(fc.string(), fc.constantFrom('2026-11-01', '2026-11-02T00:00:00.000+0000')),
    }),
  );

  it('becomes records of the canonical shape, or none', () => {
    fc.assert(
      fc.property(
        account,
        contact,
        deal,
        rows,
        fc.option(fc.nat()),
        (company, person, open, history, week) => {
          const about = { currency: 'USD', ...(week !== null && { weeklyActivities: week }) };
          expect(VendorAccount.safeParse(accountOf(company, origin, about)).error).toBeUndefined();
          const one = contactOf(person, origin, ACCOUNT);
          if (one) expect(Contact.safeParse(one).error).toBeUndefined();
          const opportunity = opportunityOf(open, origin, { ...about, stages });
          expect(Opportunity.safeParse(opportunity).error).toBeUndefined();
          const around = { origin, account: ACCOUNT, stages, since: new Date(0), now };
          for (const signal of dealSignals(open, history, around)) {
            expect(SignalRecord.safeParse(signal).error).toBeUndefined();
            expect(Date.parse(signal.occurredAt ?? '')).toBeLessThanOrEqual(now.getTime());
          }
        },
      ),
    );
  });

  it('is read whatever fields it lacks, and refused where one is of another type', () => {
    expect(SalesforceAccount.safeParse({ Id: ACCOUNT }).success).toBe(true);
    expect(SalesforceContact.safeParse({ Id: ACCOUNT }).success).toBe(true);
    expect(SalesforceOpportunity.safeParse({ Id: DEAL, StageName: 'x' }).success).toBe(true);
    expect(SalesforceAccount.safeParse({ Id: ACCOUNT, NumberOfEmployees: '5' }).success).toBe(false);
    expect(SalesforceOpportunity.safeParse({ Id: DEAL, StageName: null }).success).toBe(false);
    expect(SalesforceHistory.safeParse({ OpportunityId: DEAL, CreatedDate: 4711 }).success).toBe(false);
  });
});
