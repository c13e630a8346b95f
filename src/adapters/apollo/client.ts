import type { z } from 'zod';
import { DAY, HOUR, isoDay, MINUTE } from '../../core/clock.ts';
import { checked } from '../http/checked.ts';
import type { VendorRequest } from '../http/exchange.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { moreThanRead } from '../more-than-read.ts';
import { orMissing } from '../or-missing.ts';
import { remembered, rememberedBy } from '../remembered.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import {
  accountOf,
  contactOf,
  domainOf,
  enrichedContactOf,
  idOf,
  isSame,
  opportunityOf,
  technologiesOf,
} from './map.ts';
import * as schema from './schema.ts';
import { hiringSignal, newsSignal, organizationSignals, reachableSignal } from './signals.ts';
import { stagesOf } from './stages.ts';

const TITLE = 'Apollo.io';
const PAGE = 100;
/** What lies behind this page is not shown to anybody. */
const LAST_PAGE = 500;
/** Deals cannot be asked for by account: all are read, up to so many pages. */
const DEAL_PAGES = 20;
/** Each page costs a credit: one of the size that Apollo shows at most. */
const JOBS = 10_000;
const ARTICLES = 25;
/** What was paid for is not paid for again on the same day. */
const PAID_MS = DAY;

type Capabilities =
  | 'accounts'
  | 'contacts'
  | 'opportunities'
  | 'signals'
  | 'company_enrichment'
  | 'contact_enrichment'
  | 'technologies';

/**
 * Asks version 1 of Apollo's interface. A page of companies, the record of a company, its jobs and its news
 * cost a credit each, and so does a person who is looked up; people who are only found, and deals, cost nothing.
 */
