import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MockAnswer, MockRequest } from '../../src/adapters/mock/exchange.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LONGEST_SECONDS = 180;

interface JwtClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
}

export interface JwtKey {
  /** Of the private one, in PEM; goes with the test. */
  readonly path: string;
  readonly publicKey: KeyObject;
}

export async function jwtKey(): Promise<JwtKey> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { path: await pemFile(privateKey.export({ type: 'pkcs8', format: 'pem' })), publicKey };
}

export async function pemFile(text: string | Buffer): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-key-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, 'key.pem');
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

/** How Salesforce refuses a request for a token by JWT; undefined where it takes it. */
export function jwtRefusal(
  { body }: MockRequest,
  {
    publicKey,
    claims,
    now,
  }: { readonly publicKey: KeyObject; readonly claims: JwtClaims; readonly now: Date },
): MockAnswer | undefined {
  const fault = faultOf(body as Record<string, string>, publicKey, { claims, now });
  return fault === null
    ? undefined
    : { status: 400, json: { error: 'invalid_grant', error_description: fault } };
}

function faultOf(
  { grant_type, assertion = '' }: Record<string, string>,
  publicKey: KeyObject,
  { claims, now }: { readonly claims: JwtClaims; readonly now: Date },
): string | null {
  const [head = '', payload = '', signature = '', ...more] = assertion.split('.');
  if (grant_type !== JWT_BEARER || more.length > 0) return 'not a valid assertion';
  if (jsonOf(head).alg !== 'RS256') return 'algorithm unsupported';
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return 'invalid assertion';
  const { iss, sub, aud, exp } = jsonOf(payload);
  if (iss !== claims.iss) return 'invalid client id';
  if (sub !== claims.sub) return "user hasn't approved this consumer";
  if (aud !== claims.aud) return 'audience is invalid';
  const left = Number.isInteger(exp) ? Number(exp) - now.getTime() / 1_000 : 0;
  return left > 0 && left <= LONGEST_SECONDS ? null : 'expired authorization code';
}

function jsonOf(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
