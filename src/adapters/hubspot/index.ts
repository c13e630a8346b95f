import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createHubspotClient } from './client.ts';
import { hubspotMock } from './mock.ts';
import { HubspotRateError } from './schema.ts';
import { createHubspotWrites } from './writes.ts';

/** HubSpot CRM: companies, contacts and deals, and what the history of deals says. */
export const hubspot = defineVendor({
  name: 'hubspot',
  capabilities: ['accounts', 'contacts', 'opportunities', 'signals'],
  hosts: ['api.hubapi.com'],
  // The smallest allowance is 100 requests in 10 s; searches are counted by themselves, 5 a second, 4 on old ones.
  limits: { concurrency: 8, perSecond: 9, burst: 20, buckets: { search: { perSecond: 4, burst: 4 } } },
  isHealthFree: true,
  auth: ({ settings }) => ({ headers: async () => ({ authorization: `Bearer ${settings.api_key}` }) }),
  createClient: createHubspotClient,
  createWrites: createHubspotWrites,
  mock: hubspotMock,
  classify: (answer) => (answer.status === 429 && isDaily(answer) ? 'quota_exhausted' : undefined),
  rate: rateOf,
});

function isDaily({ body }: VendorAnswer): boolean {
  return HubspotRateError.safeParse(body).data?.policyName === 'DAILY';
}

/** The day's allowance; the one of ten seconds refills by itself. Searches say neither. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const [limit, remaining] = [
    headers['x-hubspot-ratelimit-daily'],
    headers['x-hubspot-ratelimit-daily-remaining'],
  ].map((text) => (text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined));
  return remaining === undefined ? null : { remaining, ...(limit !== undefined && { limit }) };
}
