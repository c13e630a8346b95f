import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, contactOf, opportunityOf } from '../../../../src/adapters/pipedrive/map.ts';
import type { Deal, Person } from '../../../../src/adapters/pipedrive/schema.ts';
import { activitySignals, dealSignals } from '../../../../src/adapters/pipedrive/signals.ts';
import { stagesOf } from '../../../../src/adapters/pipedrive/stages.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'Pipedrive', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const now = new Date('2026-11-22T09:00:00.000Z');
const stage = (id: number, name: string, days?: number) => ({
  id,
  name,
  order_nr: id,
  is_deal_rot_enabled: days !== undefined,
  days_to_rotten: days,
});
const stages = stagesOf(
  [stage(1, 'Qualified'), stage(2, 'Legal'), stage(3, 'Proposal Made', 20), stage(9, 'Odd')],
  {
    legal: 'negotiation',
  },
);
const aDeal = (over: Partial<Deal> = {}): Deal => ({
  id: 3,
  title: 'Three plants',
  stage_id: 3,
  status: 'open',
  ...over,
});

describe('an organization', () => {
  it('becomes an account, worked out by hand', () => {
    const organization = {
      id: 512,
      name: ' Acme  Robotics ',
      owner_id: 7,
      address: { country: 'United States', locality: 'Dayton' },
      website: 'https://www.Acme-Robotics.example/about',
      industry: 'Industrial automation',
      annual_revenue: 420_000_000,
      employee_count: 1850,
    };
    expect(accountOf(organization, origin)).toEqual({
      ...origin,
      accountId: 'pipedrive:512',
      name: 'Acme Robotics',
      domain: 'acme-robotics.example',
      aliases: [],
      industry: 'Industrial automation',
      employeeCount: 1850,
      country: 'United States',
      technologies: [],
      extra: { locality: 'Dayton', owner_id: '7', annual_revenue: '420000000' },
      observed: { employeeCount: 1850 },
    });
  });

  it('of which nothing is known stays unknown; the id of an option is no industry', () => {
    expect(accountOf({ id: 1, name: '', industry: 12, employee_count: 0, website: '' }, origin)).toEqual({
      ...origin,
      accountId: 'pipedrive:1',
      name: 'Organization 1',
      aliases: [],
      technologies: [],
    });
  });
});

describe('a person', () => {
  const person = (over: Partial<Person>) => contactOf({ id: 9, ...over }, origin, 512);

  it('is reached at the primary address', () => {
    const emails = [
      { value: 'old@acme.example', primary: false },
      { value: 'priya@acme.example', primary: true },
    ];
    expect(person({ name: 'Priya Raman', emails, job_title: 'CFO', phones: [{ value: ' ' }] })).toEqual({
      ...origin,
      contactId: 'pipedrive:9',
      accountId: 'pipedrive:512',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'priya@acme.example',
    });
  });

  it('without name and address is none', () => {
    expect(person({ name: ' ', emails: [], phones: [{ value: '1' }] })).toBeNull();
  });
});

describe('a deal', () => {
  const deal = (over: Partial<Deal>) => opportunityOf(aDeal(over), origin, stages);

  it('becomes an opportunity, worked out by hand', () => {
    expect(
      deal({
        org_id: 512,
        owner_id: 7,
        value: 240_000.5,
        currency: 'USD',
        add_time: '2026-08-18T00:00:00Z',
        stage_change_time: '2026-11-06T09:00:00Z',
        expected_close_date: '2026-12-26',
        probability: 60,
      }),
    ).toEqual({
      ...origin,
      opportunityId: 'pipedrive:3',
      accountId: 'pipedrive:512',
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Proposal Made',
      amount: { amount: 240_000.5, currency: 'USD' },
      createdAt: '2026-08-18T00:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      criteria: {},
      extra: { owner_id: '7', probability: '0.6' },
    });
  });

  it.each([
    [{ stage_id: 2 }, 'negotiation'],
    [{ stage_id: 9 }, 'unknown'],
    [{ stage_id: 77 }, 'unknown'],
    [{ stage_id: 1, status: 'won' }, 'closed_won'],
    [{ stage_id: 3, status: 'lost' }, 'closed_lost'],
  ])('%j is %s', (over, expected) => expect(deal(over)?.stage).toBe(expected));

  it('that was deleted is none; one without a value has none; an open one was not closed', () => {
    expect(deal({ status: 'deleted' })).toBeNull();
    expect(deal({ value: 0, currency: 'USD' })).not.toHaveProperty('amount');
    expect(deal({ value: 5 })).not.toHaveProperty('amount');
    expect(deal({ won_time: '2026-01-01T00:00:00Z' })).not.toHaveProperty('closedAt');
    expect(deal({ status: 'won', won_time: '2026-01-01T00:00:00Z' })?.closedAt).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });
});

