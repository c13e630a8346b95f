import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForward } from '../../../../src/adapters/deal-stages.ts';
import { dealSignals } from '../../../../src/adapters/hubspot/deal-signals.ts';
import { accountOf, contactOf, opportunityOf, PROPERTIES } from '../../../../src/adapters/hubspot/map.ts';
import type { HubspotRecord } from '../../../../src/adapters/hubspot/schema.ts';
import { stagesOf } from '../../../../src/adapters/hubspot/stages.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'HubSpot', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const now = new Date('2026-11-22T09:00:00.000Z');

const stage = (id: string, label: string, displayOrder: number, probability: string, isClosed = 'false') => ({
  id,
  label,
  displayOrder,
  metadata: { probability, isClosed },
});
const pipelines = {
  results: [
    {
      id: 'default',
      stages: [
        stage('appointmentscheduled', 'Appointment Scheduled', 0, '0.2'),
        stage('presentationscheduled', 'Presentation Scheduled', 1, '0.6'),
        stage('closedwon', 'Closed Won', 2, '1.0', 'true'),
        stage('closedlost', 'Closed Lost', 3, '0.0', 'true'),
      ],
    },
    {
      id: '77',
      stages: [
        stage('771', 'Legal Review', 0, '0.9'),
        stage('772', 'Signed', 1, '1.0', 'true'),
        stage('773', 'Gone', 2, '0.0', 'true'),
      ],
    },
  ],
};
const stages = stagesOf(pipelines, { 'legal review': 'negotiation' });

describe('a company', () => {
  it('becomes an account, worked out by hand', () => {
    const record = {
      id: '512',
      properties: {
        name: ' Acme  Robotics ',
        domain: 'WWW.Acme-Robotics.example',
        industry: 'INDUSTRIAL_AUTOMATION',
        numberofemployees: '1850',
        annualrevenue: '420000000',
        country: 'United States',
        state: 'Ohio',
        lifecyclestage: 'salesqualifiedlead',
        hubspot_owner_id: '77',
        web_technologies: 'google_tag_manager;snowflake',
      },
    };
    expect(accountOf(record, origin, 'USD')).toEqual({
      ...origin,
      accountId: 'hubspot:512',
      name: 'Acme Robotics',
      domain: 'acme-robotics.example',
      aliases: [],
      industry: 'Industrial Automation',
      employeeCount: 1850,
      annualRevenue: { amount: 420_000_000, currency: 'USD' },
      country: 'United States',
      status: 'qualified',
      technologies: ['Google Tag Manager', 'Snowflake'],
      extra: { state: 'Ohio', owner_id: '77' },
      observed: { employeeCount: 1850 },
    });
  });

  it('of which nothing is known stays unknown: no 0, no empty text', () => {
    const empty = Object.fromEntries(PROPERTIES.companies.map((name) => [name, null]));
    expect(accountOf({ id: '1', properties: empty }, origin, undefined)).toEqual({
      ...origin,
      accountId: 'hubspot:1',
      name: 'Company 1',
      aliases: [],
      technologies: [],
    });
    expect(accountOf({ id: '1', properties: { numberofemployees: '0' } }, origin, 'USD')).not.toHaveProperty(
      'employeeCount',
    );
  });

  it('has no revenue where nobody knows the currency', () => {
    const record = { id: '1', properties: { annualrevenue: '5' } };
    expect(accountOf(record, origin, undefined)).not.toHaveProperty('annualRevenue');
  });
});

describe('a contact', () => {
  it('becomes one, worked out by hand', () => {
    const properties = {
      firstname: 'Priya',
      lastname: 'Raman',
      jobtitle: 'Chief Financial Officer',
      email: 'priya@acme-robotics.example',
      phone: '+1 202 555 0114',
      hs_email_optout: 'true',
      hs_timezone: 'america_slash_new_york',
    };
    expect(contactOf({ id: '9', properties }, origin, '512')).toEqual({
      ...origin,
      contactId: 'hubspot:9',
      accountId: 'hubspot:512',
      fullName: 'Priya Raman',
      title: 'Chief Financial Officer',
      email: 'priya@acme-robotics.example',
      phone: '+1 202 555 0114',
      doNotContact: true,
      timezone: 'America/New_York',
    });
  });

  it('without name and address is none', () => {
    expect(contactOf({ id: '9', properties: { firstname: ' ', phone: '1' } }, origin, '512')).toBeNull();
  });

  it('that did not opt out has not agreed either', () => {
    const properties = { lastname: 'Raman', hs_email_optout: 'false' };
    expect(contactOf({ id: '9', properties }, origin, '512')).not.toHaveProperty('doNotContact');
  });
});

describe('a deal', () => {
  const deal = (properties: HubspotRecord['properties']) =>
    opportunityOf({ id: '3', properties }, origin, { stages, currency: 'EUR', companyId: '512' });

  it('becomes an opportunity, worked out by hand', () => {
    expect(
      deal({
        dealname: 'Three plants',
        amount: '240000.5',
        deal_currency_code: 'USD',
        dealstage: 'presentationscheduled',
        closedate: '2026-12-26T00:00:00Z',
        createdate: '2026-08-18T00:00:00Z',
        hs_v2_date_entered_current_stage: '1793955600000',
        hs_deal_stage_probability: '0.60',
        hs_next_step: 'Security review',
      }),
    ).toEqual({
      ...origin,
      opportunityId: 'hubspot:3',
      accountId: 'hubspot:512',
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Presentation Scheduled',
      amount: { amount: 240_000.5, currency: 'USD' },
      createdAt: '2026-08-18T00:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      nextStep: 'Security review',
      criteria: {},
      extra: { probability: '0.6' },
    });
  });

  it.each([
    ['closedwon', 'closed_won'],
    ['closedlost', 'closed_lost'],
    ['771', 'negotiation'],
    ['772', 'closed_won'],
    ['773', 'closed_lost'],
    ['nobody knows', 'unknown'],
  ])('in stage %s is %s', (dealstage, expected) => expect(deal({ dealstage }).stage).toBe(expected));

  it('that is over was closed on its close date; an open one was not closed', () => {
    expect(deal({ dealstage: 'closedwon', closedate: '2026-01-02T00:00:00Z' }).closedAt).toBe(
      '2026-01-02T00:00:00.000Z',
    );
    expect(deal({ dealstage: '771', closedate: '2026-01-02T00:00:00Z' })).not.toHaveProperty('closedAt');
  });
});

