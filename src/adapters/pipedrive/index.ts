import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createPipedriveClient } from './client.ts';
import { pipedriveMock } from './mock.ts';
import { createPipedriveWrites } from './writes.ts';

/** Pipedrive: organizations, persons, deals and what was done with them. */
export const pipedrive = defineVendor({
  name: 'pipedrive',
  capabilities: ['accounts', 'contacts', 'opportunities', 'signals'],
  hosts: ['api.pipedrive.com'],
  // The smallest plan allows 20 requests in 2 s.
  limits: { concurrency: 4, perSecond: 9, burst: 15 },
  // A page of one costs 10 of at least 30,000 tokens a day.
  isHealthFree: true,
  auth: ({ settings }) => ({ headers: async () => ({ 'x-api-token': settings.api_key }) }),
  createClient: createPipedriveClient,
  createWrites: createPipedriveWrites,
  mock: pipedriveMock,
  rate: rateOf,
  pauseMs: ({ status, headers }) => (status === 429 ? resetMs(headers) : null),
});

/** Of the window of two seconds; what is left of the day's tokens is not told. */
function rateOf(headers: VendorAnswer['headers'], now: Date): Rate | null {
  const [limit, remaining] = [count(headers['x-ratelimit-limit']), count(headers['x-ratelimit-remaining'])];
  const reset = resetMs(headers);
  if (remaining === undefined) return null;
  return {
    remaining,
    ...(limit !== undefined && { limit }),
    ...(reset !== null && { resetAt: new Date(now.getTime() + reset).toISOString() }),
  };
}

function resetMs(headers: VendorAnswer['headers']): number | null {
  const seconds = count(headers['x-ratelimit-reset']);
  return seconds === undefined ? null : seconds * 1_000;
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
