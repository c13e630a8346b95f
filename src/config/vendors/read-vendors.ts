import { type Problem, textOf } from '../read-variables.ts';
import type { Environment, Values } from '../variables.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  type VendorConfig,
  type VendorName,
  vendorModeVariable,
  vendorSettingVariable,
} from './index.ts';
import type { VendorSettings } from './vendor-settings.ts';
import { wayProblems } from './ways.ts';

export type VendorConfigs = { readonly [V in VendorName]: VendorConfig<V> };

/** How each vendor is used, and what a vendor in mode `live` still needs. */
export function readVendors(values: Values): { configs: VendorConfigs; problems: Problem[] } {
  const problems: Problem[] = [];
  const configs = VENDORS.map((vendor) => {
    const mode = values[vendorModeVariable(vendor)];
    if (mode !== 'live') return [vendor, { mode }] as const;
    const { settings }: VendorSettings = VENDOR_SETTINGS[vendor];
    const given = Object.entries(settings).flatMap(([key, { isNeeded, expects, problem }]) => {
      const name = vendorSettingVariable(vendor, key);
      const value = values[name];
      if (value === undefined && isNeeded) {
        const why = `is not set; with ${vendorModeVariable(vendor)}=live it should be ${expects}`;
        problems.push({ name, text: why });
      }
      const wrong = value === undefined ? null : (problem?.(value) ?? null);
      if (wrong !== null) problems.push({ name, text: wrong });
      return value === undefined ? [] : [[key, value] as const];
    });
    problems.push(...wayProblems(vendor, (name) => values[name] !== undefined));
    return [vendor, { mode, settings: Object.fromEntries(given) }] as const;
  });
  return { configs: Object.fromEntries(configs) as unknown as VendorConfigs, problems };
}

/** Secrets that were set for a vendor that is not asked: probably the mode was forgotten. */
export function idleSettings(env: Environment, configs: VendorConfigs): string[] {
  return VENDORS.flatMap((vendor) => {
    const { mode } = configs[vendor];
    if (mode === 'live') return [];
    const { settings }: VendorSettings = VENDOR_SETTINGS[vendor];
    return Object.entries(settings).flatMap(([key, { isSecret }]) => {
      const name = vendorSettingVariable(vendor, key);
      if (!isSecret || textOf(env, name) === undefined) return [];
      return [`${name} has no effect: ${vendorModeVariable(vendor)} is "${mode}".`];
    });
  });
}