describe('the history of a deal', () => {
  const at = (day: string) => `2026-11-${day}T00:00:00Z`;
  const signals = (
    properties: HubspotRecord['properties'],
    history: HubspotRecord['propertiesWithHistory'] = {},
  ) =>
    dealSignals(
      { id: '3', properties: { dealname: 'Three plants', ...properties }, propertiesWithHistory: history },
      { origin, companyId: '512', stages, since: new Date('2026-10-01T00:00:00Z'), now },
    ).map(({ type, occurredAt, title }) => [type, occurredAt?.slice(0, 10), title]);

  it('tells of a new deal, forward steps, later dates, other amounts and a loss', () => {
    expect(
      signals(
        { createdate: at('01'), dealstage: 'closedlost' },
        {
          dealstage: [
            { value: 'closedlost', timestamp: at('20') },
            { value: 'presentationscheduled', timestamp: at('05') },
            { value: 'appointmentscheduled', timestamp: at('01') },
          ],
          closedate: [
            { value: '2026-12-31T00:00:00Z', timestamp: at('09') },
            { value: '2026-12-01T00:00:00Z', timestamp: at('01') },
          ],
          amount: [
            { value: '90000', timestamp: at('11') },
            { value: '70000', timestamp: at('01') },
          ],
        },
      ),
    ).toEqual([
      ['new_opportunity', '2026-11-01', 'New deal: Three plants'],
      ['deal_progression', '2026-11-05', 'Three plants moved to Presentation Scheduled'],
      ['close_date_pushed', '2026-11-09', 'Close date of Three plants moved by 30 days'],
      ['deal_amount_changed', '2026-11-11', 'Amount of Three plants went from 70000 to 90000'],
      ['deal_lost', '2026-11-20', 'Lost: Three plants'],
    ]);
  });

  it('tells that an open deal stands still, as of the day on which it was too long', () => {
    const properties = {
      dealstage: 'presentationscheduled',
      hs_v2_date_entered_current_stage: '2026-10-01T00:00:00Z',
    };
    expect(signals(properties)).toEqual([
      ['deal_stalled', '2026-11-15', 'Three plants: no stage change for 52 days'],
    ]);
    expect(signals({ ...properties, dealstage: 'closedwon' })).toEqual([]);
  });

  it('tells nothing of steps back, earlier dates, first values and what is older', () => {
    expect(
      signals(
        { createdate: '2026-09-01T00:00:00Z', dealstage: 'appointmentscheduled' },
        {
          dealstage: [
            { value: 'appointmentscheduled', timestamp: at('20') },
            { value: 'presentationscheduled', timestamp: '2026-09-05T00:00:00Z' },
          ],
          closedate: [
            { value: '2026-12-01T00:00:00Z', timestamp: at('09') },
            { value: '2026-12-31T00:00:00Z', timestamp: at('01') },
          ],
          amount: [{ value: '70000', timestamp: at('01') }],
        },
      ),
    ).toEqual([]);
  });

  it('goes forward by what stages mean, else by their place in the pipeline', () => {
    const [first, second] = [stages.get('appointmentscheduled'), stages.get('presentationscheduled')];
    expect(isForward(first, second)).toBe(true);
    expect(isForward(second, first)).toBe(false);
    expect(isForward(undefined, first)).toBe(false);
    const unnamed = { label: 'A', stage: 'unknown' as const, order: 1 };
    expect(isForward(unnamed, { ...unnamed, order: 2 })).toBe(true);
    expect(isForward({ ...unnamed, order: 2 }, unnamed)).toBe(false);
  });
});

describe('whatever HubSpot says', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.constantFrom('0', '-1', '1e9', '2026-11-01', 'true', '🚀'),
  );
  const record = (names: readonly string[]) =>
    fc.record({
      id: fc.string({ minLength: 1 }),
      properties: fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }),
    }) as fc.Arbitrary<HubspotRecord>;
  const versions = fc.array(
    fc.record({ value, timestamp: fc.oneof(fc.string(), fc.constant('2026-11-01')) }),
  );

  it('becomes records of the canonical shape, or none', () => {
    fc.assert(
      fc.property(
        record(PROPERTIES.companies),
        record(PROPERTIES.contacts),
        record(PROPERTIES.deals),
        fc.record({ dealstage: versions, amount: versions, closedate: versions }),
        (company, person, deal, propertiesWithHistory) => {
          expect(VendorAccount.safeParse(accountOf(company, origin, 'USD')).error).toBeUndefined();
          const contact = contactOf(person, origin, company.id);
          if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
          const about = { stages, currency: 'USD', companyId: company.id };
          expect(Opportunity.safeParse(opportunityOf(deal, origin, about)).error).toBeUndefined();
          const around = { origin, companyId: company.id, stages, since: new Date(0), now };
          for (const signal of dealSignals({ ...deal, propertiesWithHistory }, around)) {
            expect(SignalRecord.safeParse(signal).error).toBeUndefined();
            expect(Date.parse(signal.occurredAt ?? '')).toBeLessThanOrEqual(now.getTime());
          }
        },
      ),
    );
  });
});
