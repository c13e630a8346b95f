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
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';
import { ACCOUNT, DEAL, now, origin, stages } from './map-support.ts';

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
