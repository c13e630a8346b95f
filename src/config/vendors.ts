/** The vendors of the design, by the names that variables and answers use. */
export const VENDORS = [
  'ibm_sales_cloud',
  'salesforce',
  'zoominfo',
  'clearbit',
  'hubspot',
  'sixsense',
  'apollo',
  'pipedrive',
  'crunchbase',
  'builtwith',
] as const;
export type Vendor = (typeof VENDORS)[number];

export type VendorModeVariable = `SALES_${Uppercase<Vendor>}_MODE`;

export function vendorModeVariable(vendor: Vendor): VendorModeVariable {
  return `SALES_${vendor.toUpperCase() as Uppercase<Vendor>}_MODE`;
}
