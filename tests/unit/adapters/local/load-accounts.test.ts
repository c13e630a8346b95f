import { describe, expect, it } from 'vitest';
import { Account } from '../../../../src/core/records.ts';
import { load, loadError, only } from './book-folder.ts';

const HEADER =
  'account_id,name,domain,aliases,industry,employee_count,annual_revenue,currency,region,country,status,owner,territory,technologies,parent,Founded';

describe('accounts.csv', () => {
  it('gives every column its canonical field', async () => {
    const row =
      'acc_1,Acme Robotics,https://WWW.Acme.example/,Acme; AR ;,Manufacturing,"1,850",420000000.50,usd,North America,United States,Active,Maya,NA,Snowflake;SAP;Snowflake,Acme Group,1996';
    const book = await load({ 'accounts.csv': `${HEADER}\n${row}\n` });
    const account = only(book.accounts);
    expect(account).toEqual({
      source: 'accounts.csv',
      mode: 'local',
      asOf: '2026-11-22T10:00:00.000Z',
      extra: { Founded: '1996' },
      accountId: 'acc_1',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: ['Acme', 'AR'],
      industry: 'Manufacturing',
      employeeCount: 1850,
      annualRevenue: { amount: 420000000.5, currency: 'USD' },
      region: 'North America',
      country: 'United States',
      status: 'active',
      statusRaw: 'Active',
      owner: 'Maya',
      territory: 'NA',
      technologies: ['Snowflake', 'SAP'],
      parent: 'Acme Group',
    });
    expect(Account.parse(account)).toEqual(account);
  });

  it('leaves absent what is not there', async () => {
    const book = await load({ 'accounts.csv': `${HEADER}\n,Hollowpine,,,,n/a,-,,,,,,,,,\n` });
    const { accountId, ...rest } = only(book.accounts);
    expect(accountId).toMatch(/^acc_[0-9a-f]{12}$/);
    expect(Object.keys(rest).sort()).toEqual(['aliases', 'asOf', 'mode', 'name', 'source', 'technologies']);
    expect(book.status.problemCount).toBe(0);
  });

  it('keeps a status that is not canonical as it is written', async () => {
    const book = await load({ 'accounts.csv': 'name,status\nAcme,Customer\n' });
    expect(only(book.accounts)).toMatchObject({ statusRaw: 'Customer' });
    expect(only(book.accounts)).not.toHaveProperty('status');
  });

  it('makes the same id of the same domain, else of the same name', async () => {
    const idOf = async (text: string) => only((await load({ 'accounts.csv': text })).accounts).accountId;
    const byDomain = await idOf('name,domain\nAcme,acme.example\n');
    expect(await idOf('name,domain\nAcme Renamed,www.ACME.example\n')).toBe(byDomain);
    expect(await idOf('name\nACME\n')).toBe(await idOf('name\nacme\n'));
    expect(await idOf('name\nacme\n')).not.toBe(byDomain);
  });

  it('takes the currency of the profile where a row names none', async () => {
    const files = {
      'accounts.csv': 'name,annual_revenue\nAcme,5\n',
      'icp.yaml': 'annual_revenue: { currency: EUR }\n',
    };
    expect(only((await load(files)).accounts).annualRevenue).toEqual({ amount: 5, currency: 'EUR' });
    const plain = { 'accounts.csv': files['accounts.csv'] };
    expect(only((await load(plain)).accounts).annualRevenue).toEqual({ amount: 5, currency: 'USD' });
  });

  it('keeps strange column names as extra facts', async () => {
    const book = await load({ 'accounts.csv': 'name,__proto__,constructor,\nAcme,x,y,z\n' });
    expect(Object.entries(only(book.accounts).extra ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('takes control characters out', async () => {
    const book = await load({ 'accounts.csv': 'name\n"Ac\u0007me\n  Robotics "\n' });
    expect(only(book.accounts).name).toBe('Acme Robotics');
  });
});

describe('a bad row is passed over and reported with file, line and reason', () => {
  it.each([
    ['name,employee_count\n\nGood,5\n"Bad\nName",many\n', 4, 'employee_count: "many" is not a whole number'],
    ['name,employee_count\nGood,5\nBad,-3\n', 3, 'employee_count: "-3"'],
    ['name,employee_count\nGood,5\nBad,0\n', 3, 'employee_count: "0"'],
    ['name,employee_count\nGood,5\nBad,2.5\n', 3, 'employee_count'],
    ['name,employee_count\nGood,5\nBad,99999999\n', 3, 'employee_count'],
    ['name,annual_revenue\nGood,5\nBad,-5\n', 3, 'annual_revenue'],
    ['name,annual_revenue\nGood,5\nBad,1.5M\n', 3, 'annual_revenue: "1.5M" is not an amount'],
    ['name,annual_revenue\nGood,5\nBad,1e400\n', 3, 'annual_revenue'],
    ['name,domain\nGood,a.example\nBad,not a domain\n', 3, 'domain'],
    ['name,currency\nGood,USD\nBad,Dollars\n', 3, 'currency'],
    ['name,domain\nGood,a.example\n,b.example\n', 3, 'name: is missing'],
    ['name,domain\nGood,a.example\nBad\n', 3, 'has 1 fields where the header has 2'],
    ['name,domain\nGood,a.example\nBad,b.example,c\n', 3, 'has 3 fields where the header has 2'],
    ['name,domain\nGood,a.example\nBad,a.example\n', 3, 'is there twice'],
    [`name\nGood\n${'x'.repeat(201)}\n`, 3, 'name: is longer than 200 characters'],
  ])('%j', async (text, line, reason) => {
    const book = await load({ 'accounts.csv': text });
    expect(only(book.accounts).name).toBe('Good');
    expect(book.status).toMatchObject({ problemCount: 1, problems: [{ file: 'accounts.csv', line }] });
    expect(book.status.problems[0]?.reason).toContain(reason);
  });

  it('counts all, keeps the first hundred', async () => {
    const bad = Array.from({ length: 250 }, (_, index) => `Bad ${index},x`).join('\n');
    const { status } = await load({ 'accounts.csv': `name,employee_count\n${bad}\n` });
    expect(status.problemCount).toBe(250);
    expect(status.problems).toHaveLength(100);
    expect(status.problems.at(-1)?.line).toBe(101);
  });

  it('says nothing of rows without any text', async () => {
    const { status } = await load({ 'accounts.csv': 'name,domain\n,\n  ,\nAcme,\n\n' });
    expect(status).toMatchObject({ problemCount: 0, counts: { accounts: 1 } });
  });
});

describe('a bad file stops the start', () => {
  it.each([
    ['no header', '', 'RESOURCE_DATA', 'accounts.csv:1: the file is empty'],
    ['no name', 'domain\nacme.example\n', 'RESOURCE_DATA', 'accounts.csv:1: there is no column "name"'],
    ['semicolons', 'name;domain\nAcme;acme.example\n', 'RESOURCE_DATA', 'separated by ; instead of ,'],
    ['a column twice', 'name,Name\nAcme,Acme\n', 'RESOURCE_DATA', 'the column "name" is there twice'],
  ])('%s', async (_, text, code, message) => {
    const error = await loadError({ 'accounts.csv': text });
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.detail.hint).toBeTruthy();
  });

  it('no accounts.csv', async () => {
    const error = await loadError({ 'contacts.csv': 'account,full_name\n' });
    expect(error).toMatchObject({ code: 'SYSTEM_CONFIG', detail: { facts: { file: 'accounts.csv' } } });
  });
});
