import { describe, expect, it } from 'vitest';
import { Contact, Opportunity, Rep, SignalRecord } from '../../../../src/core/records.ts';
import { load, only } from './book-folder.ts';

const ACCOUNTS =
  'account_id,name,domain,aliases\nacc_1,Acme Robotics,acme.example,Acme;AR\nacc_2,Twin,,\nacc_3,twin,,\n';
const ORIGIN = { mode: 'local', asOf: '2026-11-22T10:00:00.000Z' };

const withFile = (name: string, text: string) => load({ 'accounts.csv': ACCOUNTS, [name]: text });

describe('opportunities.csv', () => {
  it('gives every column its canonical field', async () => {
    const { opportunities } = await withFile(
      'opportunities.csv',
      'opportunity_id,account,name,stage,amount,currency,owner,product,created_at,stage_changed_at,last_activity_at,close_date,closed_at,next_step,budget,authority,need,champion,Competitor\n' +
        'opp_1,acme,Three plants,Closed Won,1200.50,eur,Maya,Floor,2026-01-02,2026-02-03T10:00:00Z,2026-03-04,2026-04-05,2026-04-06,"Call, then sign",YES,no,,Yes,Rival\n',
    );
    const opportunity = only(opportunities);
    expect(opportunity).toEqual({
      ...ORIGIN,
      source: 'opportunities.csv',
      extra: { Competitor: 'Rival' },
      opportunityId: 'opp_1',
      accountId: 'acc_1',
      name: 'Three plants',
      stage: 'closed_won',
      stageRaw: 'Closed Won',
      amount: { amount: 1200.5, currency: 'EUR' },
      owner: 'Maya',
      product: 'Floor',
      createdAt: '2026-01-02',
      stageChangedAt: '2026-02-03T10:00:00.000Z',
      lastActivityAt: '2026-03-04',
      closeDate: '2026-04-05',
      closedAt: '2026-04-06',
      nextStep: 'Call, then sign',
      criteria: { budget: true, authority: false, champion: true },
    });
    expect(Opportunity.parse(opportunity)).toEqual(opportunity);
  });

  it('keeps the way of a deal through its stages, and reports a last stage that is none', async () => {
    const book = await withFile(
      'opportunities.csv',
      'opportunity_id,account,stage,last_open_stage,discovery_at,proposal_at,closed_at\n' +
        'a,Acme,closed_lost,Proposal,2026-01-02,2026-02-03,2026-03-04\nb,Acme,closed_won,,,,\nc,Acme,closed_lost,Closed Lost,,,\n',
    );
    const [a, b, c] = [...book.opportunities.values()];
    expect(a).toMatchObject({
      lastOpenStage: 'proposal',
      stageDates: { discovery: '2026-01-02', proposal: '2026-02-03' },
    });
    for (const deal of [b, c]) {
      expect(deal).not.toHaveProperty('lastOpenStage');
      expect(deal).not.toHaveProperty('stageDates');
    }
    expect(Opportunity.parse(a)).toEqual(a);
    expect(book.status.problems).toMatchObject([
      {
        file: 'opportunities.csv',
        line: 4,
        reason: 'last_open_stage: "Closed Lost" is no open stage; taken as unknown',
      },
    ]);
  });

  it('takes a stage it does not know as unknown, with the text', async () => {
    const { opportunities } = await withFile(
      'opportunities.csv',
      'account,name,stage\nAcme,A,On hold\nAcme,B,\n',
    );
    expect([...opportunities.values()].map(({ stage, stageRaw }) => [stage, stageRaw])).toEqual([
      ['unknown', 'On hold'],
      ['unknown', undefined],
    ]);
  });

  it('reports a fact that is neither yes, no nor empty, and keeps it unknown', async () => {
    const book = await withFile('opportunities.csv', 'account,stage,budget,need\nAcme,proposal,maybe,yes\n');
    expect(only(book.opportunities).criteria).toEqual({ need: true });
    expect(book.status.problems).toEqual([
      {
        file: 'opportunities.csv',
        line: 2,
        reason: expect.stringContaining('budget: "maybe" is not yes, no or empty'),
      },
    ]);
  });

  it('keeps one without account; one of an unknown account without it, reported', async () => {
    const book = await withFile(
      'opportunities.csv',
      'opportunity_id,account,stage\na,,discovery\nb,Nobody,discovery\nc,TWIN,discovery\n',
    );
    expect([...book.opportunities.values()].map(({ accountId, extra }) => [accountId, extra])).toEqual([
      [undefined, undefined],
      [undefined, { account: 'Nobody' }],
      [undefined, { account: 'TWIN' }],
    ]);
    expect(book.status.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the account "Nobody" is not in the book; kept without account'],
      [4, 'the account "TWIN" is 2 accounts; name it by its id; kept without account'],
    ]);
  });

  it.each(['acc_1', 'ACC_1', 'acme.example', ' acme  ROBOTICS ', 'AcmeRobotics', 'ar'])(
    'finds its account by %s',
    async (reference) => {
      const { opportunities } = await withFile(
        'opportunities.csv',
        `account,stage\n${reference},discovery\n`,
      );
      expect(only(opportunities).accountId).toBe('acc_1');
    },
  );

  it('names one without a name after its product, else its id', async () => {
    const { opportunities } = await withFile(
      'opportunities.csv',
      'opportunity_id,account,stage,product\nx1,Acme,discovery,Floor\nx2,Acme,discovery,\n',
    );
    expect([...opportunities.values()].map(({ name }) => name)).toEqual(['Floor (x1)', 'x2']);
  });

  it('makes ids that do not change with the stage', async () => {
    const idOf = async (stage: string) =>
      only((await withFile('opportunities.csv', `account,name,stage\nAcme,Deal,${stage}\n`)).opportunities)
        .opportunityId;
    expect(await idOf('proposal')).toBe(await idOf('negotiation'));
    expect(await idOf('proposal')).toMatch(/^opp_[0-9a-f]{12}$/);
  });

  it.each([
    ['amount', '-1', /amount/],
    ['close_date', 'soon', /close_date: "soon" is not a date/],
    ['close_date', 'today+3d', /close_date/],
    ['currency', '$', /currency/],
  ])('passes over a row whose %s is %s', async (column, value, reason) => {
    const book = await withFile('opportunities.csv', `account,stage,${column}\nAcme,discovery,${value}\n`);
    expect(book.opportunities.size).toBe(0);
    expect(book.status.problems[0]).toMatchObject({ file: 'opportunities.csv', line: 2 });
    expect(book.status.problems[0]?.reason).toMatch(reason);
  });

  it('passes over the second row of an id', async () => {
    const book = await withFile(
      'opportunities.csv',
      'opportunity_id,account,stage\na,Acme,proposal\na,Acme,discovery\n',
    );
    expect(only(book.opportunities).stage).toBe('proposal');
    expect(book.status.problems[0]?.reason).toContain('is there twice');
  });
});

