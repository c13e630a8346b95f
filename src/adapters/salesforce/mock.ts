import { DAY } from '../../core/clock.ts';
import type { Opportunity, Stage } from '../../core/records.ts';
import { createRoutes, type MockAnswer, type MockRequest, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';
import { type MockRecord, readQuery, type Tables } from './mock-query.ts';

/** Of the sales process that an organization begins with. */
const STAGES: Readonly<Record<Stage, readonly [label: string, probability: number]>> = {
  discovery: ['Prospecting', 10],
  qualification: ['Needs Analysis', 20],
  proposal: ['Proposal/Price Quote', 75],
  negotiation: ['Negotiation/Review', 90],
  closed_won: ['Closed Won', 100],
  closed_lost: ['Closed Lost', 0],
  unknown: ['On Hold', 5],
};

const TYPES: Readonly<Record<string, string>> = { active: 'Customer - Direct', churned: 'Former Customer' };

/** Salesforce, as its documentation describes it, about the sample companies. */
export function salesforceMock(world: MockWorld): MockRoutes {
  const { companies, now } = world;
  const deals = companies.flatMap((company) =>
    company.opportunities.map((deal) => dealOf(company, deal, now)),
  );
  const tables: Tables = {
    Account: companies.map(accountOf),
    Contact: companies.flatMap(contactsOf),
    Opportunity: deals,
    OpportunityHistory: deals.flatMap(historyOf),
    OpportunityStage: Object.entries(STAGES).map(stageOf),
    Task: deals.flatMap(taskOf),
    Event: [],
  };
  /** Rows that are left, by the end of the address under which they are asked for. */
  const left = new Map<string, readonly MockRecord[]>();

  const page = ({ path, query, headers }: MockRequest, records: readonly MockRecord[]): MockAnswer => {
    const size = Number(/batchSize=(\d{1,4})/.exec(headers['sforce-query-options'] ?? '')?.[1] ?? 2_000);
    const [shown, rest] = [records.slice(0, size), records.slice(size)];
    if (rest.length === 0) return { json: { totalSize: records.length, done: true, records: shown } };
    const locator = `01g${mockId('salesforce', 'query', path, String(query), String(rest.length))}-${size}`;
    left.set(locator, rest);
    const nextRecordsUrl = `${path.replace(/\/query.*$/, '/query')}/${locator}`;
    return { json: { totalSize: records.length, done: false, nextRecordsUrl, records: shown } };
  };

  return createRoutes([
    ['GET', '/services/data/:version/limits', () => ({ json: LIMITS })],
    [
      'GET',
      '/services/data/:version/query/:locator',
      (request) => {
        const records = left.get(request.params.locator ?? '');
        return records && page(request, records);
      },
    ],
    [
      'GET',
      '/services/data/:version/query',
      (request) => {
        try {
          return page(request, answerTo(request.query.get('q') ?? '', tables));
        } catch (error) {
          const message = error instanceof Error ? error.message : '';
          return { status: 400, json: [{ message, errorCode: 'MALFORMED_QUERY' }] };
        }
      },
    ],
  ]);
}

function answerTo(text: string, tables: Tables): readonly MockRecord[] {
  const { object, isMeant, groupBy, orderBy, limit } = readQuery(text);
  const found = (tables[object] ?? []).filter((record) => isMeant(record, tables));
  if (groupBy !== undefined) return grouped(found, groupBy);
  const { field = 'Id', isDescending = false } = orderBy ?? {};
  const sorted = found.toSorted((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1));
  return (isDescending ? sorted.reverse() : sorted).slice(0, limit);
}

function grouped(records: readonly MockRecord[], field: string): MockRecord[] {
  const counts = new Map<string, number>();
  for (const record of records)
    counts.set(String(record[field]), (counts.get(String(record[field])) ?? 0) + 1);
  const attributes = { type: 'AggregateResult' };
  return [...counts].map(([value, activities]) => ({ attributes, Id: value, [field]: value, activities }));
}

/** The letters in front of an id say what it is of; `AAA` is the check of 15 digits. */
const idOf = (prefix: string, ...parts: readonly string[]) =>
  `${prefix}${mockId('salesforce', prefix, ...parts).padStart(12, '0')}AAA`;

function recordOf(type: string, Id: string, fields: Readonly<Record<string, unknown>>): MockRecord {
  return { attributes: { type, url: `/services/data/v67.0/sobjects/${type}/${Id}` }, Id, ...fields };
}

const ownerOf = (name: string | undefined) =>
  name === undefined ? {} : { OwnerId: idOf('005', name), Owner: { Name: name } };
const accountIdOf = ({ account }: MockCompany) => idOf('001', account.accountId);
const day = (date: string | undefined) => date?.slice(0, 10) ?? null;
const moment = (date: string | undefined) =>
  date === undefined ? null : new Date(date).toISOString().replace('Z', '+0000');

function accountOf(company: MockCompany): MockRecord {
  const { account } = company;
  return recordOf('Account', accountIdOf(company), {
    Name: account.name,
    Website: account.domain ? `https://www.${account.domain}` : null,
    Industry: account.industry ?? null,
    NumberOfEmployees: account.employeeCount ?? null,
    AnnualRevenue: account.annualRevenue?.amount ?? null,
    CurrencyIsoCode: account.annualRevenue?.currency ?? 'USD',
    BillingCountry: account.country ?? null,
    Type: TYPES[account.status ?? ''] ?? 'Prospect',
    ...ownerOf(account.owner),
  });
}

function contactsOf(company: MockCompany): MockRecord[] {
  return company.contacts.map(({ contactId, fullName, title, email, phone, doNotContact }) =>
    recordOf('Contact', idOf('003', contactId), {
      AccountId: accountIdOf(company),
      Name: fullName,
      Title: title ?? null,
      Email: email ?? null,
      Phone: phone ?? null,
      HasOptedOutOfEmail: doNotContact === true,
      DoNotCall: false,
    }),
  );
}

function dealOf(company: MockCompany, deal: Opportunity, now: Date): MockRecord {
  const [StageName, Probability] = STAGES[deal.stage];
  return recordOf('Opportunity', idOf('006', deal.opportunityId), {
    AccountId: accountIdOf(company),
    Name: deal.name,
    StageName,
    Probability,
    Amount: deal.amount?.amount ?? null,
    CurrencyIsoCode: deal.amount?.currency ?? 'USD',
    CloseDate: day(deal.closedAt ?? deal.closeDate ?? new Date(now.getTime() + 90 * DAY).toISOString()),
    IsClosed: deal.stage === 'closed_won' || deal.stage === 'closed_lost',
    IsWon: deal.stage === 'closed_won',
    NextStep: deal.nextStep ?? null,
    CreatedDate: moment(deal.createdAt),
    LastStageChangeDate: moment(deal.stageChangedAt),
    LastActivityDate: day(deal.lastActivityAt),
    LastModifiedDate: moment(deal.lastActivityAt ?? deal.stageChangedAt),
    PushCount: 0,
    ...ownerOf(deal.owner),
  });
}

/** A row for how it began, and one for the stage in which it is. */
function historyOf(deal: MockRecord): MockRecord[] {
  const { AccountId, StageName, Amount, CloseDate, CreatedDate, LastStageChangeDate } = deal;
  const row = (name: unknown, at: unknown) =>
    recordOf('OpportunityHistory', idOf('008', deal.Id, String(name)), {
      OpportunityId: deal.Id,
      Opportunity: { AccountId },
      StageName: name,
      Amount,
      CloseDate,
      CreatedDate: at,
    });
  const isMoved = StageName !== 'Prospecting' && LastStageChangeDate !== null;
  return [
    ...(CreatedDate === null ? [] : [row('Prospecting', CreatedDate)]),
    ...(isMoved ? [row(StageName, LastStageChangeDate)] : []),
  ];
}

function stageOf([, [label, probability]]: [string, readonly [string, number]], index: number): MockRecord {
  return recordOf('OpportunityStage', idOf('01J', label), {
    ApiName: label,
    MasterLabel: label,
    IsActive: true,
    IsClosed: label.startsWith('Closed'),
    IsWon: label === 'Closed Won',
    SortOrder: index + 1,
    DefaultProbability: probability,
  });
}

function taskOf(deal: MockRecord): MockRecord[] {
  const { AccountId, LastActivityDate } = deal;
  if (LastActivityDate === null) return [];
  return [
    recordOf('Task', idOf('00T', deal.Id), { AccountId, IsClosed: true, ActivityDate: LastActivityDate }),
  ];
}

const LIMITS = {
  DailyApiRequests: { Max: 15_000, Remaining: 14_982 },
  DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
};
