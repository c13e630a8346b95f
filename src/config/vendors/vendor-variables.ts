import { z } from 'zod';
import type { Variable } from '../variable.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  type VendorModeVariable,
  type VendorName,
  type VendorSettingVariable,
  vendorModeVariable,
  vendorSettingVariable,
} from './index.ts';
import type { VendorSettings } from './vendor-settings.ts';

const MODES = z.enum(['mock', 'live', 'off']);

interface ModeVariable extends Variable {
  readonly schema: typeof MODES;
  readonly default: string;
}

interface SettingVariable extends Variable {
  readonly schema: z.ZodType<string>;
}

function modeOf(vendor: VendorName): ModeVariable {
  const { title, note }: VendorSettings = VENDOR_SETTINGS[vendor];
  return {
    group: 'Data vendors',
    meaning: [
      `Whether ${title} is asked: \`mock\`, invented answers about the sample companies; \`live\`, the vendor; \`off\`, not at all.`,
      ...(note ? [note] : []),
    ].join(' '),
    expects: '"mock", "live" or "off"',
    schema: MODES,
    default: 'mock',
    example: 'live',
  };
}

function settingsOf(vendor: VendorName): [VendorSettingVariable, SettingVariable][] {
  const { title, settings }: VendorSettings = VENDOR_SETTINGS[vendor];
  return Object.entries(settings).map(
    ([key, { isNeeded, isPrivateFile: _, meaning, problem: __, ...setting }]) => [
      vendorSettingVariable(vendor, key),
      {
        ...setting,
        group: 'Data vendors',
        meaning: `${title}: ${meaning}${isNeeded ? ' Needed in mode `live`.' : ''}`,
      },
    ],
  );
}

type VendorVariables = Readonly<Record<VendorModeVariable, ModeVariable>> &
  Readonly<Record<VendorSettingVariable, SettingVariable>>;

/** The environment variables of all vendors: the mode first, then what its adapter needs to be told. */
export const VENDOR_VARIABLES = Object.fromEntries(
  VENDORS.flatMap((vendor) => [[vendorModeVariable(vendor), modeOf(vendor)], ...settingsOf(vendor)]),
) as VendorVariables;
