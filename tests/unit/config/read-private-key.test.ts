import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { privateKeyProblem, readPrivateKey } from '../../../src/config/vendors/read-private-key.ts';
import { jwtKey, pemFile } from '../../support/salesforce-jwt.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

it('reads an RSA key, also in the older format', async () => {
  const { path } = await jwtKey();
  expect(privateKeyProblem(path)).toBeNull();
  expect(readPrivateKey(path)).toMatchObject({ type: 'private', asymmetricKeyType: 'rsa' });
  const older = await pemFile(rsa(2_048).privateKey.export({ type: 'pkcs1', format: 'pem' }));
  expect(privateKeyProblem(older)).toBeNull();
});

it.each([
  ['it holds no private key in PEM', () => 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'],
  ['it holds no private key in PEM', () => rsa(2_048).publicKey.export({ type: 'spki', format: 'pem' })],
  [
    'it holds no private key in PEM',
    () => '-----BEGIN PRIVATE KEY-----\nMIIEvQIB\n-----END PRIVATE KEY-----\n',
  ],
  ['it is no RSA key', () => generateKeyPairSync('ed25519').privateKey.export(pkcs8)],
  ['the key is shorter than 2048 bits', () => rsa(1_024).privateKey.export(pkcs8)],
  [
    'the key has a passphrase',
    () => rsa(2_048).privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'open' }),
  ],
])('says that %s, and nothing of the file', async (why, text) => {
  const path = await pemFile(text());
  expect(privateKeyProblem(path)).toBe(`cannot be used: ${why}`);
  expect(() => readPrivateKey(path)).toThrow(`the private key cannot be used: ${why}`);
});

it('says that there is no file', () => {
  expect(privateKeyProblem('nowhere.pem')).toContain('there is no such file');
});
