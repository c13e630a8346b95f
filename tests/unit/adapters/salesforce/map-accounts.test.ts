import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../../src/adapters/salesforce/map.ts';
import { SalesforceAccount } from '../../../../src/adapters/salesforce/schema.ts';
import { ACCOUNT, origin } from './map-support.ts';

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
