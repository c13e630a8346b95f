import { z } from 'zod';
import type { SignalRecord } from '../../core/records.ts';
import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';
import { CARD_TYPES, type Card } from './cards.ts';

const Search = z.object({
  query: z
    .array(z.object({ field_id: z.string(), operator_id: z.string(), values: z.array(z.string()) }))
    .max(25),
  limit: z.number().int().min(1).max(1_000).default(50),
  after_id: z.string().optional(),
});

/** Crunchbase, as its documentation describes version 4, about the sample companies. */
export function crunchbaseMock(world: MockWorld): MockRoutes {
  const all = world.companies.map((company) => ({ company, entity: entityOf(company) }));
  return createRoutes([
    [
      'POST',
      '/v4/data/searches/organizations',
      ({ body }) => {
        const { query, limit, after_id: after } = Search.parse(body);
        const found = all.filter(({ entity }) => query.every((predicate) => fits(entity, predicate)));
        const start = after === undefined ? 0 : found.findIndex(({ entity }) => entity.uuid === after) + 1;
        const entities = found.slice(start, start + limit).map(({ entity }) => entity);
        return { json: { count: found.length, entities } };
      },
    ],
    [
      'GET',
      '/v4/data/entities/organizations/:id',
      ({ params, query }) => {
        const found = all.find(({ entity }) => entity.uuid === params.id);
        if (!found) return { status: 404, json: [{ status: 404, code: 'MD404', message: 'Not found' }] };
        const cards = (query.get('card_ids') ?? '').split(',').filter((card) => card !== '');
        const shown = cards.map((card) => [card, entriesOf(found.company, card as Card)]);
        return { json: { properties: found.entity.properties, cards: Object.fromEntries(shown) } };
      },
    ],
    ['GET', '/v4/data/autocompletes', () => ({ json: { count: 0, entities: [] } })],
  ]);
}

function fits(
  { properties }: ReturnType<typeof entityOf>,
  { operator_id, values: [value = ''] }: z.infer<typeof Search>['query'][number],
): boolean {
  if (operator_id === 'domain_eq') return properties.website_url === `https://www.${value}`;
  return properties.identifier.value.toLowerCase().includes(value.toLowerCase());
}

function entityOf({ account }: MockCompany) {
  return {
    uuid: mockId('crunchbase', 'organization', account.accountId),
    properties: {
      identifier: { value: account.name, permalink: account.accountId, uuid: account.accountId },
      website_url: account.domain ? `https://www.${account.domain}` : null,
      num_employees_enum: enumOf(account.employeeCount),
      operating_status: 'active',
      categories: account.industry ? [{ value: account.industry }] : [],
      location_identifiers: account.country ? [{ value: account.country, location_type: 'country' }] : [],
    },
  };
}

const BANDS: readonly (readonly [most: number, name: string])[] = [
  [10, 'c_00001_00010'],
  [50, 'c_00011_00050'],
  [100, 'c_00051_00100'],
  [250, 'c_00101_00250'],
  [500, 'c_00251_00500'],
  [1_000, 'c_00501_01000'],
  [5_000, 'c_01001_05000'],
  [10_000, 'c_05001_10000'],
  [Number.POSITIVE_INFINITY, 'c_10001_max'],
];

function enumOf(count: number | undefined): string | null {
  return count === undefined ? null : (BANDS.find(([most]) => count <= most)?.[1] ?? null);
}

/** The sample's own news, in the card that it belongs to. Those about acquisitions are on one side only. */
function entriesOf({ signals }: MockCompany, card: Card) {
  if (card === 'acquirer_acquisitions') return [];
  return signals.filter(({ type }) => type === CARD_TYPES[card]).map(entryOf);
}

function entryOf({ signalId, title, occurredAt, type }: SignalRecord) {
  const day = occurredAt?.slice(0, 10) ?? null;
  const identifier = { value: title, uuid: signalId };
  if (type === 'funding_event')
    return { identifier, announced_on: day, investment_type: 'series_b', money_raised: null };
  if (type === 'company_news') return { identifier, posted_on: day, title };
  return { identifier, key_event_date: day, short_description: title };
}
