import { expect, it } from 'vitest';
import { clientCredentials } from '../../../../src/adapters/http/client-credentials.ts';
import type { VendorRequest } from '../../../../src/adapters/http/exchange.ts';

/** A place that gives tokens: `t1`, then `t2`, each with the rest of the answer. */
function started(rest: object, more: { scope?: string; headers?: Record<string, string> } = {}) {
  const asked: VendorRequest[] = [];
  let at = 0;
  const auth = clientCredentials({
    vendor: 'Vendor',
    url: 'oauth/token',
    id: 'cugar',
    secret: 'the-secret',
    ...more,
    clock: { now: () => new Date(at) },
    send: async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: { access_token: `t${asked.length}`, ...rest } };
    },
  });
  const tokenAt = async (second: number) => {
    at = second * 1_000;
    return (await auth.headers()).authorization;
  };
  return { auth, asked, tokenAt };
}

it('asks by a form, anonymously, as often as it must', async () => {
  const { auth, asked } = started({}, { scope: 'read', headers: { 'x-tenant': 'acme' } });
  expect(await auth.headers()).toEqual({ 'x-tenant': 'acme', authorization: 'Bearer t1' });
  expect(asked).toEqual([
    {
      method: 'POST',
      url: 'oauth/token',
      label: 'POST token',
      isAnonymous: true,
      isIdempotent: true,
      headers: { 'x-tenant': 'acme' },
      form: {
        grant_type: 'client_credentials',
        client_id: 'cugar',
        client_secret: 'the-secret',
        scope: 'read',
      },
    },
  ]);
});

it.each([
  ['a number', 3_600],
  ['a text', '3600'],
])('takes another token before the life of the first is over, told as %s', async (_, expires_in) => {
  const { tokenAt } = started({ expires_in });
  expect(await tokenAt(0)).toBe('Bearer t1');
  expect(await tokenAt(3_539)).toBe('Bearer t1');
  expect(await tokenAt(3_541)).toBe('Bearer t2');
});

it.each([{}, { expires_in: null }])('keeps a token of whose life nothing is said: %j', async (rest) => {
  const { asked, tokenAt } = started(rest);
  expect([await tokenAt(0), await tokenAt(1_000_000)]).toEqual(['Bearer t1', 'Bearer t1']);
  expect(asked[0]?.form).not.toHaveProperty('scope');
});

it.each([{ access_token: '' }, { expires_in: 'soon' }])('does not take %j for a token', async (rest) => {
  await expect(started(rest).auth.headers()).rejects.toMatchObject({ vendor: 'Vendor', kind: 'contract' });
});
