import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  guardedLookup,
  hostOf,
  isLoopbackAddress,
  isLoopbackHost,
  isPublicAddress,
  PRIVATE_ADDRESS,
} from '../../../../src/adapters/http/addresses.ts';

describe('public addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00::1'])(
    '%s is one',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this machine', '127.0.0.1'],
    ['any machine', '0.0.0.0'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['shared by carriers', '100.64.0.1'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['a benchmark', '198.18.0.1'],
    ['many at once', '224.0.0.1'],
    ['all at once', '255.255.255.255'],
    ['this machine', '::1'],
    ['this machine, as IPv4', '::ffff:127.0.0.1'],
    ['a private network', 'fd00::1'],
    ['a link', 'fe80::1'],
    ['documentation', '2001:db8::1'],
    ['a way to IPv4', '2002:7f00:1::'],
    ['a way to IPv4', '64:ff9b::7f00:1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('%s: %s is none', (_, address) => expect(isPublicAddress(address)).toBe(false));
});

it('knows this machine', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
  expect(['10.0.0.1', '::2', 'localhost'].some(isLoopbackAddress)).toBe(false);
  expect(isLoopbackHost('localhost')).toBe(true);
  expect(isLoopbackHost('localhost.example')).toBe(false);
});

it('reads the host of an address as the socket will', () => {
  expect(hostOf(new URL('http://[::1]:80/'))).toBe('::1');
  expect(hostOf(new URL('http://0x7f.1/'))).toBe('127.0.0.1');
  expect(hostOf(new URL('https://api.vendor.example./'))).toBe('api.vendor.example');
});

describe('the look-up of a connection', () => {
  const looked = (isLoopbackAllowed: boolean, options: object) =>
    promisify((done: (error: Error | null, found?: unknown) => void) =>
      guardedLookup(isLoopbackAllowed)('localhost', options, (error, found) => done(error, found)),
    )();

  it('refuses a name that leads inside', async () => {
    await expect(looked(false, {})).rejects.toMatchObject({ code: PRIVATE_ADDRESS, message: '' });
    await expect(looked(false, { all: true })).rejects.toMatchObject({ code: PRIVATE_ADDRESS });
  });

  it('lets this machine through where it is meant', async () => {
    expect(isLoopbackAddress(String(await looked(true, {})))).toBe(true);
    expect(await looked(true, { all: true })).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
    );
  });
});
