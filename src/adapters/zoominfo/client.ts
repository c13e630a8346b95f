import type { z } from 'zod';
import { DAY, isoDay, SECOND } from '../../core/clock.ts';
import { checked } from '../http/checked.ts';
import type { Query } from '../http/destinations.ts';
import { VendorError } from '../http/vendor-error.ts';
import { moreThanRead } from '../more-than-read.ts';
import { orMissing } from '../or-missing.ts';
import { rememberedBy } from '../remembered.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { accountOf, contactOf, isSame, technologiesOf } from './map.ts';
import * as schema from './schema.ts';
import { type Around, intentSignal, newsSignal, scoopSignal } from './signals.ts';

const TITLE = 'ZoomInfo';
const PAGE = 100;
const LAST_PAGE = 100;
/** Of scoops and of news, each of which is counted as a record. */
const MOST_PAGES = 3;
/** Intent can be asked for so many days at once, and so many topics. */
const INTENT_DAYS = 90;
const MOST_TOPICS = 50;
/** What was charged is not asked for again on the same day. */
const PAID_MS = DAY;
/** So long what a search found stands for the questions that follow it. */
const SEARCHED_MS = 5 * SECOND;
const JSON_API = { accept: 'application/vnd.api+json', 'content-type': 'application/vnd.api+json' };

const COMPANY_FIELDS = [
  'id',
  'name',
  'website',
  'employeeCount',
  'employeeRange',
  'revenueRange',
  'primaryIndustry',
  'country',
  'state',
  'city',
];
const PERSON_FIELDS = [
  'id',
  'firstName',
  'lastName',
  'email',
  'phone',
  'jobTitle',
  'managementLevel',
  'companyId',
];

type Capabilities =
  | 'accounts'
  | 'contacts'
  | 'signals'
  | 'company_enrichment'
  | 'contact_enrichment'
  | 'technologies';

/**
 * Asks the GTM Data API. Searches are not charged: a company is searched for first, and only what is told of
 * the one that is meant is charged, once a day at most, and by ZoomInfo not again while it is under management.
 */
