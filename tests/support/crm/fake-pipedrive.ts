import { z } from 'zod';
import { createRoutes, type MockAnswer } from '../../../src/adapters/mock/exchange.ts';
import { pipedrive } from '../../../src/adapters/pipedrive/index.ts';
import { type CrmState, type FakeCrm, USERS } from './fake-crm.ts';

const KEY = 'pd-writes-0123456789abcdef';

const Created = z.strictObject({
  subject: z.string(),
  type: z.enum(['email', 'call', 'task']),
  org_id: z.number().int(),
  due_date: z.iso.date(),
  due_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  duration: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  done: z.literal(false),
  note: z.string(),
});
const Patched = z.strictObject({ owner_id: z.number().int() });
const Organization = z.looseObject({ id: z.number(), owner_id: z.number().nullable() });

const missing: MockAnswer = { status: 404, json: { success: false, error: 'Organization not found' } };

/** Pipedrive with activities and owners. Everybody's accounts belong to user 7 at first. */
export const fakePipedrive: FakeCrm<'pipedrive'> = {
  isHtml: true,
  settings: (url) => ({ api_key: KEY, base_url: `${url}api/v2/` }),
  isAllowed: ({ headers }) => headers['x-api-token'] === KEY,
  isCreation: ({ method }) => method === 'POST',
  isOwnerChange: ({ method }) => method === 'PATCH',
  routes(world, state) {
    const mock = pipedrive.mock(world);
    const own = createRoutes([
      [
        'POST',
        '/api/v2/activities',
        ({ body }) => {
          const { org_id, subject, note, type } = Created.parse(body);
          if (state.gone.has(String(org_id))) return missing;
          const id = 9_000 + state.entries.length;
          state.entries.push({
            id: String(id),
            recordId: String(org_id),
            kind: type,
            title: subject,
            body: note,
          });
          return { status: 201, json: { success: true, data: { id, subject, type, done: false, note } } };
        },
      ],
      ['GET', '/api/v2/activities', ({ query }) => ({ json: activities(state, query) })],
      ['GET', '/api/v1/users/find', ({ query }) => ({ json: users(query) })],
      [
        'PATCH',
        '/api/v2/organizations/:id',
        ({ params: { id = '' }, body }) => {
          if (state.gone.has(id)) return missing;
          state.owners.set(id, String(Patched.parse(body).owner_id));
          return { json: { success: true, data: { id: Number(id), name: 'changed' } } };
        },
      ],
    ]);
    return (request) => {
      const answer = own(request) ?? mock(request);
      if (request.method !== 'GET' || !/\/organizations(\/\d+)?$/.test(request.path)) return answer;
      return answer && withOwners(answer, state);
    };
  },
};

function activities({ entries }: CrmState, query: URLSearchParams) {
  const isNewestFirst = query.get('sort_by') === 'add_time' && query.get('sort_direction') === 'desc';
  const data = entries
    .filter(({ recordId }) => recordId === query.get('org_id'))
    .map(({ id, title, kind, body }) => ({
      id: Number(id),
      subject: title,
      type: kind,
      done: false,
      note: body,
    }));
  return {
    success: true,
    data: isNewestFirst ? data.reverse() : data,
    additional_data: { next_cursor: null },
  };
}

function users(query: URLSearchParams) {
  const found = query.get('search_by_email') === '1' ? USERS : [];
  const data = found
    .filter(({ email }) => email === query.get('term'))
    .map(({ id, name, email }) => ({ id: Number(id), name, email, active_flag: true }));
  return { success: true, data: data.length > 0 ? data : null };
}

function withOwners(answer: MockAnswer, { owners, gone }: CrmState): MockAnswer {
  const { data, ...rest } = z
    .looseObject({ data: z.union([Organization, z.array(Organization)]) })
    .parse(answer.json);
  const owned = (one: z.infer<typeof Organization>) => ({
    ...one,
    owner_id: Number(owners.get(String(one.id)) ?? one.owner_id),
  });
  if (!Array.isArray(data))
    return gone.has(String(data.id)) ? missing : { json: { ...rest, data: owned(data) } };
  return { json: { ...rest, data: data.filter(({ id }) => !gone.has(String(id))).map(owned) } };
}
