import { z } from 'zod';
import { ibmSalesCloud } from '../../../src/adapters/ibm-sales-cloud/index.ts';
import { createRoutes, type MockAnswer } from '../../../src/adapters/mock/exchange.ts';
import { type CrmState, type FakeCrm, USERS } from './fake-crm.ts';

const KEY = 'crm-writes-0123456789abcdef';

const Created = z.strictObject({
  kind: z.enum(['message', 'touchpoint']),
  subject: z.string().min(1),
  note: z.string(),
  dueAt: z.iso.datetime(),
  minutes: z.string().regex(/^\d+$/).optional(),
});
const Patched = z.strictObject({ owner: z.strictObject({ id: z.string() }) });
const Account = z.looseObject({ id: z.string() });

const missing: MockAnswer = { status: 404, json: { error: 'not found' } };

/** A CRM as the shipped mapping describes it, with activities, users and owners. */
export const fakeIbmSalesCloud: FakeCrm<'ibm_sales_cloud'> = {
  isHtml: false,
  settings: (url) => ({ base_url: `${url}api/`, api_key: KEY }),
  isAllowed: ({ headers }) => headers.authorization === `Bearer ${KEY}`,
  isCreation: ({ method }) => method === 'POST',
  isOwnerChange: ({ method }) => method === 'PATCH',
  routes(world, state) {
    const mock = ibmSalesCloud.mock(world);
    const own = createRoutes([
      [
        'POST',
        '/api/accounts/:id/activities',
        ({ params: { id: recordId = '' }, body }) => {
          if (state.gone.has(recordId)) return missing;
          const { kind, subject, note } = Created.parse(body);
          const id = String(9_000 + state.entries.length);
          state.entries.push({ id, recordId, kind, title: subject, body: note });
          return { status: 201, json: { id, subject } };
        },
      ],
      [
        'GET',
        '/api/accounts/:id/activities',
        ({ params: { id }, query }) => {
          const all = state.entries.filter(({ recordId }) => recordId === id);
          const start = Number(query.get('offset') ?? 0);
          const items = all.slice(start, start + Number(query.get('limit') ?? 20));
          const told = items.map((one) => ({ id: one.id, subject: one.title, note: one.body }));
          return { json: { items: told, total: all.length } };
        },
      ],
      [
        'GET',
        '/api/users',
        ({ query }) => {
          const items = USERS.filter(({ email }) => email === query.get('email'));
          return { json: { items, total: items.length } };
        },
      ],
      [
        'PATCH',
        '/api/accounts/:id',
        ({ params: { id = '' }, body }) => {
          if (state.gone.has(id)) return missing;
          state.owners.set(id, Patched.parse(body).owner.id);
          return { status: 204 };
        },
      ],
    ]);
    return (request) => {
      const answer = own(request) ?? mock(request);
      return answer && /\/accounts(\/[^/]+)?$/.test(request.path) ? withOwners(answer, state) : answer;
    };
  },
};

function withOwners(answer: MockAnswer, { owners, gone }: CrmState): MockAnswer {
  const owned = (account: z.infer<typeof Account>) => {
    const id = owners.get(account.id);
    return id === undefined ? account : { ...account, owner: { id, name: 'somebody' } };
  };
  const list = z.looseObject({ items: z.array(Account) }).safeParse(answer.json);
  if (list.success) {
    const items = list.data.items.filter(({ id }) => !gone.has(id)).map(owned);
    return { ...answer, json: { ...list.data, items, total: items.length } };
  }
  const one = Account.safeParse(answer.json);
  if (!one.success) return answer;
  return gone.has(one.data.id) ? missing : { json: owned(one.data) };
}
