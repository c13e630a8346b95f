import { isIP } from 'node:net';
import { hostOf, isLoopbackAddress, isLoopbackHost, isPublicAddress } from './addresses.ts';

export interface DestinationRules {
  /** Where relative addresses count from; ends in a slash. */
  readonly baseUrl: string;
  /** Other configured addresses; their hosts are allowed too. */
  readonly otherUrls?: readonly string[];
  /** Hosts that an answer of the vendor may lead to: `api.vendor.com`, or `*.vendor.com` for all below it. */
  readonly hosts: readonly string[];
}

export interface Destinations {
  /**
   * The whole address; or why nothing may be sent there. Neither may get into a log. `from` is where relative
   * ones count from in place of the base address.
   */
  resolve(url: string, query?: Query, from?: string): URL | { readonly refused: string };
  /** Only an installation that was pointed at this machine may reach it. */
  readonly isLoopbackAllowed: boolean;
}

export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | undefined>
>;

/** Decides where requests may go: only to configured and allowed hosts, only by https, never inside. */
export function createDestinations({ baseUrl, otherUrls = [], hosts }: DestinationRules): Destinations {
  const configured = [baseUrl, ...otherUrls].map((url) => new URL(url));
  const isLoopbackAllowed = configured.some((url) => isLoopbackHost(hostOf(url)));
  const origins = new Set(configured.map(({ origin }) => origin));

  const faultOfOrigin = (url: URL): string | null => {
    const host = hostOf(url);
    if (isLoopbackHost(host)) return origins.has(url.origin) ? null : 'an address of this machine';
    if (url.protocol !== 'https:') return 'an address without https';
    if (isIP(host) !== 0 && !(isPublicAddress(host) || isLoopbackAddress(host)))
      return 'an address that is not public';
    return origins.has(url.origin) || hosts.some((allowed) => matches(allowed, host))
      ? null
      : 'a host that is not the vendor’s';
  };
  const known = new Map(configured.map((url) => [url.origin, faultOfOrigin(url)]));
  const fault = (url: URL): string | null => {
    if (url.username !== '' || url.password !== '') return 'an address with credentials';
    return known.has(url.origin) ? (known.get(url.origin) ?? null) : faultOfOrigin(url);
  };

  return {
    isLoopbackAllowed,
    resolve(url, query = {}, from = baseUrl) {
      if (!URL.canParse(url, from)) return { refused: 'something that is no address' };
      const whole = new URL(url, from);
      whole.hash = '';
      for (const [name, value] of Object.entries(query)) {
        for (const item of Array.isArray(value) ? value : [value])
          if (item !== undefined) whole.searchParams.append(name, String(item));
      }
      const refused = fault(whole);
      return refused === null ? whole : { refused };
    },
  };
}

function matches(allowed: string, host: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}
