import { checked } from '../http/checked.ts';
import { isVendorError } from '../http/vendor-error.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { PACKAGES } from './cards.ts';
import { accountOf, FIELDS, signalOf } from './map.ts';
import { EntityAnswer, type Organization, SearchAnswer } from './schema.ts';

const TITLE = 'Crunchbase';
const PAGE = 500;

type Predicate = {
  readonly field_id: string;
  readonly operator_id: string;
  readonly values: readonly string[];
};

/** Asks Crunchbase: organizations by search, their news by the cards of what the customer's package holds. */
export function createCrunchbaseClient({
  send,
  clock,
  origin,
}: ClientContext<'crunchbase'>): VendorClient<'accounts' | 'company_enrichment' | 'signals'> {
  const search = async (
    predicates: readonly Predicate[],
    after: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Organization[]> => {
    const { body } = await send({
      method: 'POST',
      isIdempotent: true,
      url: 'searches/organizations',
      label: 'POST searches/organizations',
      json: {
        field_ids: FIELDS,
        query: predicates.map((predicate) => ({ type: 'predicate', ...predicate })),
        limit: PAGE,
        ...(after !== undefined && { after_id: after }),
      },
      signal,
    });
    return checked(TITLE, SearchAnswer, body).entities;
  };

  const entity = async (
    id: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ) => {
    try {
      const url = `entities/organizations/${encodeURIComponent(id)}`;
      const { body } = await send({ url, label: 'GET entities/organizations/{id}', query, signal });
      return checked(TITLE, EntityAnswer, body);
    } catch (error) {
      if (isVendorError(error, 'not_found')) return null;
      throw error;
    }
  };

  const organizations = async (
    { id, domain, name }: AccountRef,
    signal: AbortSignal | undefined,
  ): Promise<Organization[]> => {
    if (id !== undefined) {
      const found = await entity(id, { field_ids: FIELDS.join(',') }, signal);
      return found ? [{ uuid: id, properties: found.properties }] : [];
    }
    if (domain !== undefined)
      return search(
        [{ field_id: 'website_url', operator_id: 'domain_eq', values: [domain] }],
        undefined,
        signal,
      );
    if (name === undefined) return [];
    const found = await search(
      [{ field_id: 'identifier', operator_id: 'contains', values: [name] }],
      undefined,
      signal,
    );
    return found.filter(
      ({ properties }) => properties.identifier?.value.trim().toLowerCase() === name.trim().toLowerCase(),
    );
  };

  const enrich = async (account: AccountRef, signal: AbortSignal | undefined) => ({
    items: (await organizations(account, signal)).map((one) => accountOf(one, origin())),
  });

  /** The cards of one package, or the sentence that it is missing. */
  const cardsOf = async (
    uuid: string,
    { title, cards }: (typeof PACKAGES)[number],
    around: { since: Date; signal: AbortSignal | undefined },
  ) => {
    const missing = `Crunchbase does not show what belongs to ${title}: that is not the same as nothing new.`;
    try {
      const found = await entity(uuid, { card_ids: cards.join(',') }, around.signal);
      const shown = cards.filter((card) => found?.cards?.[card] !== undefined);
      const about = { uuid, origin: origin(), since: around.since, now: clock.now() };
      return {
        items: shown.flatMap((card) =>
          (found?.cards?.[card] ?? []).flatMap((entry) => signalOf(entry, card, about) ?? []),
        ),
        warnings: shown.length === 0 ? [missing] : [],
      };
    } catch (error) {
      if (isVendorError(error, 'forbidden') && title !== PACKAGES[0]?.title)
        return { items: [], warnings: [missing] };
      throw error;
    }
  };

  return {
    async accounts({ account, cursor, signal }) {
      if (account) return enrich(account, signal);
      const found = await search([], cursor, signal);
      const nextCursor = found.length === PAGE ? found.at(-1)?.uuid : undefined;
      return { items: found.map((one) => accountOf(one, origin())), nextCursor };
    },
    companyEnrichment: ({ account, signal }) => enrich(account, signal),
    async signals({ account, since, signal }) {
      const uuid = account.id ?? (await organizations(account, signal))[0]?.uuid;
      if (uuid === undefined) return NOTHING;
      const read = await Promise.all(PACKAGES.map((one) => cardsOf(uuid, one, { since, signal })));
      return {
        items: read.flatMap(({ items }) => items),
        warnings: read.flatMap(({ warnings }) => warnings),
      };
    },
    async health(signal) {
      await send({
        url: 'autocompletes',
        label: 'GET autocompletes',
        query: { query: 'a', limit: 1 },
        signal,
      });
    },
  };
}

const NOTHING: Found<never> = { items: [] };
