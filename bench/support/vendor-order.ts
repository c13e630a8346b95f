import { z } from 'zod';
import { LIVE_VENDORS } from '../../tests/support/fake-vendor.ts';

const Name = z.enum(LIVE_VENDORS);

/** Whether a vendor's server is to answer; said back when it is so. */
export const VendorOrder = z.strictObject({ name: Name, isHanging: z.boolean() });
export type VendorOrder = z.output<typeof VendorOrder>;

/** What the process of the servers says first: who they are, and the variables that lead to them. */
export const ServedVendors = z.array(
  z.strictObject({ name: Name, title: z.string(), env: z.record(z.string(), z.string()) }),
);
export type ServedVendor = z.output<typeof ServedVendors>[number];