export function createApolloClient({
  send,
  clock,
  origin,
  stages: named,
}: ClientContext<'apollo'>): VendorClient<Capabilities> {
  const now = () => clock.now();
  const ask = async <S extends z.ZodType>(shape: S, request: VendorRequest): Promise<z.output<S>> =>
    checked(TITLE, shape, (await send(request)).body);
  const post = { method: 'POST', isIdempotent: true } as const;

  const organizations = async (
    account: AccountRef | undefined,
    page: number,
    signal: AbortSignal | undefined,
  ) => {
    const { id, domain, name } = account ?? {};
    const byDomain =
      domain === undefined
        ? { q_organization_name: name }
        : { [list('q_organization_domains_list')]: domain };
    const {
      organizations: found,
      accounts,
      pagination,
    } = await ask(schema.OrganizationPage, {
      ...post,
      url: 'mixed_companies/search',
      label: 'POST mixed_companies/search',
      query: { ...(id === undefined ? byDomain : { [list('organization_ids')]: id }), page, per_page: PAGE },
      signal,
    });
    const byId = new Map([...found, ...(accounts ?? [])].map((one) => [idOf(one), one]));
    const items = [...byId.values()].filter((one) => !account || id !== undefined || isSame(one, account));
    return { items, pages: pagination.total_pages };
  };

  const enriched = rememberedBy(PAID_MS, now, async (domain, signal) => {
    const { organization } = await ask(schema.Enriched, {
      url: 'organizations/enrich',
      label: 'GET organizations/enrich',
      query: { domain },
      signal,
    });
    return organization ? { organization, origin: origin() } : null;
  });

  /** All that Apollo knows of a company. It is asked for by the domain, which is looked for where it is not known. */
  const whole = async (account: AccountRef, signal: AbortSignal | undefined) => {
    if (account.domain !== undefined) return enriched(account.domain, signal);
    const { items } = await organizations(account, 1, signal);
    const domain = items.map(domainOf).find((found) => found !== undefined);
    return domain === undefined ? null : enriched(domain, signal);
  };

  const organizationId = async (account: AccountRef, signal: AbortSignal | undefined) => {
    if (account.id !== undefined) return account.id;
    const found = await whole(account, signal);
    return found && idOf(found.organization);
  };

  const people = (id: string, page: number, signal: AbortSignal | undefined) =>
    ask(schema.PeoplePage, {
      ...post,
      url: 'mixed_people/api_search',
      label: 'POST mixed_people/api_search',
      query: { [list('organization_ids')]: id, page, per_page: PAGE },
      signal,
    });

  const postings = rememberedBy(PAID_MS, now, async (id, signal) => {
    const url = `organizations/${encodeURIComponent(id)}/job_postings`;
    const query = { page: 1, per_page: JOBS };
    return ask(schema.Postings, { url, label: 'GET organizations/{id}/job_postings', query, signal });
  });

  const articles = rememberedBy(PAID_MS, now, async (key, signal) => {
    const [id = '', since] = key.split(' ');
    return ask(schema.Articles, {
      ...post,
      url: 'news_articles/search',
      label: 'POST news_articles/search',
      query: { [list('organization_ids')]: id, 'published_at[min]': since, page: 1, per_page: ARTICLES },
      signal,
    });
  });

  const stages = remembered(HOUR, now, async (signal) => {
    try {
      const url = 'opportunity_stages';
      const { opportunity_stages: all } = await ask(schema.DealStages, { url, label: `GET ${url}`, signal });
      return stagesOf(all, named);
    } catch (error) {
      // A key may read deals and not their stages: whether a deal is won or lost is still told.
      if (isVendorError(error, 'forbidden')) return stagesOf([], named);
      throw error;
    }
  });

  const deals = remembered(5 * MINUTE, now, async (signal) => {
    const all: schema.Deal[] = [];
    for (let page = 1; page <= DEAL_PAGES; page += 1) {
      const { opportunities, pagination } = await ask(schema.DealPage, {
        url: 'opportunities/search',
        label: 'GET opportunities/search',
        query: { page, per_page: PAGE },
        signal,
      });
      all.push(...opportunities);
      if (page >= pagination.total_pages) return { all, isCut: false, origin: origin() };
    }
    return { all, isCut: true, origin: origin() };
  });

  return {
    async accounts({ account, cursor, signal }) {
      const page = Number(cursor ?? 1);
      const { items, pages } = await organizations(account, page, signal);
      const hasMore = !account && page < pages;
      return {
        items: items.map((one) => accountOf(one, origin())),
        ...(hasMore && page < LAST_PAGE && { nextCursor: String(page + 1) }),
        ...(hasMore &&
          page >= LAST_PAGE && { warnings: [`${TITLE} shows the first 50,000 companies only.`] }),
      };
    },
    async companyEnrichment({ account, signal }) {
      if (account.domain === undefined) {
        const { items } = await organizations(account, 1, signal);
        return { items: items.map((one) => accountOf(one, origin())) };
      }
      const found = await enriched(account.domain, signal);
      return { items: found ? [accountOf(found.organization, found.origin)] : [] };
    },
    async technologies({ account, signal }) {
      const found = await whole(account, signal);
      return { items: found ? technologiesOf(found.organization) : [] };
    },
    async contacts({ account, cursor, signal }) {
      const id = await organizationId(account, signal);
      if (id === null) return NOTHING;
      const page = Number(cursor ?? 1);
      const { people: found, total_entries: total } = await people(id, page, signal);
      return {
        items: found.flatMap((person) => contactOf(person, id, origin()) ?? []),
        ...(page * PAGE < total && page < LAST_PAGE && { nextCursor: String(page + 1) }),
      };
    },
    async contactEnrichment({ email, fullName, account, signal }) {
      const known = { email, name: fullName, domain: account?.domain, organization_name: account?.name };
      if (email === undefined && (fullName === undefined || !(account?.domain ?? account?.name)))
        return {
          items: [],
          warnings: [`${TITLE} knows people by an e-mail address, or by name and company.`],
        };
      const { person } = await ask(schema.Matched, {
        ...post,
        url: 'people/match',
        label: 'POST people/match',
        query: { ...known, reveal_personal_emails: false, reveal_phone_number: false },
        signal,
      });
      const contact = person && enrichedContactOf(person, origin());
      return { items: contact ? [contact] : [] };
    },
    async opportunities({ account, signal }) {
      const [known, { all, isCut, origin: read }] = await Promise.all([stages(signal), deals(signal)]);
      const own = all.filter((deal) => !account || (deal.account && isSame(deal.account, account)));
      return {
        items: own.map((deal) => opportunityOf(deal, read, known)),
        ...(isCut && cut('deals', all)),
      };
    },
    async signals({ account, since, signal }) {
      const found = await whole(account, signal);
      if (!found) return NOTHING;
      const id = idOf(found.organization);
      const around = { organizationId: id, origin: found.origin, since, now: now() };
      const read = await Promise.all([
        orMissing(TITLE, 'the jobs of a company', async () => {
          const { organization_job_postings: jobs, pagination } = await postings(id, signal);
          const isCut = pagination ? pagination.total_pages > 1 : jobs.length >= JOBS;
          return { items: hiringSignal(jobs, around), ...(isCut && cut('jobs', jobs)) };
        }),
        orMissing(TITLE, 'news', async () => {
          const { news_articles: news, pagination } = await articles(`${id} ${isoDay(since)}`, signal);
          const items = news.flatMap((article) => newsSignal(article, around) ?? []);
          return { items, ...(pagination.total_pages > 1 && cut('news', news)) };
        }),
        orMissing(TITLE, 'people', async () => {
          const { people: found, total_entries: total } = await people(id, 1, signal);
          return { items: reachableSignal(found, around, found.length < total) };
        }),
      ]);
      return {
        items: [...organizationSignals(found.organization, around), ...read.flatMap(({ items }) => items)],
        warnings: read.flatMap(({ warnings = [] }) => warnings),
      };
    },
    async health(signal) {
      await send({ url: 'auth/health', label: 'GET auth/health', signal });
    },
  };
}

const NOTHING: Found<never> = { items: [] };

function cut(what: string, read: readonly unknown[]): Pick<Found<never>, 'warnings'> {
  return { warnings: [moreThanRead(TITLE, what, read.length)] };
}

/** The name of a parameter that may be there several times. */
function list(name: string): string {
  return `${name}[]`;
}
