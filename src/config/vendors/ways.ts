import type { Problem } from '../read-variables.ts';
import {
  VENDOR_SETTINGS,
  type VendorName,
  type VendorSettingVariable,
  vendorModeVariable,
  vendorSettingVariable,
} from './index.ts';
import type { VendorSettings } from './vendor-settings.ts';

/** One of a vendor's ways to be let in, as variables. */
export interface WayVariables {
  readonly title: string;
  /** Those without a default: all of them, or the way is not taken. */
  readonly needed: readonly VendorSettingVariable[];
  readonly all: readonly VendorSettingVariable[];
}

/** None where there is only one. */
export function waysOf(vendor: VendorName): readonly WayVariables[] {
  const { settings, ways = [] }: VendorSettings = VENDOR_SETTINGS[vendor];
  const variables = (keys: readonly string[]) => keys.map((key) => vendorSettingVariable(vendor, key));
  return ways.map((way) => ({
    title: way.title,
    needed: variables(way.settings.filter((key) => settings[key]?.default === undefined)),
    all: variables(way.settings),
  }));
}

/** What keeps a vendor in mode `live` from having exactly one way, whole. */
export function wayProblems(vendor: VendorName, isSet: (name: VendorSettingVariable) => boolean): Problem[] {
  const ways = waysOf(vendor);
  const [first] = ways.flatMap(({ needed }) => needed);
  if (!first) return [];
  const choice = ways.map(({ title, needed }) => `${needed.join(' and ')} (${title})`).join(', or ');
  const [way, other] = ways.filter(({ needed }) => needed.some(isSet));
  if (!way)
    return [
      { name: first, text: `is not set; with ${vendorModeVariable(vendor)}=live set either ${choice}` },
    ];
  if (other) {
    const text = `is set beside another way to be let in; set either ${choice}`;
    return other.needed
      .filter(isSet)
      .slice(0, 1)
      .map((name) => ({ name, text }));
  }
  const beside = way.needed.filter(isSet).join(' and ');
  return way.needed
    .filter((name) => !isSet(name))
    .map((name) => ({ name, text: `is not set; ${way.title} needs it beside ${beside}` }));
}
