import { z } from 'zod';
import { Account } from '../core/records.ts';

/** What a vendor says of an account now and may say differently later: from the difference come signals. */
const Observation = z.strictObject({
  /** 0..100. */
  intentScore: z.number().min(0).max(100).optional(),
  /** As an ordinal: a higher one is nearer to buying. */
  buyingStage: z.number().int().min(0).max(10).optional(),
  isQualified: z.boolean().optional(),
  employeeCount: z.number().nonnegative().optional(),
  technologies: z.array(z.string()).optional(),
  /** Tasks, meetings and calls of the last seven days. */
  weeklyActivities: z.number().int().nonnegative().optional(),
});
export type Observation = z.infer<typeof Observation>;

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
