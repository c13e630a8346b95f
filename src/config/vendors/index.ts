import { apollo } from './apollo.ts';
import { builtwith } from './builtwith.ts';
import { clearbit } from './clearbit.ts';
import { crunchbase } from './crunchbase.ts';
import { hubspot } from './hubspot.ts';
import { ibmSalesCloud } from './ibm-sales-cloud.ts';
import { pipedrive } from './pipedrive.ts';
import { salesforce } from './salesforce.ts';
import { sixsense } from './sixsense.ts';
import type { VendorSettings } from './vendor-settings.ts';
import { zoominfo } from './zoominfo.ts';

/**
 * The vendors, by the names that variables and answers use. Variables, their documentation, the checks at
 * the start, `doctor` and `setup` are all made from this table.
 */
export const VENDOR_SETTINGS = {
  ibm_sales_cloud: ibmSalesCloud,
  salesforce,
  zoominfo,
  clearbit,
  hubspot,
  sixsense,
  apollo,
  pipedrive,
  crunchbase,
  builtwith,
} as const satisfies Record<string, VendorSettings>;

export type VendorName = keyof typeof VENDOR_SETTINGS;
export const VENDORS = Object.keys(VENDOR_SETTINGS) as readonly VendorName[];

type SettingsTable<V extends VendorName> = (typeof VENDOR_SETTINGS)[V]['settings'];
type IsThere<S> = S extends { readonly default: string } | { readonly isNeeded: true } ? true : false;

/** What the adapter of a vendor is told: everything needed or with a default, and whatever else was set. */
export type SettingsOf<V extends VendorName> = {
  readonly [K in keyof SettingsTable<V> as IsThere<SettingsTable<V>[K]> extends true ? K : never]: string;
} & {
  readonly [K in keyof SettingsTable<V> as IsThere<SettingsTable<V>[K]> extends true ? never : K]?: string;
};

/** Whether and with what a vendor is asked. */
export type VendorConfig<V extends VendorName = VendorName> = {
  readonly [N in V]:
    | { readonly mode: 'off' }
    | { readonly mode: 'mock' }
    | { readonly mode: 'live'; readonly settings: SettingsOf<N> };
}[V];

export type VendorModeVariable = `SALES_${Uppercase<VendorName>}_MODE`;

export type VendorSettingVariable = {
  [V in VendorName]: `SALES_${Uppercase<V>}_${Uppercase<keyof SettingsTable<V> & string>}`;
}[VendorName];

export function vendorModeVariable(vendor: VendorName): VendorModeVariable {
  return `SALES_${vendor.toUpperCase() as Uppercase<VendorName>}_MODE`;
}

/** Of a setting that the vendor has. */
export function vendorSettingVariable(vendor: VendorName, setting: string): VendorSettingVariable {
  return `SALES_${vendor}_${setting}`.toUpperCase() as VendorSettingVariable;
}
