import { z } from 'zod';
import { createRoutes, type MockAnswer, type MockRequest } from '../../../src/adapters/mock/exchange.ts';
import { salesforce } from '../../../src/adapters/salesforce/index.ts';
import { clock } from '../mock-worlds.ts';
import { type JwtKey, jwtRefusal } from '../salesforce-jwt.ts';
import { type CrmState, type FakeCrm, USERS } from './fake-crm.ts';

const CLIENT_ID = '3MVG9-consumer';
const AUDIENCE = 'https://login.salesforce.com';
const SECRET = 'sf-writes-0123456789abcdef';
const TOKEN = '00Dxx0000001gPL!session';
const TOKEN_PATH = '/services/oauth2/token';
const DATA = '/services/data/v67.0';

const Created = z.strictObject({
  WhatId: z.string().length(18),
  Subject: z.string().min(1).max(255),
  Description: z.string().max(32_000),
  ActivityDate: z.iso.date(),
});
const Patched = z.strictObject({ OwnerId: z.string().length(18) });
const Page = z.looseObject({ records: z.array(z.looseObject({ Id: z.string() })) });

const userId = (id: string) => `005xx0000000${id}AA`.padEnd(18, 'A');
const missing: MockAnswer = {
  status: 404,
  json: [
    { errorCode: 'NOT_FOUND', message: 'Provided external ID field does not exist or is not accessible' },
  ],
};

/** Salesforce with tasks, users and owners; its token may be refused at any time and is then given out anew. */
export const fakeSalesforce: FakeCrm<'salesforce'> = {
  isHtml: false,
  settings: (url) => ({
    base_url: url,
    client_id: CLIENT_ID,
    client_secret: SECRET,
    audience: AUDIENCE,
    api_version: 'v67.0',
  }),
  isToken: ({ path }) => path === TOKEN_PATH,
  isAllowed: ({ headers }) => headers.authorization === `Bearer ${TOKEN}`,
  isCreation: ({ method, path }) => method === 'POST' && path !== TOKEN_PATH,
  isOwnerChange: ({ method }) => method === 'PATCH',
  routes(world, state) {
    const mock = salesforce.mock(world);
    const own = createRoutes([
      ['POST', TOKEN_PATH, tokenAnswer],
      [
        'POST',
        `${DATA}/sobjects/Task`,
        ({ body }) => {
          const { WhatId, Subject, Description } = Created.parse(body);
          if (state.gone.has(WhatId)) return missing;
          const id = `00Txx0000000${9_000 + state.entries.length}AA`;
          state.entries.push({ id, recordId: WhatId, kind: 'Task', title: Subject, body: Description });
          return { status: 201, json: { id, success: true, errors: [] } };
        },
      ],
      [
        'GET',
        `${DATA}/sobjects/Account/:id`,
        ({ params: { id = '' } }) =>
          state.gone.has(id) ? missing : { json: { Id: id, OwnerId: state.owners.get(id) ?? null } },
      ],
      [
        'PATCH',
        `${DATA}/sobjects/Account/:id`,
        ({ params: { id = '' }, body }) => {
          if (state.gone.has(id)) return missing;
          state.owners.set(id, Patched.parse(body).OwnerId);
          return { status: 204 };
        },
      ],
    ]);
    return (request) => {
      const query = request.path === `${DATA}/query` ? (request.query.get('q') ?? '') : '';
      if (/ FROM Task WHERE WhatId/.test(query)) return { json: pageOf(tasks(query, state)) };
      if (/ FROM User /.test(query)) return { json: pageOf(users(query)) };
      const answer = own(request) ?? mock(request);
      return answer && / FROM Account /.test(query) ? withOwners(answer, state) : answer;
    };
  },
};

/** The same, which lets in by JWTs of the key alone. */
export function fakeSalesforceByJwt({ path, publicKey }: JwtKey): FakeCrm<'salesforce'> {
  const claims = { iss: CLIENT_ID, sub: 'cugar@example.com', aud: 'https://test.salesforce.com' };
  return {
    ...fakeSalesforce,
    settings: (url) => ({
      base_url: url,
      client_id: CLIENT_ID,
      user_name: claims.sub,
      private_key_file: path,
      audience: claims.aud,
      api_version: 'v67.0',
    }),
    routes(world, state) {
      const others = fakeSalesforce.routes(world, state);
      return (request) => {
        if (request.path !== TOKEN_PATH) return others(request);
        return jwtRefusal(request, { publicKey, claims, now: clock.now() }) ?? tokenOf(request);
      };
    },
  };
}

function tokenAnswer(request: MockRequest): MockAnswer {
  const { client_secret } = request.body as Record<string, string>;
  return client_secret === SECRET ? tokenOf(request) : { status: 400, json: { error: 'invalid_client' } };
}

function tokenOf({ headers }: MockRequest): MockAnswer {
  return { json: { access_token: TOKEN, instance_url: `http://${headers.host}`, token_type: 'Bearer' } };
}

const quoted = (query: string, field: string) => new RegExp(`${field} = '([^']+)'`).exec(query)?.[1];
const pageOf = (records: readonly object[]) => ({ totalSize: records.length, done: true, records });

function tasks(query: string, { entries }: CrmState) {
  const isNewestFirst = query.includes('ORDER BY CreatedDate DESC');
  const found = entries
    .filter(({ recordId }) => recordId === quoted(query, 'WhatId'))
    .map(({ id, body }) => ({ Id: id, Description: body }));
  return isNewestFirst ? found.reverse() : found;
}

function users(query: string) {
  return USERS.filter(({ email }) => email === quoted(query, 'Email')).map(({ id, name }) => ({
    Id: userId(id),
    Name: name,
  }));
}

function withOwners(answer: MockAnswer, { owners, gone }: CrmState): MockAnswer {
  if (!Page.safeParse(answer.json).success) return answer;
  const { records, ...rest } = Page.parse(answer.json);
  const left = records
    .filter(({ Id }) => !gone.has(Id))
    .map((record) => ({ ...record, OwnerId: owners.get(record.Id) ?? null }));
  return { ...answer, json: { ...rest, records: left } };
}
