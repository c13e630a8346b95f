import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { jwtBearer } from '../../../../src/adapters/http/jwt-bearer.ts';

const START = Date.parse('2026-11-22T09:00:00.500Z');

it('signs what it says, anew for each token', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwts: string[] = [];
  let at = START;
  const auth = jwtBearer({
    vendor: 'Vendor',
    url: 'oauth/token',
    key: privateKey,
    issuer: 'the-app',
    subject: 'zoë@example.com',
    audience: 'https://login.example.com',
    clock: { now: () => new Date(at) },
    send: async ({ form = {} }) => {
      jwts.push(form.assertion ?? '');
      expect(form).toEqual({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: expect.any(String),
      });
      return { status: 200, headers: {}, body: { access_token: `t${jwts.length}` } };
    },
  });
  expect(await auth.headers()).toEqual({ authorization: 'Bearer t1' });
  at += 600_000;
  await auth.renew();
  expect(await auth.headers()).toEqual({ authorization: 'Bearer t2' });

  const read = jwts.map((jwt) => {
    const [head = '', claims = '', signature = ''] = jwt.split('.');
    expect(jwt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const content = Buffer.from(`${head}.${claims}`);
    expect(verify('sha256', content, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    return [head, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  });
  const claimsWith = (exp: number) => [
    { alg: 'RS256', typ: 'JWT' },
    { iss: 'the-app', sub: 'zoë@example.com', aud: 'https://login.example.com', exp },
  ];
  const exp = Math.floor(START / 1_000) + 120;
  expect(read).toEqual([claimsWith(exp), claimsWith(exp + 600)]);
});
