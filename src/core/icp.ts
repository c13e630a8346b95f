import { z } from 'zod';

const Band = z
  .strictObject({ min: z.number().nonnegative().optional(), max: z.number().positive().optional() })
  .refine(
    (band) => band.min === undefined || band.max === undefined || band.min <= band.max,
    'min is above max',
  );

/** Names of the fit criteria; the weights of those used sum to 1 after normalising. */
export const FIT_CRITERIA = [
  'industry',
  'annual_revenue',
  'employees',
  'region',
  'country',
  'technologies',
] as const;
export const FitCriterion = z.enum(FIT_CRITERIA);
export type FitCriterion = z.infer<typeof FitCriterion>;

/** The ideal customer profile. A criterion that is not named does not count. */
export const Icp = z.strictObject({
  industries: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  countries: z.array(z.string()).default([]),
  employees: Band.optional(),
  annual_revenue: z
    .strictObject({
      min: z.number().nonnegative().optional(),
      max: z.number().positive().optional(),
      currency: z.string().default('USD'),
    })
    .optional(),
  technologies: z.array(z.string()).default([]),
  exclude: z
    .strictObject({
      industries: z.array(z.string()).default([]),
      countries: z.array(z.string()).default([]),
      accounts: z.array(z.string()).default([]),
    })
    .prefault({}),
  weights: z.partialRecord(FitCriterion, z.number().min(0)).default({}),
});
export type Icp = z.infer<typeof Icp>;
