import { describe, expect, it } from 'vitest';
import { KEY, least, NO_PAGES, start } from '../../../support/ibm-sales-cloud.ts';

describe('credentials', () => {
  const headersOf = async (auth: string, tenant_id?: string) => {
    const mapping = `${least(NO_PAGES)}\n${auth}`;
    const { server, source } = await start({
      mapping,
      routes: () => ({ json: [] }),
      ...(tenant_id && { tenant_id }),
    });
    await source.health();
    return server.requests[0]?.headers;
  };

  it.each([
    ['auth: { style: bearer }', { authorization: `Bearer ${KEY}` }],
    ['auth: { style: header, name: X-Api-Key }', { 'x-api-key': KEY }],
    ["auth: { style: header, name: Authorization, prefix: 'Token ' }", { authorization: `Token ${KEY}` }],
    [
      'auth: { style: basic, user: robot }',
      { authorization: `Basic ${Buffer.from(`robot:${KEY}`).toString('base64')}` },
    ],
  ])('are sent as %s', async (auth, expected) => expect(await headersOf(auth)).toMatchObject(expected));

  it('name the tenant, under the name that the mapping gives', async () => {
    expect(await headersOf('auth: { style: bearer }')).not.toHaveProperty('x-tenant-id');
    expect(await headersOf('auth: { style: bearer }', 't-1')).toMatchObject({ 'x-tenant-id': 't-1' });
    expect(await headersOf('tenant_header: X-Org', 't-1')).toMatchObject({ 'x-org': 't-1' });
  });

  it('are fetched, used, and renewed once after a refusal', async () => {
    let valid = 1;
    const { server, source } = await start({
      mapping: `${least(NO_PAGES)}
auth: { style: client_credentials, token_path: oauth/token, client_id: cugar, scope: read }`,
      routes: ({ path }) => ({
        json: path === '/api/oauth/token' ? { access_token: `t${valid}`, expires_in: 3_600 } : [],
      }),
      guard: ({ path, headers, body }) => {
        if (path === '/api/oauth/token')
          return (body as Record<string, string>).client_secret === KEY
            ? undefined
            : { status: 401, json: {} };
        return headers.authorization === `Bearer t${valid}` ? undefined : { status: 401, json: {} };
      },
    });
    await source.health();
    valid = 2;
    await source.health();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/oauth/token',
      '/api/ping',
      '/api/ping',
      '/api/oauth/token',
      '/api/ping',
    ]);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: { grant_type: 'client_credentials', client_id: 'cugar', scope: 'read', client_secret: KEY },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});
