import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Technology, VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { accountOf, contactOf, isSame, technologiesOf } from '../../../../src/adapters/zoominfo/map.ts';
import type { Intent, Scoop } from '../../../../src/adapters/zoominfo/schema.ts';
import { intentSignal, newsSignal, scoopSignal } from '../../../../src/adapters/zoominfo/signals.ts';
import { Contact, SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'ZoomInfo', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const around = {
  companyId: '7',
  origin,
  since: new Date('2026-01-01T00:00:00.000Z'),
  now: new Date('2026-11-22T09:00:00.000Z'),
};

describe('a company', () => {
  it('becomes an account, worked out by hand; the revenue stays a range', () => {
    const company = {
      name: ' Acme  Robotics',
      website: 'www.Acme.example',
      employeeCount: 1850,
      employeeRange: '1,000 - 5,000',
      revenueRange: '$250 mil. - $500 mil.',
      primaryIndustry: ['Manufacturing', 'Robotics'],
      country: 'United States',
      state: 'Ohio',
      city: 'Dayton',
    };
    expect(accountOf('7', company, origin)).toEqual({
      ...origin,
      accountId: 'zoominfo:7',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Manufacturing',
      employeeCount: 1850,
      country: 'United States',
      technologies: [],
      extra: { city: 'Dayton', state: 'Ohio', revenue_range: '$250 mil. - $500 mil.' },
      observed: { employeeCount: 1850 },
    });
  });

  it('of which little is known stays unknown', () => {
    expect(accountOf(8, { employeeCount: 0, employeeRange: '1 - 5', primaryIndustry: [] }, origin)).toEqual({
      ...origin,
      accountId: 'zoominfo:8',
      name: 'Company 8',
      aliases: [],
      technologies: [],
      extra: { employee_range: '1 - 5' },
    });
  });

  it.each([
    [{ domain: 'acme.example', name: 'Other' }, true],
    [{ domain: 'acme.test', name: 'Acme' }, false],
    [{ name: 'ACME ' }, true],
    [{ name: 'Acm' }, false],
    [{}, false],
  ])('is the one of %j: %s', (ref, expected) => {
    expect(isSame({ name: 'Acme', website: 'https://www.acme.example/x' }, ref)).toBe(expected);
  });

  it('uses each product once, with all its categories', () => {
    const found = [
      { product: 'Jupyter', category: 'File Sharing' },
      { product: ' ', category: 'Nothing' },
      { product: 'Jupyter', category: 'Data Science' },
      { product: 'SAP' },
    ];
    expect(technologiesOf(found)).toEqual([
      { name: 'Jupyter', categories: ['File Sharing', 'Data Science'] },
      { name: 'SAP', categories: [] },
    ]);
  });
});

describe('a person', () => {
  const person = { firstName: 'Priya', lastName: 'Raman', jobTitle: 'CFO', managementLevel: ['C-Level'] };

  it('becomes a contact, worked out by hand', () => {
    const told = { ...person, email: 'priya@acme.example', phone: '(202) 555-0114', company: { id: 7 } };
    expect(contactOf('p1', told, { origin })).toEqual({
      ...origin,
      contactId: 'zoominfo:p1',
      accountId: 'zoominfo:7',
      fullName: 'Priya Raman',
      title: 'CFO',
      email: 'priya@acme.example',
      phone: '(202) 555-0114',
      extra: { seniority: 'C-Level' },
    });
  });

  it('that must not be called is not given the number; an address may still be written to', () => {
    const told = {
      ...person,
      phone: '(202) 555-0114',
      directPhoneDoNotCall: true,
      mobilePhoneDoNotCall: true,
    };
    const contact = contactOf('p1', told, { companyId: '7', origin });
    expect(contact).not.toHaveProperty('phone');
    expect(contact).not.toHaveProperty('doNotContact');
    expect(contact?.extra).toEqual({ seniority: 'C-Level', do_not_call: 'direct phone, mobile phone' });
  });

  it('without a name or a company is none', () => {
    expect(contactOf('p1', person, { origin })).toBeNull();
    expect(contactOf('p1', { firstName: ' ', lastName: null }, { companyId: 7, origin })).toBeNull();
  });
});

describe('a scoop', () => {
  const scoop = (over: Partial<Scoop>) =>
    scoopSignal(
      's1',
      { description: 'Something happened', publishedDate: '2026-10-01T00:00:00Z', ...over },
      around,
    );

  it.each([
    [['Layoffs'], [], 'layoffs'],
    [['Funding'], [], 'funding_event'],
    [['Mergers & Acquisitions'], [], 'acquisition'],
    [['IPO'], [], 'ipo'],
    [['Partnership'], [], 'partnership_announcement'],
    [['Facilities Relocation / Expansion'], [], 'expansion'],
    [['Hiring Plans'], [], 'hiring_spree'],
    [['Open Position'], [], 'company_news'],
    [['New Hire'], [], 'leadership_change'],
    [['Executive Move'], [], 'leadership_change'],
    [['Product Launch'], [], 'product_launch'],
    [['Award'], [], 'company_news'],
    [['Earnings'], ['Funding'], 'funding_event'],
    [['New Hire'], ['Funding'], 'leadership_change'],
    [[], [], 'company_news'],
  ])('of %j about %j is %s', (types, topics, expected) => {
    const told = { types: types.map((type) => ({ type })), topics: topics.map((topic) => ({ topic })) };
    expect(scoop(told)?.type).toBe(expected);
  });

  it('is dated by its first publication, and keeps what the vendor calls it', () => {
    const told = scoop({ originalPublishedDate: '2026-09-01', types: [{ type: 'Award' }], link: 'ftp://x' });
    expect(told).toEqual({
      ...origin,
      signalId: 'zoominfo:7:scoop:s1:2026-09-01',
      accountId: 'zoominfo:7',
      type: 'company_news',
      occurredAt: '2026-09-01T00:00:00.000Z',
      title: 'Something happened',
      confidence: 0.8,
      extra: { source_type: 'Award' },
    });
  });

  it('without a day or words, or out of the window, is none', () => {
    expect(scoop({ publishedDate: null })).toBeNull();
    expect(scoop({ description: ' ' })).toBeNull();
    expect(scoop({ publishedDate: '2025-12-31' })).toBeNull();
    expect(scoop({ publishedDate: '2026-12-31' })).toBeNull();
  });
});

describe('an article', () => {
  const type = (...categories: string[]) =>
    newsSignal('n1', { title: 'News', pageDate: '2026-10-01', categories }, around)?.type;

  it('is of the kind that its category names', () => {
    expect(type('FUNDING')).toBe('funding_event');
    expect(type('GENERAL_NEWS', 'PRODUCT')).toBe('product_launch');
    expect(type('MERGER_OR_ACQUISTION')).toBe('acquisition');
    expect(type('PERSON')).toBe('company_news');
    expect(type('constructor')).toBe('company_news');
    expect(type()).toBe('company_news');
  });

  it('names who reported it', () => {
    const article = {
      title: 'News',
      pageDate: '2026-10-01',
      domain: 'news.example',
      url: 'https://news.example/1',
    };
    expect(newsSignal('n1', article, around)).toMatchObject({
      reportedBy: 'news.example',
      url: 'https://news.example/1',
    });
  });
});

describe('intent', () => {
  const intent = (over: Partial<Intent>) =>
    intentSignal({ topic: 'Node.js', signalScore: 97, signalDate: '2026-11-01T10:00:00Z', ...over }, around);

  it('is one event a topic, as sure as its score', () => {
    expect(intent({ audienceStrength: 'B', category: 'Development' })).toEqual({
      ...origin,
      signalId: 'zoominfo:7:intent:Node.js:2026-11-01',
      accountId: 'zoominfo:7',
      type: 'intent_topic',
      key: 'Node.js',
      occurredAt: '2026-11-01T10:00:00.000Z',
      title: 'Reads about Node.js more than usual (score 97, audience B)',
      confidence: 0.97,
      extra: { category: 'Development' },
    });
  });

  it('without a topic, or with an impossible score, is none', () => {
    expect(intent({ topic: null })).toBeNull();
    expect(intent({ signalScore: 101 })).toBeNull();
    expect(intent({ signalScore: null })).toBeNull();
  });
});

describe('whatever ZoomInfo says', () => {
  const text = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('2026-10-01', 'acme.example', '🚀', 'Funding')),
  );
  const number = fc.option(fc.double());
  const id = fc.oneof(fc.string({ minLength: 1 }), fc.integer());

  it('becomes records of the canonical shape, or none', () => {
    const company = fc.record({
      name: text,
      website: text,
      employeeCount: number,
      revenueRange: text,
      primaryIndustry: fc.oneof(text, fc.array(fc.string())),
      country: text,
    });
    const person = fc.record({
      firstName: text,
      lastName: text,
      jobTitle: text,
      email: text,
      phone: text,
      managementLevel: fc.oneof(text, fc.array(fc.string())),
      directPhoneDoNotCall: fc.option(fc.boolean()),
      company: fc.option(fc.record({ id: fc.option(id) })),
    });
    const scoop = fc.record({
      description: text,
      originalPublishedDate: text,
      publishedDate: text,
      link: text,
      types: fc.option(fc.array(fc.record({ type: text }))),
      topics: fc.option(fc.array(fc.record({ topic: text }))),
    });
    const article = fc.record({
      title: text,
      url: text,
      domain: text,
      pageDate: text,
      categories: fc.option(fc.array(fc.string())),
    });
    const intent = fc.record({
      topic: text,
      category: text,
      signalScore: number,
      audienceStrength: text,
      signalDate: text,
    });
    const products = fc.array(fc.record({ product: text, category: text }));
    fc.assert(
      fc.property(id, company, person, scoop, article, intent, products, (key, one, somebody, ...news) => {
        expect(VendorAccount.safeParse(accountOf(key, one, origin)).error).toBeUndefined();
        const contact = contactOf(key, somebody, { companyId: 7, origin });
        if (contact) expect(Contact.safeParse(contact).error).toBeUndefined();
        const [aScoop, anArticle, anIntent, used] = news;
        const told = [
          scoopSignal(key, aScoop, around),
          newsSignal(key, anArticle, around),
          intentSignal(anIntent, around),
        ];
        for (const signal of told) if (signal) expect(SignalRecord.safeParse(signal).error).toBeUndefined();
        for (const technology of technologiesOf(used))
          expect(Technology.safeParse(technology).error).toBeUndefined();
      }),
    );
  });
});
