import type { FailureKind } from '../../core/source-failure.ts';
import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createApolloClient } from './client.ts';
import { apolloMock } from './mock.ts';
import { Fault, Health } from './schema.ts';

/** Apollo.io: companies, people, the team's own deals, and what is new with a company. */
export const apollo = defineVendor({
  name: 'apollo',
  capabilities: [
    'accounts',
    'contacts',
    'opportunities',
    'signals',
    'company_enrichment',
    'contact_enrichment',
    'technologies',
  ],
  hosts: ['api.apollo.io'],
  // 200 requests a minute and kind of question; a free plan has 50.
  limits: { concurrency: 8, perSecond: 3, burst: 20 },
  isHealthFree: true,
  auth: ({ settings }) => ({ headers: async () => ({ 'x-api-key': settings.api_key }) }),
  createClient: createApolloClient,
  mock: apolloMock,
  classify,
  rate: rateOf,
});

/** Missing credits have no status of their own, and the health question is a success also for a wrong key. */
function classify({ status, body }: VendorAnswer): FailureKind | undefined {
  if (status === 200 && Health.safeParse(body).data?.is_logged_in === false) return 'auth';
  if (status !== 403 && status !== 422) return undefined;
  const { error, message } = Fault.safeParse(body).data ?? {};
  return /\bcredits?\b/i.test(`${error ?? ''} ${message ?? ''}`) ? 'quota_exhausted' : undefined;
}

const WINDOWS = [
  ['x-rate-limit-minute', 'x-minute-requests-left'],
  ['x-rate-limit-hourly', 'x-hourly-requests-left'],
  ['x-rate-limit-24-hour', 'x-24-hour-requests-left'],
] as const;

/** Of the window in which the fewest requests are left. Windows without a limit have an empty header. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const windows = WINDOWS.flatMap(([limit, left]): Rate[] => {
    const [most, remaining] = [count(headers[limit]), count(headers[left])];
    return remaining === undefined ? [] : [{ remaining, ...(most !== undefined && { limit: most }) }];
  });
  return windows.sort((a, b) => a.remaining - b.remaining)[0] ?? null;
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
