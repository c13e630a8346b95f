import type { FailureKind } from '../../core/source-failure.ts';
import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { salesforceAuth } from './auth.ts';
import { createSalesforceClient } from './client.ts';
import { salesforceMock } from './mock.ts';
import { SalesforceFaults, TokenFault } from './schema.ts';
import { createSalesforceWrites } from './writes.ts';

/** Salesforce: accounts, contacts, opportunities, and what their history says. */
export const salesforce = defineVendor({
  name: 'salesforce',
  capabilities: ['accounts', 'contacts', 'opportunities', 'signals'],
  hosts: ['*.salesforce.com'],
  // The day's allowance is large; what runs for long is limited to 5 at once in the smallest organizations.
  limits: { concurrency: 5, perSecond: 10, burst: 20 },
  isHealthFree: true,
  auth: salesforceAuth,
  createClient: createSalesforceClient,
  createWrites: createSalesforceWrites,
  mock: salesforceMock,
  classify: kindOf,
  rate: rateOf,
});

/** Salesforce says by a code of its own what a 403 and a 400 are about. */
function kindOf({ status, body }: VendorAnswer): FailureKind | undefined {
  if (status < 400) return undefined;
  if (TokenFault.safeParse(body).success) return status < 500 ? 'auth' : undefined;
  const [fault] = SalesforceFaults.safeParse(body).data ?? [];
  switch (fault?.errorCode) {
    case 'REQUEST_LIMIT_EXCEEDED':
      // Too many at the same moment passes; too many in a day does not.
      return /^concurrent/i.test(fault.message ?? '') ? 'rate_limited' : 'quota_exhausted';
    case 'QUERY_TIMEOUT':
      return 'timeout';
    default:
      return undefined;
  }
}

/** `api-usage=18/15000`: what was used of the day's requests, and how many there are. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const usage = /(?:^|[\s;,])api-usage=(\d{1,12})\/(\d{1,12})/.exec(headers['sforce-limit-info'] ?? '');
  if (!usage) return null;
  const [used, limit] = [Number(usage[1]), Number(usage[2])];
  return { limit, remaining: Math.max(0, limit - used) };
}
