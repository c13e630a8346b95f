import type { z } from 'zod';
import { HOUR, SECOND } from '../../core/clock.ts';
import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import type { Query } from '../http/destinations.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { moreThanFirstPage } from '../more-than-read.ts';
import { remembered, rememberedBy } from '../remembered.ts';
import type { AccountRef, ClientContext, Found as FoundPage, VendorClient } from '../vendor.ts';
import { accountOf, contactOf, opportunityOf } from './map.ts';
import { Activity, Deal, Found, Organization, oneOf, Person, PipedriveStage, pageOf } from './schema.ts';
import { activitySignals, dealSignals } from './signals.ts';
import { stagesOf } from './stages.ts';

const TITLE = 'Pipedrive';
/** A search costs forty times a single record, a page twenty times: few and large ones. */
const PAGE = 500;
const MOST_FOUND = 20;
/** So long what a search found stands for the questions that follow it. */
const SEARCHED_MS = 5 * SECOND;

/** Asks version 2 of Pipedrive's interface: organizations by name, what belongs to them by their id. */
export function createPipedriveClient({
  send,
  clock,
  origin,
  stages: stageNames,
}: ClientContext<'pipedrive'>): VendorClient<'accounts' | 'contacts' | 'opportunities' | 'signals'> {
  const page = async <S extends z.ZodType>(
    what: string,
    item: S,
    query: Query,
    signal: AbortSignal | undefined,
  ) => {
    const { body } = await send({
      url: what,
      label: `GET ${what}`,
      query: { limit: PAGE, ...query },
      signal,
    });
    const { data, additional_data: more } = checked(TITLE, pageOf(item), body);
    return { items: (data ?? []) as z.output<S>[], nextCursor: more?.next_cursor ?? undefined };
  };

  const stages = remembered(
    HOUR,
    () => clock.now(),
    async (signal) => stagesOf((await page('stages', PipedriveStage, {}, signal)).items, stageNames),
  );

  /** The first page of an organization's deals, which the questions about deals and about signals both need. */
  const deals = rememberedBy(
    SECOND,
    () => clock.now(),
    (id, signal) => page('deals', Deal, { org_id: id }, signal),
  );

  const byId = async (id: string, signal: AbortSignal | undefined): Promise<Organization[]> => {
    try {
      const url = `organizations/${encodeURIComponent(id)}`;
      const { body } = await send({ url, label: 'GET organizations/{id}', signal });
      return [checked(TITLE, oneOf(Organization), body).data];
    } catch (error) {
      if (isVendorError(error, 'not_found')) return [];
      throw error;
    }
  };

  /** The ids of what is called so, or nearly so: who asks for the account has asked for its id just before. */
  const named = rememberedBy(
    SEARCHED_MS,
    () => clock.now(),
    async (key, signal) => {
      const [isExact, term] = [key.startsWith('='), key.slice(1)];
      const { body } = await send({
        url: 'organizations/search',
        label: 'GET organizations/search',
        query: { term, fields: 'name', exact_match: isExact, limit: MOST_FOUND },
        signal,
      });
      return checked(TITLE, Found, body).data.items.map(({ item }) => item.id);
    },
  );

  /** Names are all that can be searched for. */
  const candidates = async ({ domain, name }: AccountRef, signal: AbortSignal | undefined) => {
    const term = name ?? domain?.split('.')[0] ?? '';
    return term.length < 2 ? [] : await named(`${name === undefined ? '~' : '='}${term}`, signal);
  };

  /** Of those found by name, one with another web site is another company. */
  const byName = async (account: AccountRef, signal: AbortSignal | undefined): Promise<Organization[]> => {
    const { domain, name } = account;
    const ids = await candidates(account, signal);
    if (ids.length === 0) return [];
    const { items } = await page('organizations', Organization, { ids: ids.join(',') }, signal);
    return items.filter(({ website }) => {
      const own = domainIn(website ?? '');
      if (domain === undefined) return true;
      return own === null ? name !== undefined : own === domain;
    });
  };

  const organizations = async (account: AccountRef, signal: AbortSignal | undefined) =>
    account.id === undefined ? await byName(account, signal) : await byId(account.id, signal);

  /** The id of the organization that is meant; null when Pipedrive does not have it. */
  const organizationId = async (account: AccountRef, signal: AbortSignal | undefined) => {
    if (account.id !== undefined && /^\d{1,15}$/.test(account.id)) return Number(account.id);
    return (await organizations(account, signal))[0]?.id ?? null;
  };

  return {
    async identify({ account, signal }) {
      if (account.id !== undefined) return account.id;
      // What stages mean is needed next. Whether they can be read, the questions that need them say.
      const [ids] = await Promise.all([candidates(account, signal), stages(signal).catch(() => null)]);
      return ids.length === 1 ? String(ids[0]) : null;
    },
    async accounts({ account, cursor, signal }) {
      if (account) {
        const found = await organizations(account, signal);
        return { items: found.map((one) => accountOf(one, origin())) };
      }
      const { items, nextCursor } = await page('organizations', Organization, { cursor }, signal);
      return { items: items.map((one) => accountOf(one, origin())), nextCursor };
    },
    async contacts({ account, cursor, signal }) {
      const id = await organizationId(account, signal);
      if (id === null) return NOTHING;
      const { items, nextCursor } = await page('persons', Person, { org_id: id, cursor }, signal);
      return { items: items.flatMap((person) => contactOf(person, origin(), id) ?? []), nextCursor };
    },
    async opportunities({ account, cursor, signal }) {
      const id = account ? await organizationId(account, signal) : undefined;
      if (id === null) return NOTHING;
      const [{ items, nextCursor }, known] = await Promise.all([
        id === undefined || cursor !== undefined
          ? page('deals', Deal, { org_id: id, cursor }, signal)
          : deals(String(id), signal),
        stages(signal),
      ]);
      return { items: items.flatMap((deal) => opportunityOf(deal, origin(), known) ?? []), nextCursor };
    },
    async signals({ account, since, signal }) {
      const id = await organizationId(account, signal);
      if (id === null) return NOTHING;
      const [found, activities, known] = await Promise.all([
        deals(String(id), signal),
        page('activities', Activity, { org_id: id, done: true, updated_since: since.toISOString() }, signal),
        stages(signal),
      ]);
      const around = { origin: origin(), organizationId: id, since, now: clock.now() };
      return {
        items: [
          ...found.items.flatMap((deal) => dealSignals(deal, known, around)),
          ...activities.items.flatMap((activity) => activitySignals(activity, around)),
        ],
        warnings: [
          ...moreThanFirstPage(TITLE, 'deals to take signals from', found),
          ...moreThanFirstPage(TITLE, 'activities', activities),
        ],
      };
    },
    async health(signal) {
      await page('organizations', Organization, { limit: 1 }, signal);
    },
  };
}

const NOTHING: FoundPage<never> = { items: [] };
