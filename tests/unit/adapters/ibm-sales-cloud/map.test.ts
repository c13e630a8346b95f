import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  contactOf,
  opportunityOf,
  signalOf,
} from '../../../../src/adapters/ibm-sales-cloud/map.ts';
import {
  CrmAccount,
  CrmContact,
  CrmOpportunity,
  CrmSignal,
} from '../../../../src/adapters/ibm-sales-cloud/schema.ts';
import { VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { Contact, Opportunity, SignalRecord } from '../../../../src/core/records.ts';
import { now, origin } from './map-support.ts';

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
