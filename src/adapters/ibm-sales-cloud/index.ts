import { readCrmMapping } from '../../config/vendors/read-crm-mapping.ts';
import type { Rate, VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { crmAuth } from './auth.ts';
import { createCrmClient } from './client.ts';
import { crmMock } from './mock.ts';
import { createCrmWrites } from './writes.ts';

/** Any CRM with a plain REST interface, as its mapping describes it. */
export const ibmSalesCloud = defineVendor({
  name: 'ibm_sales_cloud',
  capabilities: ['accounts', 'contacts', 'opportunities', 'signals'],
  capabilitiesOf({ mapping: path }) {
    const mapping = readCrmMapping(path);
    const optional = (['contacts', 'opportunities', 'signals'] as const).filter((kind) => mapping[kind]);
    return ['accounts', ...optional];
  },
  // Nowhere but at the configured address.
  hosts: [],
  limits: { concurrency: 4, perSecond: 5, burst: 10 },
  limitsOf({ mapping: path }) {
    const { at_once: concurrency, per_second: perSecond, burst } = readCrmMapping(path).limits;
    return { concurrency, perSecond, burst: burst ?? Math.max(1, Math.floor(perSecond * 2)) };
  },
  isHealthFree: true,
  auth: crmAuth,
  createClient: createCrmClient,
  createWrites: createCrmWrites,
  mock: crmMock,
  rate: rateOf,
});

/** In the headers that most interfaces use. */
function rateOf(headers: VendorAnswer['headers']): Rate | null {
  const count = (name: string) => {
    const text = headers[`x-ratelimit-${name}`] ?? headers[`ratelimit-${name}`];
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  };
  const [remaining, limit] = [count('remaining'), count('limit')];
  return remaining === undefined ? null : { remaining, ...(limit !== undefined && { limit }) };
}
