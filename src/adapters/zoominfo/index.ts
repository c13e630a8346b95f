import type { FailureKind } from '../../core/source-failure.ts';
import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { zoominfoAuth } from './auth.ts';
import { createZoominfoClient } from './client.ts';
import { zoominfoMock } from './mock.ts';
import { Faults, TokenFault } from './schema.ts';

/** ZoomInfo: companies, people, technologies, and what is new: scoops, news and intent. */
export const zoominfo = defineVendor({
  name: 'zoominfo',
  capabilities: [
    'accounts',
    'contacts',
    'signals',
    'company_enrichment',
    'contact_enrichment',
    'technologies',
  ],
  hosts: ['api.zoominfo.com', 'okta-login.zoominfo.com'],
  // The smallest package allows 5 requests a second.
  limits: { concurrency: 8, perSecond: 5, burst: 5 },
  isHealthFree: true,
  otherUrls: ({ token_url: token }) => [token],
  auth: zoominfoAuth,
  createClient: createZoominfoClient,
  mock: zoominfoMock,
  classify,
  rate: rateOf,
});

/** Wrong credentials are a wrong request where tokens are given; a missing allowance has no status of its own. */
function classify({ status, body }: VendorAnswer): FailureKind | undefined {
  if (status < 400 || status >= 500) return undefined;
  if (TokenFault.safeParse(body).success) return status === 429 ? undefined : 'auth';
  const faults = Faults.safeParse(body).data ?? [];
  const told = faults.map(({ code, title, detail, message }) => [code, title, detail, message].join(' '));
  return told.some((text) => USED_UP.test(text)) ? 'quota_exhausted' : undefined;
}

/** Credits, records and requests are counted over the contract; the rate of requests is another thing. */
const USED_UP = /\b(credits?|(record|request|usage|unique id) limit)\b/i;

const WINDOWS = ['day', 'hour'] as const;

/** Of the day and the hour, whichever has less left; what is left of a second says nothing about the next. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const windows = WINDOWS.flatMap((window): Rate[] => {
    const [limit, remaining] = ['limit', 'remaining'].map((name) =>
      count(headers[`x-ratelimit-${name}-${window}`]),
    );
    return remaining === undefined ? [] : [{ remaining, ...(limit !== undefined && { limit }) }];
  });
  return windows.sort((a, b) => a.remaining - b.remaining)[0] ?? null;
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
