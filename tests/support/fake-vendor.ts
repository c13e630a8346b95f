import type { MockAnswer, MockRequest } from '../../src/adapters/mock/exchange.ts';
import type { MockWorld } from '../../src/adapters/mock/mock-world.ts';
import { adapterOf } from '../../src/adapters/vendors.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  type VendorConfig,
  type VendorName,
  vendorModeVariable,
  vendorSettingVariable,
} from '../../src/config/vendors/index.ts';
import type { VendorSettings } from '../../src/config/vendors/vendor-settings.ts';
import { startVendorServer, type VendorServer, type VendorServerOptions } from './vendor-server.ts';

/** Any vendor's server on this machine, with the settings that lead to it: all that there are, as for its mock. */
export interface FakeVendor {
  readonly name: VendorName;
  readonly title: string;
  readonly server: VendorServer;
  readonly config: VendorConfig;
  /** The same as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** None of these may ever be shown. */
  readonly secrets: readonly string[];
}

/** The vendors that this version can ask. */
export const LIVE_VENDORS: readonly VendorName[] = VENDORS;

/** A server that answers as the vendor's mock does, made from the vendors' table alone. */
export async function startFakeVendor(
  name: VendorName,
  world: MockWorld,
  options: Partial<VendorServerOptions> = {},
): Promise<FakeVendor> {
  const routes = adapterOf(name).mock(world);
  const server: VendorServer = await startVendorServer({
    routes: (request) => routes(request) ?? tokenFor(request, () => server.url),
    ...options,
  });
  const { title, settings: table, ways = [] }: VendorSettings = VENDOR_SETTINGS[name];
  const ofOtherWays = ways.slice(1).flatMap((way) => way.settings);
  const settings = Object.fromEntries(
    Object.entries(table).flatMap(([key, { default: usual, example, isSecret, problem }]) => {
      const text = usual ?? example;
      if (ofOtherWays.includes(key)) return [];
      if (isSecret) return [[key, `right-${name}-0123456789abcdef`]];
      // An example of a file is no file.
      if (problem && usual === undefined) return [];
      return [[key, URL.canParse(text) ? new URL(new URL(text).pathname, server.url).href : visible(text)]];
    }),
  );
  const variables = Object.entries(settings).map(([key, value]) => [vendorSettingVariable(name, key), value]);
  return {
    name,
    title,
    server,
    config: { mode: 'live', settings } as VendorConfig,
    env: { ...Object.fromEntries(variables), [vendorModeVariable(name)]: 'live' },
    secrets: Object.entries(settings).flatMap(([key, value]) => (table[key]?.isSecret ? [value] : [])),
  };
}

/** Who asks for a token gets one, as OAuth says. */
function tokenFor({ method, path }: MockRequest, url: () => string): MockAnswer | undefined {
  if (method !== 'POST' || !/token\/?$/.test(path)) return undefined;
  const json = {
    access_token: 'given-0123456789',
    token_type: 'Bearer',
    expires_in: 3_600,
    instance_url: url(),
  };
  return { json };
}

/** Examples may hold what no header can. */
function visible(text: string): string {
  return text.replaceAll(/[^ -~]/g, '');
}