describe('contacts.csv', () => {
  it('gives every column its canonical field', async () => {
    const { contacts } = await withFile(
      'contacts.csv',
      'contact_id,account,full_name,title,email,phone,timezone,do_not_contact,role\ncon_1,AR,Jordan  Avery,VP,jordan@acme.example,+1 202 555 0100,Europe/Berlin,yes,champion\n',
    );
    const contact = only(contacts);
    expect(contact).toEqual({
      ...ORIGIN,
      source: 'contacts.csv',
      extra: { role: 'champion' },
      contactId: 'con_1',
      accountId: 'acc_1',
      fullName: 'Jordan Avery',
      title: 'VP',
      email: 'jordan@acme.example',
      phone: '+1 202 555 0100',
      timezone: 'Europe/Berlin',
      doNotContact: true,
    });
    expect(Contact.parse(contact)).toEqual(contact);
  });

  it('does not say whether a contact may be contacted where the file does not', async () => {
    const { contacts } = await withFile(
      'contacts.csv',
      'account,full_name,do_not_contact\nAR,A,no\nAR,B,\nAR,C,TRUE\n',
    );
    expect([...contacts.values()].map(({ doNotContact }) => doNotContact)).toEqual([false, undefined, true]);
  });

  it.each([
    ['account,full_name\nNobody,A\n', 'the account "Nobody" is not in the book'],
    ['account,full_name\nTwin,A\n', 'is 2 accounts'],
    ['account,full_name\n,A\n', 'account: is missing'],
    ['account,full_name\nAcme,\n', 'full_name: is missing'],
    ['account,full_name,email\nAcme,A,jordan at acme\n', 'email'],
    ['account,full_name,email\nAcme,A,"a@acme.example, b@acme.example"\n', 'email'],
    ['account,full_name,timezone\nAcme,A,Central\n', 'timezone'],
    ['account,full_name,do_not_contact\nAcme,A,perhaps\n', 'do_not_contact'],
  ])('passes over %j', async (text, reason) => {
    const book = await withFile('contacts.csv', text);
    expect(book.contacts.size).toBe(0);
    expect(book.status.problems[0]?.reason).toContain(reason);
  });
});

describe('signals.csv', () => {
  it('gives every column its canonical field', async () => {
    const { signals } = await withFile(
      'signals.csv',
      'account,type,occurred_at,title,source,confidence,url\nAcme,Funding Event,2026-11-01,Raises 60 million,Plant Weekly,0.9,https://news.example/a\n',
    );
    const signal = only(signals);
    expect(signal).toEqual({
      ...ORIGIN,
      source: 'signals.csv',
      signalId: expect.stringMatching(/^sig_[0-9a-f]{12}$/),
      accountId: 'acc_1',
      type: 'funding_event',
      occurredAt: '2026-11-01',
      title: 'Raises 60 million',
      reportedBy: 'Plant Weekly',
      confidence: 0.9,
      url: 'https://news.example/a',
    });
    expect(SignalRecord.parse(signal)).toEqual(signal);
  });

  it('titles one without title after its type', async () => {
    const { signals } = await withFile('signals.csv', 'account,type\nAcme,hiring_spree\n');
    expect(only(signals)).toMatchObject({ title: 'hiring spree' });
    expect(only(signals)).not.toHaveProperty('confidence');
  });

  it.each([
    ['account,type\nNobody,ipo\n', 'not in the book'],
    ['account,type\nAcme,\n', 'type: is missing'],
    ['account,type,confidence\nAcme,ipo,90\n', 'confidence: "90" is not a number from 0 to 1'],
    ['account,type,url\nAcme,ipo,javascript:alert(1)\n', 'url'],
  ])('passes over %j', async (text, reason) => {
    const book = await withFile('signals.csv', text);
    expect(book.signals.size).toBe(0);
    expect(book.status.problems[0]?.reason).toContain(reason);
  });
});

it('reps.csv gives every column its canonical field', async () => {
  const { reps } = await withFile(
    'reps.csv',
    'name,territory,region,capacity,manager\nMaya,NA East,North America,12,Ruth\n',
  );
  const rep = only(reps);
  expect(rep).toEqual({
    ...ORIGIN,
    source: 'reps.csv',
    repId: expect.stringMatching(/^rep_[0-9a-f]{12}$/),
    name: 'Maya',
    territory: 'NA East',
    region: 'North America',
    capacity: 12,
    manager: 'Ruth',
  });
  expect(Rep.parse(rep)).toEqual(rep);
});