export function createZoominfoClient({
  settings,
  send,
  clock,
  origin,
}: ClientContext<'zoominfo'>): VendorClient<Capabilities> {
  const now = () => clock.now();
  const named = (settings.intent_topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
  const topics = named.slice(0, MOST_TOPICS);

  const ask = async <S extends z.ZodType>(
    shape: S,
    what: string,
    { type, attributes, query, signal }: Question,
  ): Promise<z.output<S>> => {
    const { body } = await send({
      method: 'POST',
      isIdempotent: true,
      url: `data/v1/${what}`,
      label: `POST ${what}`,
      headers: JSON_API,
      json: { data: { type, attributes } },
      ...(query && { query }),
      signal,
    });
    return checked(TITLE, shape, body);
  };

  const search = async ({ id, domain, name }: AccountRef, signal: AbortSignal | undefined) => {
    const byDomain = domain === undefined ? { companyName: name } : { companyWebsite: domain };
    const attributes = id === undefined ? byDomain : { companyId: id };
    const query = { 'page[number]': 1, 'page[size]': PAGE };
    const question = { type: 'CompanySearch', attributes, query, signal };
    const { data } = await ask(schema.CompaniesFound, 'companies/search', question);
    if (id !== undefined) return data.filter((one) => String(one.id) === id);
    return data.filter((one) => isSame(one.attributes, { domain, name }));
  };

  /** The one company that is meant; of several with the same web site, the one of the name. */
  const idFound = rememberedBy(SEARCHED_MS, now, async (key, signal): Promise<string | null> => {
    const [domain, name] = key.split('\n').map((part) => part || undefined);
    const account = { domain, name };
    const found = await search(account, signal);
    const named = found.filter((one) => isSame(one.attributes, { name: account.name }));
    const meant = found.length === 1 ? found : named;
    return meant.length === 1 ? String(meant[0]?.id) : null;
  });

  const idOf = async ({ id, domain, name }: AccountRef, signal: AbortSignal | undefined) =>
    id ?? (await idFound(`${domain ?? ''}\n${name ?? ''}`, signal));

  const company = rememberedBy(PAID_MS, now, async (id, signal) => {
    const attributes = { matchCompanyInput: [{ companyId: Number(id) }], outputFields: COMPANY_FIELDS };
    const { data } = await ask(schema.CompaniesEnriched, 'companies/enrich', {
      type: 'CompanyEnrich',
      attributes,
      signal,
    });
    return data.flatMap((one) => (one.attributes ? [accountOf(one.id, one.attributes, origin())] : []));
  });

  const technologies = rememberedBy(PAID_MS, now, async (id, signal) => {
    const attributes = { companyId: Number(id) };
    const question = { type: 'TechnologyEnrich', attributes, signal };
    const { data } = await ask(schema.TechnologiesFound, 'companies/technologies/enrich', question);
    return technologiesOf(data.map((one) => one.attributes));
  });

  /** All pages of one kind of news, up to a bound; and whether that cut something off. */
  const pages = async <T>(
    shape: z.ZodType<{
      data: T[];
      meta?: { page?: { total: number } | null | undefined } | null | undefined;
    }>,
    what: string,
    { query = {}, ...question }: Question,
  ) => {
    const all: T[] = [];
    let isCut = true;
    for (let page = 1; isCut && page <= MOST_PAGES; page += 1) {
      const paging = { ...query, 'page[number]': page, 'page[size]': PAGE };
      const { data, meta } = await ask(shape, what, { ...question, query: paging });
      all.push(...data);
      isCut = page < (meta?.page?.total ?? 1);
    }
    return { all, isCut, origin: origin() };
  };

  const scoops = rememberedBy(PAID_MS, now, (key, signal) => {
    const [id, publishedStartDate] = key.split(' ');
    const attributes = { companyId: id, publishedStartDate };
    const query = { sort: '-originalPublishedDate' };
    return pages(schema.ScoopsFound, 'scoops/enrich', { type: 'ScoopEnrich', attributes, query, signal });
  });
  const news = rememberedBy(PAID_MS, now, (key, signal) => {
    const [id, pageDateMin] = key.split(' ');
    const attributes = { companyId: Number(id), pageDateMin };
    return pages(schema.NewsFound, 'news/enrich', { type: 'NewsEnrich', attributes, signal });
  });
  const intent = rememberedBy(PAID_MS, now, (key, signal) => {
    const [companyId, signalStartDate] = key.split(' ');
    const attributes = { companyId, topics, signalStartDate };
    return pages(schema.IntentFound, 'intent/enrich', { type: 'IntentEnrich', attributes, signal });
  });

  return {
    async accounts({ account, signal }) {
      if (!account)
        throw new VendorError(TITLE, 'not_supported', { words: 'lists companies only by what they are' });
      const found = await search(account, signal);
      return { items: found.map((one) => accountOf(one.id, one.attributes, origin())) };
    },
    identify: ({ account, signal }) => idOf(account, signal),
    async companyEnrichment({ account, signal }) {
      const id = await idOf(account, signal);
      return { items: id === null ? [] : await company(id, signal) };
    },
    async technologies({ account, signal }) {
      const id = await idOf(account, signal);
      return { items: id === null ? [] : await technologies(id, signal) };
    },
    async contacts({ account, cursor, signal }) {
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const page = Number(cursor ?? 1);
      const query = { 'page[number]': page, 'page[size]': PAGE };
      const question = { type: 'ContactSearch', attributes: { companyId: id }, query, signal };
      const { data, meta } = await ask(schema.PeopleFound, 'contacts/search', question);
      const hasMore = page < (meta?.page?.total ?? 1) && page < LAST_PAGE;
      const about = { companyId: id, origin: origin() };
      return {
        items: data.flatMap((one) => contactOf(one.id, one.attributes, about) ?? []),
        ...(hasMore && { nextCursor: String(page + 1) }),
      };
    },
    async contactEnrichment({ email, fullName, account, signal }) {
      const companyName = account?.name;
      const input =
        email !== undefined
          ? { emailAddress: email }
          : fullName !== undefined && companyName !== undefined && { fullName, companyName };
      if (!input)
        return {
          items: [],
          warnings: ['ZoomInfo knows people by an e-mail address, or by name and company.'],
        };
      const attributes = { matchPersonInput: [input], outputFields: PERSON_FIELDS };
      const question = { type: 'ContactEnrich', attributes, signal };
      const { data } = await ask(schema.PeopleEnriched, 'contacts/enrich', question);
      const about = { origin: origin() };
      return {
        items: data.flatMap((one) => (one.attributes && contactOf(one.id, one.attributes, about)) ?? []),
      };
    },
    async signals({ account, since, signal }) {
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const around = (read: { origin: Around['origin'] }) => ({
        companyId: id,
        origin: read.origin,
        since,
        now: now(),
      });
      const key = `${id} ${isoDay(since)}`;
      const recently = new Date(Math.max(since.getTime(), now().getTime() - INTENT_DAYS * DAY));
      const parts = await Promise.all([
        orMissing(TITLE, 'scoops', async () => {
          const read = await scoops(key, signal);
          const items = read.all.flatMap((one) => scoopSignal(one.id, one.attributes, around(read)) ?? []);
          return { items, warnings: cutOf('scoops', read) };
        }),
        orMissing(TITLE, 'news', async () => {
          const read = await news(key, signal);
          const items = read.all.flatMap((one) => newsSignal(one.id, one.attributes, around(read)) ?? []);
          return { items, warnings: cutOf('news', read) };
        }),
        topics.length === 0
          ? { items: [], warnings: [NO_TOPICS] }
          : orMissing(TITLE, 'intent', async () => {
              const read = await intent(`${id} ${isoDay(recently)}`, signal);
              const items = read.all.flatMap((one) => intentSignal(one.attributes, around(read)) ?? []);
              const left = named.length > topics.length ? [TOO_MANY_TOPICS] : [];
              return { items, warnings: [...cutOf('signals of intent', read), ...left] };
            }),
      ]);
      return {
        items: parts.flatMap(({ items }) => items),
        warnings: parts.flatMap(({ warnings = [] }) => warnings),
      };
    },
    async health(signal) {
      await send({ url: 'data/v1/users/usage', label: 'GET users/usage', headers: ACCEPT, signal });
    },
  };
}

interface Question {
  readonly type: string;
  readonly attributes: object;
  readonly query?: Query;
  readonly signal: AbortSignal | undefined;
}

const ACCEPT = { accept: JSON_API.accept };
const NOTHING: Found<never> = { items: [] };
const NO_TOPICS = 'ZoomInfo tells intent only for topics that are named: set SALES_ZOOMINFO_INTENT_TOPICS.';
const TOO_MANY_TOPICS = `ZoomInfo tells intent for ${MOST_TOPICS} topics at most: the others of SALES_ZOOMINFO_INTENT_TOPICS are left out.`;

function cutOf(what: string, read: { readonly all: readonly unknown[]; readonly isCut: boolean }): string[] {
  return read.isCut ? [moreThanRead(TITLE, what, read.all.length)] : [];
}
