import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Within 2000::/3, the only part of IPv6 that is public: documentation, and ways to IPv4 addresses. */
const PRIVATE_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const privateOnes = new BlockList();
for (const [net, prefix] of PRIVATE_V4) privateOnes.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of PRIVATE_V6) privateOnes.addSubnet(net, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is one of the internet, not of this machine or a network around it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !privateOnes.check(address, 'ipv4');
  return version === 6 && publicV6.check(address, 'ipv6') && !privateOnes.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** The host of a URL, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

/** The code of the error with which a connection to an address that is not public is refused. */
export const PRIVATE_ADDRESS = 'CUGAR_PRIVATE_ADDRESS';

/**
 * Looks a host up for a connection, and refuses it if any of its addresses is not public. It is asked by
 * the socket itself, so that no second look-up can give another answer.
 */
export function guardedLookup(isLoopbackAllowed: boolean): LookupFunction {
  const isAllowed = (address: string) =>
    isPublicAddress(address) || (isLoopbackAllowed && isLoopbackAddress(address));
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      const isRefused = !error && !found.every(({ address }) => isAllowed(address));
      if (error) callback(error, '', 0);
      else if (isRefused || !first) callback(Object.assign(new Error(), { code: PRIVATE_ADDRESS }), '', 0);
      else if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
