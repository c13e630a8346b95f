import { describe, expect, it } from 'vitest';
import { load, loadError, only } from './book-folder.ts';

const EXPORT = {
  'firms.csv': 'account,sector,revenue,employees,office\nAcme,technolgy,1100.04,2822,Kenya\n',
  'deals.csv':
    'opportunity_id,sales_agent,account,deal_stage,engage_date,close_date,close_value\n' +
    'X1,Moses,Acme,Won,10/20/2016,3/1/2017,1054\nX2,Moses,,Engaging,1/2/2017,,\n',
};
const MAPPING = `
accounts:
  file: firms.csv
  columns:
    name: account
    industry: Sector
    annual_revenue: { column: revenue, multiply: 1000000 }
    employee_count: employees
opportunities:
  file: deals.csv
  columns: { account: account, owner: sales_agent, stage: deal_stage, created_at: engage_date, closed_at: close_date, amount: close_value }
  values: { stage: { won: closed_won, Engaging: qualification } }
  dates: M/D/YYYY
`;

describe('mapping.yaml', () => {
  it("maps a CRM's own export on the canonical columns", async () => {
    const book = await load({ ...EXPORT, 'mapping.yaml': MAPPING });
    expect(only(book.accounts)).toMatchObject({
      source: 'firms.csv',
      name: 'Acme',
      industry: 'technolgy',
      annualRevenue: { amount: 1_100_040_000, currency: 'USD' },
      employeeCount: 2822,
      extra: { office: 'Kenya' },
    });
    expect([...book.opportunities.values()]).toMatchObject([
      {
        opportunityId: 'X1',
        stage: 'closed_won',
        stageRaw: 'Won',
        createdAt: '2016-10-20',
        closedAt: '2017-03-01',
      },
      { opportunityId: 'X2', stage: 'qualification', stageRaw: 'Engaging', createdAt: '2017-01-02' },
    ]);
  });

  it('a column that is mapped elsewhere no longer counts under its own name', async () => {
    const { opportunities } = await load({ ...EXPORT, 'mapping.yaml': MAPPING });
    for (const opportunity of opportunities.values()) expect(opportunity).not.toHaveProperty('closeDate');
  });

  it('translates the stage before the end as the stage, unless it is given words of its own', async () => {
    const lastStage = async (values: string) => {
      const { opportunities } = await load({
        'accounts.csv': 'name\nAcme\n',
        'opportunities.csv': 'account,stage,left_from,came\nAcme,Lost,Engaging,01/05/2026\n',
        'mapping.yaml': `opportunities: { columns: { last_open_stage: left_from, proposal_at: came }, values: ${values}, dates: M/D/YYYY }\n`,
      });
      return only(opportunities);
    };
    const stages = 'Lost: closed_lost, Engaging: qualification';
    expect(await lastStage(`{ stage: { ${stages} } }`)).toMatchObject({
      stage: 'closed_lost',
      lastOpenStage: 'qualification',
      stageDates: { proposal: '2026-01-05' },
    });
    expect(
      await lastStage(`{ stage: { ${stages} }, last_open_stage: { Engaging: proposal } }`),
    ).toMatchObject({ lastOpenStage: 'proposal' });
  });

  it('translates other values too', async () => {
    const book = await load({
      'accounts.csv': 'name,status\nAcme,Customer\n',
      'opportunities.csv': 'account,stage,budget\nAcme,discovery,Confirmed\n',
      'mapping.yaml':
        'accounts: { values: { status: { customer: active } } }\nopportunities: { values: { budget: { Confirmed: yes } } }\n',
    });
    expect(only(book.accounts)).toMatchObject({ status: 'active', statusRaw: 'Customer' });
    expect(only(book.opportunities).criteria).toEqual({ budget: true });
  });
});

describe('a bad mapping stops the start', () => {
  const accounts = { 'accounts.csv': 'name,firm\nAcme,A\n' };

  it.each([
    ['# x\naccount: {}\n', 2, 'unknown key "account"'],
    ['accounts:\n  colums: {}\n', 2, 'unknown key "accounts.colums"'],
    ['accounts:\n  columns:\n    name: firm\n    nmae: firm\n', 4, 'unknown key "accounts.columns.nmae"'],
    [
      'accounts:\n  columns:\n    annual_revenue: { column: a, times: 2 }\n',
      3,
      'unknown key "accounts.columns.annual_revenue.times"',
    ],
    ['accounts:\n  columns:\n    name: { column: firm, multiply: 2 }\n', 3, 'name is not a number'],
    ['accounts:\n  columns:\n    annual_revenue: { column: firm, multiply: 0 }\n', 3, 'multiply'],
    ['accounts:\n  columns:\n    name: 5\n', 3, 'accounts.columns.name'],
    ['accounts:\n  file: ../secrets.csv\n', 2, 'name a .csv file in the folder itself'],
    ['opportunities:\n\n  dates: MM/DD/YY\n', 3, 'opportunities.dates'],
    ['opportunities:\n  values:\n    stage:\n      Won: won\n', 4, '"won" is none of discovery'],
    ['accounts: [\n', 2, 'mapping.yaml:'],
    ['', 1, 'the file is empty'],
    ['- a\n', 1, 'expected object'],
  ])('%j', async (text, line, reason) => {
    const error = await loadError({ ...accounts, 'mapping.yaml': text });
    expect(error.code).toBe('SYSTEM_CONFIG');
    expect(error.message).toContain(reason);
    expect(error.detail.facts).toEqual({ file: 'mapping.yaml', line });
  });

  it('names all problems at once', async () => {
    const error = await loadError({ ...accounts, 'mapping.yaml': 'accounts: { files: x }\nleads: {}\n' });
    expect(error.message).toContain('mapping.yaml:1: unknown key "accounts.files"');
    expect(error.message).toContain('mapping.yaml:2: unknown key "leads"');
  });

  it.each([
    [
      'accounts: { columns: { name: company } }\n',
      'mapping.yaml names the column "company", which is not here',
    ],
    ['accounts: { columns: { name: firm, owner: firm } }\n', 'two meanings'],
    ['contacts: { file: people.csv }\n', 'people.csv: there is no such file'],
  ])('%j', async (text, reason) => {
    expect((await loadError({ ...accounts, 'mapping.yaml': text })).message).toContain(reason);
  });
});

describe('icp.yaml', () => {
  const accounts = { 'accounts.csv': 'name\nAcme\n' };

  it('is the profile of the book', async () => {
    const { icp } = await load({
      ...accounts,
      'icp.yaml': 'industries: [Software]\nemployees: { min: 5 }\n',
    });
    expect(icp).toMatchObject({ industries: ['Software'], employees: { min: 5 }, exclude: { accounts: [] } });
    expect((await load(accounts)).icp).toBeNull();
  });

  it.each([
    ['regions: []\nindustry: [Software]\n', 2, 'unknown key "industry"'],
    ['employees:\n  min: 5\n  maximum: 9\n', 3, 'unknown key "employees.maximum"'],
    ['weights:\n  size: 1\n', 2, 'size'],
    ['industries:\n  - Software\n  - 5\n', 3, 'industries.1'],
    ['employees: { min: 9, max: 5 }\n', 1, 'min is above max'],
  ])('%j stops the start', async (text, line, reason) => {
    const error = await loadError({ ...accounts, 'icp.yaml': text });
    expect(error.code).toBe('SYSTEM_CONFIG');
    expect(error.message).toContain(reason);
    expect(error.detail.facts).toEqual({ file: 'icp.yaml', line });
  });
});
