import { isVendorError } from '../../adapters/http/vendor-error.ts';
import { openVendor } from '../../adapters/open-vendor.ts';
import { adapterOf } from '../../adapters/vendors.ts';
import type { Config } from '../../config/env.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  type VendorConfig,
  type VendorName,
  vendorModeVariable,
  vendorSettingVariable,
} from '../../config/vendors/index.ts';
import type { VendorSettings } from '../../config/vendors/vendor-settings.ts';
import { type Clock, SECOND } from '../../core/clock.ts';
import { asCugarError } from '../../core/errors.ts';
import type { FailureKind } from '../../core/source-failure.ts';
import { bad, type Line, off, ok, warning } from './check.ts';

export interface VendorQuestion {
  readonly clock: Clock;
  /** Also where the question costs a credit or a part of the allowance. */
  readonly maySpend: boolean;
}

const PATIENCE_MS = 10 * SECOND;

/** A line for each live vendor, all asked at once, and one for each way of not being asked. */
export async function checkVendors(
  { vendors, salesData }: Pick<Config, 'vendors' | 'salesData'>,
  question: VendorQuestion,
): Promise<Line[]> {
  const titles = (mode: 'mock' | 'off') =>
    VENDORS.filter((name) => vendors[name].mode === mode)
      .map((name) => VENDOR_SETTINGS[name].title)
      .join(', ');
  const [mocks, silent] = [titles('mock'), titles('off')];
  const how = salesData.isSample
    ? 'invented answers about the sample companies'
    : 'silent, because the book of business is no sample';
  const live = VENDORS.filter((name) => vendors[name].mode === 'live');
  return [
    ...(await Promise.all(live.map((name) => checkVendor(name, vendors[name], question)))),
    ...(mocks ? [off('Vendors in mock', `${mocks}: ${how}`)] : []),
    ...(silent ? [off('Vendors off', silent)] : []),
  ];
}

/** Whether asking how the vendor does is free of charge. */
export function isFreeToTest(name: VendorName): boolean {
  return adapterOf(name).isHealthFree;
}

/** Asks a live vendor the cheapest question that proves address and credentials. */
export async function checkVendor(
  name: VendorName,
  config: VendorConfig,
  { clock, maySpend }: VendorQuestion,
): Promise<Line> {
  const { title } = VENDOR_SETTINGS[name];
  const adapter = adapterOf(name);
  if (config.mode !== 'live') return off(title, config.mode);
  if (!adapter.isHealthFree && !maySpend)
    return off(
      title,
      'live; not asked, because even that uses up credits or allowance: `doctor --spend` asks',
    );
  const source = openVendor(adapter, { config, clock, world: () => ({ now: clock.now(), companies: [] }) });
  try {
    await source.health(AbortSignal.timeout(PATIENCE_MS));
    const { rate } = source.state();
    return ok(title, `live, takes the credentials${rate ? `; ${rate.remaining} left of the allowance` : ''}`);
  } catch (error) {
    return failureLine(name, error, config.settings);
  } finally {
    await source.close();
  }
}

function failureLine(name: VendorName, error: unknown, settings: object): Line {
  const { title } = VENDOR_SETTINGS[name];
  // Its words are not ours, and may hold an address or more.
  if (!isVendorError(error))
    return bad(
      title,
      `live, but asking it failed (${asCugarError(error).code})`,
      todoFor(name, 'contract', settings),
    );
  const isPassing = error.kind === 'rate_limited';
  return (isPassing ? warning : bad)(
    title,
    `live, but ${error.message}`,
    todoFor(name, error.kind, settings),
  );
}

function todoFor(name: VendorName, kind: FailureKind, given: object): string {
  const mode = vendorModeVariable(name);
  const page = `see docs/reference/configuration.md#${mode.toLowerCase()}`;
  const { settings, ways = [] }: VendorSettings = VENDOR_SETTINGS[name];
  const inWay = new Set(ways.flatMap((way) => way.settings));
  const named = (fits: (key: string) => boolean) =>
    Object.keys(settings)
      .filter(fits)
      .map((key) => vendorSettingVariable(name, key))
      .join(', ');
  const secrets = named((key) =>
    inWay.has(key) ? key in given : settings[key]?.isSecret === true || settings[key]?.isNeeded === true,
  );
  const addresses = named((key) => key.endsWith('_url') || key.endsWith('_version'));
  switch (kind) {
    case 'auth':
      return `Correct ${secrets}, or set ${mode} to "mock" or "off"; ${page}.`;
    case 'forbidden':
      return `Give the credentials what they lack (scopes, or a plan with this interface); ${page}.`;
    case 'quota_exhausted':
      return `Wait for new credits or buy some, or set ${mode} to "off".`;
    case 'rate_limited':
      return 'Ask again in a while.';
    case 'upstream':
    case 'timeout':
    case 'circuit_open':
      return `Check the network, a proxy, and ${addresses}; then ask again.`;
    default:
      return `Correct ${addresses}: what answers there is not what was expected.`;
  }
}
