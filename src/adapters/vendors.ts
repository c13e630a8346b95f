import type { VendorName } from '../config/vendors/index.ts';
import { apollo } from './apollo/index.ts';
import { builtwith } from './builtwith/index.ts';
import { clearbit } from './clearbit/index.ts';
import { crunchbase } from './crunchbase/index.ts';
import { hubspot } from './hubspot/index.ts';
import { ibmSalesCloud } from './ibm-sales-cloud/index.ts';
import { pipedrive } from './pipedrive/index.ts';
import { salesforce } from './salesforce/index.ts';
import { sixsense } from './sixsense/index.ts';
import type { Vendor } from './vendor.ts';
import { zoominfo } from './zoominfo/index.ts';

/** The vendors of this version. Each keeps its own types; whoever opens one by name needs only these. */
const ADAPTERS = {
  apollo,
  builtwith,
  clearbit,
  crunchbase,
  hubspot,
  ibm_sales_cloud: ibmSalesCloud,
  pipedrive,
  salesforce,
  sixsense,
  zoominfo,
} satisfies Record<VendorName, unknown>;

/** The adapter of a vendor. */
export function adapterOf(name: VendorName): Vendor {
  // A vendor's client has the methods of its own capabilities only; openVendor calls no others.
  return ADAPTERS[name] as unknown as Vendor;
}
