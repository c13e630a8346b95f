import { LRUCache } from 'lru-cache';
import { HOUR, SECOND } from '../../core/clock.ts';
import { checked } from '../http/checked.ts';
import type { VendorRequest } from '../http/exchange.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { remembered, rememberedBy } from '../remembered.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { dealSignals } from './deal-signals.ts';
import { accountOf, contactOf, HISTORY, type HubspotObject, opportunityOf, PROPERTIES } from './map.ts';
import {
  HubspotAssociations,
  HubspotDetails,
  HubspotPage,
  HubspotPipelines,
  HubspotRecord,
} from './schema.ts';
import { stagesOf } from './stages.ts';

const TITLE = 'HubSpot';
const PAGE = 100;
/** Of the answers that wait to be taken. */
const MOST_FOUND = 100;

/** Asks HubSpot's CRM: companies by search, what belongs to them by association, in batches. */
export function createHubspotClient({
  settings,
  send,
  clock,
  origin,
  stages: named,
}: ClientContext<'hubspot'>): VendorClient<'accounts' | 'contacts' | 'opportunities' | 'signals'> {
  const version = settings.api_version;
  const isOld = version === 'v3';
  const objects = (object: HubspotObject) =>
    isOld ? `crm/v3/objects/${object}` : `crm/objects/${version}/${object}`;
  const associations = isOld ? 'crm/v4/associations' : `crm/associations/${version}`;

  const now = () => clock.now();
  const currency = remembered(HOUR, now, async (signal) => {
    try {
      const { body } = await send({ url: 'account-info/v3/details', label: 'GET details', signal });
      return checked(TITLE, HubspotDetails, body).companyCurrency ?? undefined;
    } catch (error) {
      // A token may read deals without being allowed to read the account: amounts then lack a currency.
      if (isVendorError(error, 'forbidden', 'not_found')) return undefined;
      throw error;
    }
  });
  const stages = remembered(HOUR, now, async (signal) => {
    const { body } = await send({ url: 'crm/v3/pipelines/deals', label: 'GET pipelines', signal });
    return stagesOf(checked(TITLE, HubspotPipelines, body), named);
  });

  const page = async (request: VendorRequest) => {
    const { results, paging } = checked(TITLE, HubspotPage, (await send(request)).body);
    return { results, nextCursor: paging?.next?.after };
  };

  const list = (object: HubspotObject, after: string | undefined, signal: AbortSignal | undefined) =>
    page({
      url: objects(object),
      label: `GET ${object}`,
      query: { limit: PAGE, after, properties: PROPERTIES[object].join(',') },
      signal,
    });

  const search = (
    property: string,
    value: string,
    after: string | undefined,
    signal: AbortSignal | undefined,
  ) =>
    page({
      method: 'POST',
      isIdempotent: true,
      bucket: 'search',
      url: `${objects('companies')}/search`,
      label: 'POST companies/search',
      json: {
        filterGroups: [{ filters: [{ propertyName: property, operator: 'EQ', value }] }],
        properties: PROPERTIES.companies,
        limit: PAGE,
        ...(after !== undefined && { after }),
      },
      signal,
    });

  type Companies = Awaited<ReturnType<typeof page>>;
  /** What was found for an id that was wanted, until the account itself is asked for right after. */
  const found = new LRUCache<string, Companies>({ max: MOST_FOUND, ttl: SECOND });
  const takeFound = (account: AccountRef): Companies | undefined => {
    const key = keyOf(account);
    const companies = found.get(key);
    found.delete(key);
    const { id } = account;
    return id === undefined || companies?.results.some((one) => one.id === id) ? companies : undefined;
  };

  const companies = async (
    { id, domain, name }: AccountRef,
    after: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Companies> => {
    if (id !== undefined) {
      const url = `${objects('companies')}/${encodeURIComponent(id)}`;
      const query = { properties: PROPERTIES.companies.join(',') };
      const answer = await orNothing(send({ url, label: 'GET companies/{id}', query, signal }));
      return { results: answer ? [checked(TITLE, HubspotRecord, answer.body)] : [], nextCursor: undefined };
    }
    if (domain !== undefined) return search('domain', domain, after, signal);
    return name === undefined ? list('companies', after, signal) : search('name', name, after, signal);
  };

  /** The contacts or deals of a company, one page of associations at a time. */
  const associated = async (
    companyId: string,
    object: 'contacts' | 'deals',
    after: string | undefined,
    signal: AbortSignal | undefined,
  ) => {
    const { body } = await send({
      method: 'POST',
      isIdempotent: true,
      url: `${associations}/companies/${object}/batch/read`,
      label: `POST associations companies/${object}`,
      json: { inputs: [{ id: companyId, ...(after !== undefined && { after }) }] },
      signal,
    });
    const [found] = checked(TITLE, HubspotAssociations, body).results;
    const ids = [...new Set((found?.to ?? []).map(({ toObjectId }) => String(toObjectId)))];
    const batches = Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, index) =>
      ids.slice(index * PAGE, (index + 1) * PAGE),
    );
    const records = await Promise.all(
      batches.map((batch) =>
        page({
          method: 'POST',
          isIdempotent: true,
          url: `${objects(object)}/batch/read`,
          label: `POST ${object}/batch/read`,
          json: {
            inputs: batch.map((id) => ({ id })),
            properties: PROPERTIES[object],
            ...(object === 'deals' && { propertiesWithHistory: HISTORY }),
          },
          signal,
        }),
      ),
    );
    return { results: records.flatMap(({ results }) => results), nextCursor: found?.paging?.next?.after };
  };

  /** The id of the company that is meant; null when HubSpot does not have it. */
  const companyId = async (account: AccountRef, signal: AbortSignal | undefined): Promise<string | null> => {
    if (account.id !== undefined) return account.id;
    const { results } = await companies(account, undefined, signal);
    return results[0]?.id ?? null;
  };

  /** A page of a company's deals, which the questions about deals and about signals both need. */
  const dealPage = rememberedBy(SECOND, now, (key, signal) => {
    const [id, after] = JSON.parse(key) as [string, string?];
    return associated(id, 'deals', after, signal);
  });

  const deals = async (account: AccountRef, after: string | undefined, signal: AbortSignal | undefined) => {
    const id = await companyId(account, signal);
    if (id === null) return null;
    const key = JSON.stringify(after === undefined ? [id] : [id, after]);
    return { id, ...(await dealPage(key, signal)) };
  };

  return {
    async identify({ account, signal }) {
      if (account.id !== undefined) return account.id;
      if (account.domain === undefined && account.name === undefined) return null;
      // Wanted right after; whoever asks for the account hears of its failure.
      currency(signal).catch(() => undefined);
      const read = await companies(account, undefined, signal);
      found.set(keyOf(account), read);
      const [first, ...others] = read.results;
      return first && others.length === 0 ? first.id : null;
    },
    async accounts({ account = {}, cursor, signal }) {
      const known = cursor === undefined ? takeFound(account) : undefined;
      const [read, money] = await Promise.all([
        known ?? companies(account, cursor, signal),
        currency(signal),
      ]);
      return {
        items: read.results.map((record) => accountOf(record, origin(), money)),
        nextCursor: read.nextCursor,
      };
    },
    async contacts({ account, cursor, signal }) {
      const id = await companyId(account, signal);
      if (id === null) return NOTHING;
      const { results, nextCursor } = await associated(id, 'contacts', cursor, signal);
      return { items: results.flatMap((record) => contactOf(record, origin(), id) ?? []), nextCursor };
    },
    async opportunities({ account, cursor, signal }) {
      const read = account ? deals(account, cursor, signal) : list('deals', cursor, signal);
      const [found, known, money] = await Promise.all([read, stages(signal), currency(signal)]);
      if (found === null) return NOTHING;
      const about = { stages: known, currency: money, companyId: 'id' in found ? found.id : undefined };
      const items = found.results.map((record) => opportunityOf(record, origin(), about));
      return { items, nextCursor: found.nextCursor };
    },
    async signals({ account, since, cursor, signal }) {
      const [found, known] = await Promise.all([deals(account, cursor, signal), stages(signal)]);
      if (found === null) return NOTHING;
      const around = { origin: origin(), companyId: found.id, stages: known, since, now: now() };
      const items = found.results.flatMap((deal) => dealSignals(deal, around));
      return { items, nextCursor: found.nextCursor };
    },
    async health(signal) {
      const { body } = await send({ url: 'account-info/v3/details', label: 'GET details', signal });
      checked(TITLE, HubspotDetails, body);
    },
  };
}

const NOTHING: Found<never> = { items: [] };

const keyOf = ({ domain, name }: AccountRef): string =>
  JSON.stringify(domain === undefined ? { name } : { domain });

/** Null in place of "there is no such thing". */
async function orNothing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isVendorError(error, 'not_found')) return null;
    throw error;
  }
}
