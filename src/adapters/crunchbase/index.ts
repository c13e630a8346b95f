import { defineVendor } from '../vendor.ts';
import { createCrunchbaseClient } from './client.ts';
import { crunchbaseMock } from './mock.ts';

/** Crunchbase: organizations, and their funding, acquisitions, people and launches as far as they were bought. */
export const crunchbase = defineVendor({
  name: 'crunchbase',
  capabilities: ['accounts', 'company_enrichment', 'signals'],
  hosts: ['api.crunchbase.com'],
  // 200 calls a minute, which no header tells.
  limits: { concurrency: 4, perSecond: 3.3, burst: 20 },
  isHealthFree: true,
  auth: ({ settings }) => ({ headers: async () => ({ 'x-cb-user-key': settings.api_key }) }),
  createClient: createCrunchbaseClient,
  mock: crunchbaseMock,
});
