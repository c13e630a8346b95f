import { matching } from '../values.ts';
import { ownUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const ibmSalesCloud = {
  title: 'IBM Sales Cloud',
  note: 'There is no public product of this name: this is an adapter for any CRM with a plain REST interface.',
  isNotYetLive: true,
  settings: {
    base_url: ownUrl('Address of the CRM; its paths are put after it.', 'https://crm.example.com/api/'),
    api_key: secret('Token that is sent as bearer.'),
    tenant_id: {
      meaning: 'Sent as X-Tenant-ID, if set.',
      expects: 'an id without spaces',
      schema: matching(/^[!-~]{1,200}$/),
      example: 'tenant-1',
    },
  },
} as const satisfies VendorSettings;
