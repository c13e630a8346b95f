import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecord } from '../../../../src/adapters/hub/merge-record.ts';
import { Account } from '../../../../src/core/records.ts';
import { anAccount } from '../../../support/records.ts';
import { vendorAccount } from '../../../support/told-sources.ts';

const rules = {
  single: ['industry', 'employeeCount', 'annualRevenue', 'status'],
  together: ['technologies'],
  compared: ['employeeCount', 'annualRevenue', 'status'],
  alike: [['prospect', 'qualified']],
} as const;
const own = anAccount({ employeeCount: 1_000, technologies: ['SAP'] });

describe('several records of one thing', () => {
  it('keep what the first knows, and take the rest from the first that knows it', () => {
    const hubspot = vendorAccount('hubspot', { industry: 'Logistics', employeeCount: 1_050 });
    const apollo = vendorAccount('apollo', { industry: 'Freight', status: 'active' });
    const merged = mergeRecord([own, hubspot, apollo], rules);
    expect(merged).toMatchObject({ accountId: 'a1', source: 'accounts.csv', employeeCount: 1_000 });
    expect(merged).toMatchObject({ industry: 'Logistics', status: 'active' });
    expect(merged.facts).toEqual({
      industry: { source: 'HubSpot', mode: 'live', asOf: '2026-11-22T09:00:00.000Z' },
      status: { source: 'Apollo.io', mode: 'live', asOf: '2026-11-22T09:00:00.000Z' },
    });
    expect(merged).not.toHaveProperty('conflicts');
  });

  it('say where they clearly differ: more than a tenth, another word, not another currency', () => {
    const said = (over: Parameters<typeof vendorAccount>[1]) =>
      mergeRecord(
        [
          { ...own, status: 'prospect' as const, annualRevenue: { amount: 100, currency: 'USD' } },
          vendorAccount('hubspot', over),
        ],
        rules,
      ).conflicts;
    expect(said({ employeeCount: 1_112 })).toEqual([
      { field: 'employeeCount', source: 'HubSpot', value: '1112' },
    ]);
    expect(said({ employeeCount: 1_111 })).toBeUndefined();
    expect(said({ annualRevenue: { amount: 200, currency: 'USD' } })).toEqual([
      { field: 'annualRevenue', source: 'HubSpot', value: '200 USD' },
    ]);
    expect(said({ annualRevenue: { amount: 200, currency: 'EUR' } })).toBeUndefined();
    expect(said({ status: 'qualified' })).toBeUndefined();
    expect(said({ status: 'churned' })).toEqual([{ field: 'status', source: 'HubSpot', value: 'churned' }]);
    expect(said({ industry: 'Something else' })).toBeUndefined();
  });

  it('put lists together, the same thing once', () => {
    const merged = mergeRecord(
      [own, vendorAccount('builtwith', { technologies: ['sap', 'Snowflake'] })],
      rules,
    );
    expect(merged.technologies).toEqual(['SAP', 'Snowflake']);
    expect(merged.facts).toMatchObject({ technologies: { source: 'BuiltWith' } });
  });

  it('carry over that a fact is old', () => {
    const merged = mergeRecord(
      [own, vendorAccount('hubspot', { industry: 'Logistics', stale: true })],
      rules,
    );
    expect(merged.facts?.industry).toMatchObject({ stale: true });
  });

  it('never lose what the first knows, and stay records', () => {
    const account = fc.record(
      {
        industry: fc.constantFrom('A', 'B'),
        employeeCount: fc.integer({ min: 1, max: 10_000 }),
        status: fc.constantFrom('prospect' as const, 'active' as const),
        technologies: fc.uniqueArray(fc.constantFrom('SAP', 'Snowflake', 'Odoo')),
      },
      { requiredKeys: ['technologies'] },
    );
    fc.assert(
      fc.property(account, fc.array(account, { maxLength: 4 }), (first, others) => {
        const [one, ...rest] = [anAccount(first), ...others.map((over) => vendorAccount('hubspot', over))];
        const merged = mergeRecord([one as Account, ...rest], rules);
        expect(Account.safeParse(merged).error).toBeUndefined();
        expect(merged).toMatchObject({ ...first, technologies: expect.arrayContaining(first.technologies) });
        for (const field of rules.single)
          expect(merged[field] !== undefined).toBe(
            [one, ...rest].some((record) => record?.[field] !== undefined),
          );
      }),
    );
  });
});
