import { type KeyObject, sign } from 'node:crypto';
import { MINUTE } from '../../core/clock.ts';
import { type BearerToken, bearerToken } from './bearer-token.ts';

interface JwtBearer extends Omit<BearerToken, 'grant'> {
  /** RSA. */
  readonly key: KeyObject;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Vendors take three minutes at most, by their own clock. */
const LIFE_MS = 2 * MINUTE;

/** A bearer token for a JWT that the client signs, as RFC 7523 says in section 2.1. */
export function jwtBearer({ key, issuer, subject, audience, ...rest }: JwtBearer) {
  return bearerToken({
    ...rest,
    grant: () => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signedJwt(key, {
        iss: issuer,
        sub: subject,
        aud: audience,
        exp: Math.floor((rest.clock.now().getTime() + LIFE_MS) / 1_000),
      }),
    }),
  });
}

function signedJwt(key: KeyObject, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}