describe('what happened', () => {
  const around = { origin, organizationId: 512, since: new Date('2026-10-01T00:00:00Z'), now };
  const told = (over: Partial<Deal>) =>
    dealSignals(aDeal(over), stages, around).map(({ type, occurredAt, title }) => [
      type,
      occurredAt?.slice(0, 10),
      title,
    ]);

  it('is that a deal is new, won, or lost', () => {
    expect(told({ add_time: '2026-11-01T00:00:00Z' })).toEqual([
      ['deal_created', '2026-11-01', 'New deal: Three plants'],
    ]);
    expect(told({ status: 'won', won_time: '2026-11-02T00:00:00Z' })).toEqual([
      ['deal_progression', '2026-11-02', 'Won: Three plants'],
    ]);
    expect(told({ status: 'lost', lost_time: '2026-11-03T00:00:00Z' })).toEqual([
      ['deal_lost', '2026-11-03', 'Lost: Three plants'],
    ]);
  });

  it('is that a deal rots by the threshold of its stage, not without one, and not once it is over', () => {
    const update_time = '2026-10-20T00:00:00Z';
    expect(told({ update_time })).toEqual([
      ['deal_stalled', '2026-11-09', 'Three plants: no change for 33 days'],
    ]);
    expect(told({ update_time, stage_id: 2 })).toEqual([]);
    expect(told({ update_time, status: 'won' })).toEqual([]);
    expect(told({ update_time: '2026-11-15T00:00:00Z' })).toEqual([]);
  });

  it('is not a change of stage, which may have gone back', () => {
    expect(told({ stage_change_time: '2026-11-15T00:00:00Z' })).toEqual([]);
  });

  it('is an activity that was done, not one that is planned', () => {
    const activity = { id: 5, subject: 'Call', done: true, marked_as_done_time: '2026-11-05T10:00:00Z' };
    expect(activitySignals(activity, around)).toMatchObject([
      { type: 'activity_logged', title: 'Done: Call' },
    ]);
    expect(activitySignals({ ...activity, done: false }, around)).toEqual([]);
  });
});

describe('whatever Pipedrive says', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('2026-11-01', '🚀', '0', '-1')));
  const number = fc.option(fc.double());
  const id = fc.integer();

  it('becomes records of the canonical shape, or none', () => {
    const organization = fc.record({
      id,
      name: fc.string(),
      website: text,
      industry: text,
      employee_count: number,
      annual_revenue: number,
    });
    const labelled = fc.array(fc.record({ value: fc.string(), primary: fc.boolean() }));
    const person = fc.record({ id, name: text, emails: labelled, phones: labelled, job_title: text });
    const deal = fc.record({
      id,
      title: text,
      org_id: fc.option(id),
      stage_id: fc.constantFrom(1, 3, 77),
      value: number,
      currency: text,
      add_time: text,
      update_time: text,
      stage_change_time: text,
      status: fc.constantFrom('open', 'won', 'lost', 'deleted', 'odd'),
      probability: number,
      lost_reason: text,
      won_time: text,
      lost_time: text,
      expected_close_date: text,
    });
    fc.assert(
      fc.property(organization, person, deal, (company, somebody, aDeal) => {
        expect(VendorAccount.safeParse(accountOf(company, origin)).error).toBeUndefined();
        const contact = contactOf(somebody, origin, company.id);
        if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
        const opportunity = opportunityOf(aDeal, origin, stages);
        if (opportunity) expect(Opportunity.safeParse(opportunity).error).toBeUndefined();
        const around = { origin, organizationId: 1, since: new Date(0), now };
        for (const signal of dealSignals(aDeal, stages, around))
          expect(SignalRecord.safeParse(signal).error).toBeUndefined();
      }),
    );
  });
});
