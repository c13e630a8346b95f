import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CugarError } from '../../core/errors.ts';

/** Shorter ones are refused by whoever checks what was signed with them. */
const LEAST_BITS = 2_048;

/** The private RSA key in a PEM file. Throws `SYSTEM_CONFIG` where there is none, never with a word of the file. */
export function readPrivateKey(path: string): KeyObject {
  const read = keyIn(path);
  if (typeof read !== 'string') return read;
  throw new CugarError('SYSTEM_CONFIG', `the private key cannot be used: ${read}`, {
    hint: 'Give the path of an RSA key in PEM that has no passphrase.',
  });
}

/** What keeps a file from being such a key, in one line; null when nothing does. */
export function privateKeyProblem(path: string): string | null {
  const read = keyIn(path);
  return typeof read === 'string' ? `cannot be used: ${read}` : null;
}

function keyIn(path: string): KeyObject | string {
  const pem = textOf(path);
  if (pem === null) return 'there is no such file, or it may not be read';
  if (/ENCRYPTED/.test(pem)) return 'the key has a passphrase';
  const key = parsed(pem);
  if (key === null) return 'it holds no private key in PEM';
  if (key.asymmetricKeyType !== 'rsa') return 'it is no RSA key';
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  return modulusLength < LEAST_BITS ? `the key is shorter than ${LEAST_BITS} bits` : key;
}

/** What the parser says of a broken key may quote it. */
function parsed(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(resolve(path), 'utf8');
  } catch {
    return null;
  }
}
