import { z } from 'zod';
import { Stage } from '../core/records.ts';
import { duration } from './registry-duration.ts';
import { VENDORS, type VendorName } from './vendors/index.ts';

const SOURCES = ['book', ...VENDORS] as const;
type Source = (typeof SOURCES)[number];

export const CRMS = [
  'salesforce',
  'hubspot',
  'pipedrive',
  'ibm_sales_cloud',
] as const satisfies readonly Source[];
const DATABASES = ['zoominfo', 'apollo', 'clearbit', 'crunchbase', 'sixsense', 'builtwith'] as const;

/** Which source counts where several tell the same, the surest first; those not named come last. */
function order(...usual: readonly Source[]) {
  return z
    .array(z.enum(SOURCES))
    .min(1)
    .default([...usual]);
}

function freshFor(usual: string) {
  return duration('30d').prefault(usual);
}

const StageNames = z.record(z.string().min(1).max(100), Stage);

/** How the book of business and the vendors become one account. */
export const SourcePolicy = z.strictObject({
  /** So long a question about an account may take with all vendors; what is not there by then is named. */
  deadline: duration('30s').prefault('3s'),
  priority: z
    .strictObject({
      accounts: order('book', ...CRMS, ...DATABASES),
      contacts: order('book', ...CRMS, ...DATABASES),
      opportunities: order('book', ...CRMS, ...DATABASES),
    })
    .prefault({}),
  /** So long an answer is used again without asking. */
  freshness: z
    .strictObject({
      accounts: freshFor('24h'),
      contacts: freshFor('6h'),
      opportunities: freshFor('5m'),
      signals: freshFor('15m'),
      technologies: freshFor('24h'),
    })
    .prefault({}),
  /** What a vendor's stages mean here, by their ids or names, where the usual meaning is wrong. */
  stages: z.partialRecord(z.enum(VENDORS as [VendorName, ...VendorName[]]), StageNames).default({}),
});
export type SourcePolicy = z.output<typeof SourcePolicy>;
