import type { FailureKind } from '../../core/source-failure.ts';
import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createBuiltwithClient } from './client.ts';
import { builtwithMock } from './mock.ts';
import { Errors, TooMany } from './schema.ts';

/** BuiltWith: what a company's web pages are made of, and what came and went. */
export const builtwith = defineVendor({
  name: 'builtwith',
  capabilities: ['company_enrichment', 'technologies', 'signals'],
  hosts: ['api.builtwith.com'],
  limits: { concurrency: 8, perSecond: 10, burst: 10 },
  isHealthFree: true,
  auth: ({ settings }) => ({
    headers: async (): Promise<Readonly<Record<string, string>>> =>
      settings.key_place === 'query' ? {} : { authorization: `API ${settings.api_key}` },
  }),
  createClient: createBuiltwithClient,
  mock: builtwithMock,
  classify,
  rate: rateOf,
  pauseMs: ({ status, body }) =>
    status === 429 ? secondsOf(TooMany.safeParse(body).data?.retryAfterSeconds) : null,
});

const CODES: Readonly<Record<number, FailureKind | undefined>> = {
  [-2]: 'auth',
  [-3]: 'quota_exhausted',
  [-8]: 'not_found',
};

/** An answer that is a success by its status can hold an error. */
function classify({ status, body }: VendorAnswer): FailureKind | undefined {
  const code = Errors.safeParse(body).data?.Errors[0]?.Code;
  if (status !== 200 || code === undefined) return undefined;
  return CODES[code] ?? 'upstream';
}

/** Credits that are left; one is used for each domain asked about. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const remaining = headers['x-api-credits-remaining'];
  return remaining !== undefined && /^\d{1,12}$/.test(remaining) ? { remaining: Number(remaining) } : null;
}

function secondsOf(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000;
}
