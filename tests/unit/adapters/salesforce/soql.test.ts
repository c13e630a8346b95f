import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MockRecord, readQuery } from '../../../../src/adapters/salesforce/mock-query.ts';
import { containing, dateOf, isSalesforceId, soql } from '../../../../src/adapters/salesforce/soql.ts';

describe('a query', () => {
  it.each([
    ['Acme', "'Acme'"],
    ["O'Brien", "'O\\'Brien'"],
    ['a\\b', "'a\\\\b'"],
    ["\\'", "'\\\\\\''"],
    ['say "hi"', '\'say \\"hi\\"\''],
    ['a\nb\tc', "'a\\nb\\tc'"],
    ['a\u0000b', "'a\\u0000b'"],
    ['100 %_', "'100 %_'"],
    ['Größe 🚀', "'Größe 🚀'"],
  ])('quotes %j', (text, quoted) => expect(soql`${text}`.soql).toBe(quoted));

  it('writes numbers, moments, days and lists as Salesforce does', () => {
    const moment = new Date('2026-11-22T09:00:00.123Z');
    expect(soql`a = ${5} AND b > ${moment} AND c = ${dateOf(moment)} AND d IN ${['x', "y'"]}`.soql).toBe(
      "a = 5 AND b > 2026-11-22T09:00:00Z AND c = 2026-11-22 AND d IN ('x', 'y\\'')",
    );
    expect(soql`${Number.NaN}`.soql).toBe('null');
  });

  it('puts pieces together without quoting them', () => {
    const where = soql`Name = ${"it's"}`;
    expect(soql`SELECT Id FROM Account WHERE ${where}`.soql).toBe(
      "SELECT Id FROM Account WHERE Name = 'it\\'s'",
    );
  });

  it('takes the wildcards of a pattern for characters', () => {
    expect(containing('100%_a').soql).toBe("'%100\\%\\_a%'");
  });
});

describe('an id', () => {
  it.each(['001D000000IqhSL', '001D000000IqhSLIAZ'])('is %s', (id) => expect(isSalesforceId(id)).toBe(true));
  it.each([
    undefined,
    '',
    '1',
    '001D000000IqhSLI',
    "001D000000IqhS'",
    '001D000000IqhSL\n',
    ' 001D000000IqhS',
  ])('is not %j', (id) => expect(isSalesforceId(id)).toBe(false));
});

/** Whether the mock, which reads queries word by word, finds a record of that name by the condition. */
function finds(Name: string, condition: string): boolean {
  const record: MockRecord = { Id: '001000000000001AAA', Name };
  return readQuery(`SELECT Id FROM Account WHERE ${condition} ORDER BY Id LIMIT 20`).isMeant(record, {});
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '\\', '"', '%', '_', '\n', '\u0000', ' ', 'O', 'R', '(', ')', '='),
  }),
);

describe('whatever a text holds', () => {
  it('comes back as it was, and as one value', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(finds(text, soql`Name = ${text}`.soql)).toBe(true);
        expect(finds(`${text}x`, soql`Name = ${text}`.soql)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is found in what holds it, and matches nothing else', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(finds(`before ${text} after`, soql`Name LIKE ${containing(text)}`.soql)).toBe(true);
        fc.pre(!'nothing of it'.includes(text.toLowerCase()));
        expect(finds('nothing of it', soql`Name LIKE ${containing(text)}`.soql)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the mock’s reading of queries', () => {
  it.each([
    '',
    'SELECT',
    'DROP TABLE Account',
    "SELECT Id FROM Account WHERE Name = 'a",
    "SELECT Id FROM Account WHERE Name = 'a' OR",
    "SELECT Id FROM Account WHERE (Name = 'a'",
    "SELECT Id FROM Account WHERE Name != 'a'",
    "SELECT Id FROM Account WHERE Name = 'a' LIMIT 5 more",
  ])('refuses %j', (text) => expect(() => readQuery(text)).toThrow(/unexpected token/));

  it('knows what a query asks for', () => {
    expect(
      readQuery('SELECT FIELDS(STANDARD), Owner.Name FROM Account ORDER BY LastModifiedDate DESC LIMIT 3'),
    ).toMatchObject({
      object: 'Account',
      fields: ['FIELDS(STANDARD)', 'Owner.Name'],
      orderBy: { field: 'LastModifiedDate', isDescending: true },
      limit: 3,
    });
    expect(readQuery('SELECT AccountId, COUNT(Id) activities FROM Task GROUP BY AccountId')).toMatchObject({
      fields: ['AccountId', 'COUNT(Id) activities'],
      groupBy: 'AccountId',
    });
  });
});
