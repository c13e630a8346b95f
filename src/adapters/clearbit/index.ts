import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createClearbitClient } from './client.ts';
import { clearbitMock } from './mock.ts';

/** Clearbit, for those who still hold a key: a company by its domain, a person by the e-mail address. */
export const clearbit = defineVendor({
  name: 'clearbit',
  capabilities: ['company_enrichment', 'contact_enrichment', 'technologies'],
  hosts: ['company.clearbit.com', 'person.clearbit.com'],
  limits: { concurrency: 4, perSecond: 9, burst: 20 },
  isHealthFree: false,
  otherUrls: ({ person_url }) => [person_url],
  auth: ({ settings }) => ({
    headers: async () => ({
      authorization: `Basic ${Buffer.from(`${settings.api_key}:`).toString('base64')}`,
    }),
  }),
  createClient: createClearbitClient,
  mock: clearbitMock,
  classify: ({ status }) => (status === 202 ? 'ok' : undefined),
  rate: rateOf,
});

/** The moment of the reset is told in seconds since 1970. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => {
    const text = headers[`x-ratelimit-${name}`];
    return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : undefined;
  });
  if (remaining === undefined) return null;
  return {
    remaining,
    ...(limit !== undefined && { limit }),
    ...(reset !== undefined && { resetAt: new Date(reset * 1_000).toISOString() }),
  };
}
