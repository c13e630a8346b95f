import { z } from 'zod';
import { Observation } from '../core/observation.ts';
import { Account } from '../core/records.ts';

/** An account as a vendor knows it; its ids begin with the vendor's name: `hubspot:123`. */
export const VendorAccount = z.strictObject({
  ...Account.shape,
  observed: Observation.optional(),
});
export type VendorAccount = z.infer<typeof VendorAccount>;

/** A product that an account uses, as a vendor saw it. */
export const Technology = z.strictObject({
  name: z.string(),
  categories: z.array(z.string()),
  firstSeenAt: z.iso.datetime().optional(),
  lastSeenAt: z.iso.datetime().optional(),
});
export type Technology = z.infer<typeof Technology>;
