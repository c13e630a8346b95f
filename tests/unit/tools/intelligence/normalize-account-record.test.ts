import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../src/core/records.ts';
import {
  NormalizedRecord,
  normalizeAccountRecord,
} from '../../../../src/tools/intelligence/normalize-account-record.ts';
import { anAccount } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

async function normalize(
  input: Record<string, unknown>,
  accounts: readonly Account[] = [],
): Promise<NormalizedRecord> {
  const parsed = normalizeAccountRecord.input.parse(input);
  return NormalizedRecord.parse(await normalizeAccountRecord.run(parsed, toolContext({ accounts })));
}
const of = async (record: Record<string, unknown>) => await normalize({ record });

describe('normalize_account_record', () => {
  it('reads a record of one CRM', async () => {
    const found = await of({
      Id: '001XX',
      Name: ' Acme  Robotics ',
      Website: 'https://www.ACME.example/en?x=1',
      Industry: 'Computer Software',
      NumberOfEmployees: 420,
      AnnualRevenue: 85_000_000,
      CurrencyIsoCode: 'USD',
      BillingCountry: 'Deutschland',
      Type: 'Customer',
      Fax: '123',
    });
    expect(found.account).toEqual({
      name: 'Acme Robotics',
      domain: 'acme.example',
      industry: { id: 'software', name: 'Software' },
      employees: { value: 420, kind: 'exact' },
      annualRevenue: { value: 85e6, currency: 'USD', kind: 'exact' },
      country: { code: 'DE', name: 'Germany' },
      status: 'active',
    });
    expect(found).toMatchObject({ accountId: '001XX', unused: ['Fax'], confidence: 1, unknowns: [] });
    expect(found.headline).toBe('Acme Robotics: 6 of 6 facts understood.');
    expect(found.fields.find(({ field }) => field === 'country')).toEqual({
      field: 'country',
      key: 'BillingCountry',
      raw: 'Deutschland',
      value: 'Germany (DE)',
      note: 'called “Deutschland”',
    });
  });

  it('reads a list that somebody typed', async () => {
    const found = await of({
      company: 'Kupferhof Werke',
      'Company Size': '51-200 employees',
      Umsatz: '1,5 Mio. €',
      web: 'Kupferhof.example',
      sector: 'Maschinenbau',
      country: 'Germny',
    });
    expect(found.account).toMatchObject({
      employees: { value: 126, min: 51, max: 200, kind: 'range' },
      annualRevenue: { value: 1.5e6, currency: 'EUR' },
      country: { code: 'DE' },
    });
    expect(found.account.industry).toBeUndefined();
    expect(found.unknowns).toEqual(['The industry “Maschinenbau” cannot be placed.']);
    expect(found.reasons).toContain('Employees 126: middle of 51 to 200.');
    expect(found.confidence).toBe(0.833);
  });

  it.each([
    [{ revenue: '$1.2M' }, { annualRevenue: { value: 1.2e6, currency: 'USD', kind: 'exact' } }, []],
    [{ revenue: '1.2M' }, {}, ['The currency of the revenue “1.2M” is not named.']],
    [{ revenue: 'lots' }, {}, ['“lots” is no amount of money.']],
    [{ employees: 0 }, {}, ['“0” is no number of employees.']],
    [
      { email: 'jo@gmail.com' },
      {},
      ['gmail.com is a provider of mailboxes, so it says nothing about the company.'],
    ],
    [{ email: 'jo@acme.example' }, { domain: 'acme.example' }, []],
    [{ website: 'bücher.example' }, { domain: 'xn--bcher-kva.example' }, []],
    [{ website: 'soon' }, {}, ['“soon” holds no domain.']],
    [{ industry: 'Fintech' }, {}, ['The industry “Fintech” can be Software and Financial services.']],
    [{ country: 'Atlantis' }, {}, ['The country “Atlantis” cannot be placed.']],
    [{ region: 'LATAM' }, { region: 'Latin America' }, []],
    [{ region: 'Sector 7' }, { region: 'Sector 7' }, []],
    [{ status: 'Frozen' }, {}, ['The status “Frozen” is none of 5 known ones.']],
    [{ employees: 'n/a', industry: '-', country: 'Unknown' }, {}, []],
  ])('%j', async (record, account, unknowns) => {
    const found = await of(record);
    expect(found.account).toEqual(account);
    expect(found.unknowns.slice(0, unknowns.length)).toEqual(unknowns);
    expect(found.unknowns.at(-1)).toMatch(/^The record does not tell: /);
  });

  it('makes an id that stays: of the domain, else of the name', async () => {
    const byDomain = await of({ website: 'https://acme.example', name: 'Acme' });
    expect((await of({ domain: 'WWW.acme.example', name: 'Acme Ltd' })).accountId).toBe(byDomain.accountId);
    expect(byDomain.accountId).toMatch(/^acct_[0-9a-f]{12}$/);
    expect((await of({ name: 'ACME' })).accountId).toBe((await of({ company: 'acme' })).accountId);
    expect((await of({ fax: '1' })).accountId).toBeNull();
  });

  it('finds the company in the book, by domain before name, and not itself', async () => {
    const acme = anAccount({ accountId: 'a1', name: 'Acme', domain: 'acme.example' });
    const twin = anAccount({ accountId: 'a2', name: 'Acme Holding' });
    const found = await normalize({ record: { name: 'Acme', web: 'acme.example' } }, [acme, twin]);
    expect(found.duplicates).toEqual([{ accountId: 'a1', name: 'Acme', by: 'domain' }]);
    expect(found.headline).toContain('probably in the book already');
    expect((await normalize({ accountId: 'a1' }, [acme, twin])).duplicates).toEqual([]);
  });

  it('reads an account of the book, with what its export calls otherwise', async () => {
    const account = anAccount({
      industry: 'Medical',
      country: 'USA',
      extra: { NumberOfEmployees: '1,001-5,000' },
    });
    const found = await normalize({ accountId: 'a1' }, [account]);
    expect(found.account).toMatchObject({
      industry: { id: 'healthcare' },
      country: { code: 'US' },
      employees: { min: 1_001, max: 5_000 },
    });
    expect(found).toMatchObject({ accountId: 'a1', sources: ['accounts.csv'] });
  });

  it('wants one thing or the other', () => {
    const { input } = normalizeAccountRecord;
    for (const wrong of [{}, { record: {}, accountId: 'a1' }, { record: { a: {} } }]) {
      expect(input.safeParse(wrong).success).toBe(false);
    }
  });

  it('never throws on a record, and normalizing what it understood changes nothing', async () => {
    const key = fc.constantFrom(
      'Name',
      'website',
      'sector',
      'employees',
      'revenue',
      'country',
      'region',
      'status',
      '__proto__',
      'x',
    );
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '51-200',
        '$1.2M',
        '1,5 Mio. €',
        'a.example',
        'SaaS',
        'UK',
        'EMEA',
        'customer',
        '<!channel>',
        '\u202Eevil',
      ),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 8 }), async (record) => {
        const { account, headline } = await of(record);
        expect(headline).not.toMatch(/[\u202E\n]/);
        const again = await of({
          name: account.name ?? null,
          domain: account.domain ?? null,
          industry: account.industry?.name ?? null,
          country: account.country?.name ?? null,
          region: account.region ?? null,
          status: account.status ?? null,
        });
        const { employees: _, annualRevenue: __, ...rest } = account;
        expect(again.account).toEqual(rest);
      }),
      { numRuns: 150 },
    );
  });
});
