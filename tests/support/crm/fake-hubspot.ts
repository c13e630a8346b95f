import { z } from 'zod';
import { hubspot } from '../../../src/adapters/hubspot/index.ts';
import { createRoutes, type MockAnswer } from '../../../src/adapters/mock/exchange.ts';
import { type CrmState, type FakeCrm, USERS } from './fake-crm.ts';

const KEY = 'pat-na1-writes-0123456789';
const OBJECTS = '/crm/objects/2026-03';

const Created = z.strictObject({
  properties: z.record(z.string(), z.string()),
  associations: z.tuple([
    z.strictObject({
      to: z.strictObject({ id: z.string() }),
      types: z.tuple([
        z.strictObject({ associationCategory: z.literal('HUBSPOT_DEFINED'), associationTypeId: z.number() }),
      ]),
    }),
  ]),
});
const Inputs = z.object({ inputs: z.array(z.object({ id: z.string() })).max(100) });
const Patched = z.strictObject({ properties: z.strictObject({ hubspot_owner_id: z.string() }) });

const KINDS = {
  notes: { type: 190, title: 'hs_note_body', body: 'hs_note_body' },
  tasks: { type: 192, title: 'hs_task_subject', body: 'hs_task_body' },
} as const;

const missing: MockAnswer = { status: 404, json: { status: 'error', category: 'OBJECT_NOT_FOUND' } };

/** HubSpot with notes, tasks and owners. Its search is not asked about them: it lags. */
export const fakeHubspot: FakeCrm<'hubspot'> = {
  isHtml: true,
  settings: (url) => ({ api_key: KEY, base_url: url, api_version: '2026-03' }),
  isAllowed: ({ headers }) => headers.authorization === `Bearer ${KEY}`,
  isCreation: ({ method, path }) => method === 'POST' && /\/(notes|tasks)$/.test(path),
  isOwnerChange: ({ method }) => method === 'PATCH',
  routes(world, state) {
    const mock = hubspot.mock(world);
    const own = createRoutes([
      ...(['notes', 'tasks'] as const).flatMap((object) => objectRoutes(object, state)),
      ['GET', '/crm/v3/owners', ({ query }) => ({ json: { results: ownersOf(query.get('email') ?? '') } })],
      [
        'PATCH',
        `${OBJECTS}/companies/:id`,
        ({ params: { id = '' }, body }) => {
          if (state.gone.has(id)) return missing;
          state.owners.set(id, Patched.parse(body).properties.hubspot_owner_id);
          return { json: { id, properties: {} } };
        },
      ],
    ]);
    return (request) => {
      const id = /\/companies\/(\d+)$/.exec(request.path)?.[1];
      if (request.method === 'GET' && id !== undefined) {
        if (state.gone.has(id)) return missing;
        const hubspot_owner_id = state.owners.get(id) ?? null;
        const { json } = mock(request) ?? {};
        return json === undefined ? missing : { json: withOwner(json, hubspot_owner_id) };
      }
      const answer = own(request) ?? mock(request);
      return answer && request.path.endsWith('/companies/search') ? withOwners(answer, state) : answer;
    };
  },
};

function objectRoutes(object: keyof typeof KINDS, state: CrmState): Parameters<typeof createRoutes>[0] {
  const { type, title, body: text } = KINDS[object];
  const ofThis = () => state.entries.filter(({ kind }) => kind === object);
  return [
    [
      'POST',
      `${OBJECTS}/${object}`,
      ({ body }) => {
        const { properties, associations } = Created.parse(body);
        const [{ to, types }] = associations;
        if (state.gone.has(to.id)) return missing;
        const isWrong =
          types[0].associationTypeId !== type || Number.isNaN(Date.parse(properties.hs_timestamp ?? ''));
        if (isWrong) return { status: 400, json: { category: 'VALIDATION_ERROR' } };
        const id = String(9_000 + state.entries.length);
        const kept = { title: properties[title] ?? '', body: properties[text] ?? '' };
        state.entries.push({ id, recordId: to.id, kind: object, ...kept });
        return { status: 201, json: { id, properties } };
      },
    ],
    [
      'POST',
      `/crm/associations/2026-03/companies/${object}/batch/read`,
      ({ body }) => {
        const from = Inputs.parse(body).inputs[0]?.id ?? '';
        const to = ofThis()
          .filter(({ recordId }) => recordId === from)
          .map(({ id }) => ({ toObjectId: Number(id), associationTypes: [{ typeId: type }] }));
        return { json: { status: 'COMPLETE', results: to.length > 0 ? [{ from: { id: from }, to }] : [] } };
      },
    ],
    [
      'POST',
      `${OBJECTS}/${object}/batch/read`,
      ({ body }) => {
        const ids = Inputs.parse(body).inputs.map(({ id }) => id);
        const found = ofThis().filter(({ id }) => ids.includes(id));
        return {
          json: { results: found.map(({ id, body: value }) => ({ id, properties: { [text]: value } })) },
        };
      },
    ],
  ];
}

function ownersOf(email: string) {
  return USERS.filter((user) => user.email === email).map(({ id, name }) => {
    const [firstName, lastName] = name.split(' ');
    return { id, email, firstName, lastName, userId: 1, archived: false };
  });
}

const Company = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });

function withOwner(json: unknown, hubspot_owner_id: string | null) {
  const company = Company.parse(json);
  return { ...company, properties: { ...company.properties, hubspot_owner_id } };
}

function withOwners(answer: MockAnswer, { owners, gone }: CrmState): MockAnswer {
  const page = z.looseObject({ results: z.array(Company) }).parse(answer.json);
  const results = page.results
    .filter(({ id }) => !gone.has(id))
    .map((company) => withOwner(company, owners.get(company.id) ?? null));
  return { ...answer, json: { ...page, results } };
}
