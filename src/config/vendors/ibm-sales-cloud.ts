import { matching, plainText } from '../values.ts';
import { crmMappingProblem } from './read-crm-mapping.ts';
import { ownUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const ibmSalesCloud = {
  title: 'IBM Sales Cloud',
  note: 'There is no public product of this name: this is an adapter for any CRM with a plain REST interface.',
  settings: {
    base_url: ownUrl('Address of the CRM; its paths are put after it.', 'https://crm.example.com/api/'),
    api_key: secret('Key, token or password, sent as the mapping says; without one, as bearer.'),
    tenant_id: {
      meaning: 'Sent as X-Tenant-ID, or as the mapping says, if set.',
      expects: 'an id without spaces',
      schema: matching(/^[!-~]{1,200}$/),
      example: 'tenant-1',
    },
    mapping: {
      meaning:
        'Path of the YAML file that says how the CRM is asked and read (docs/crm-mapping.md). Unset: `data/crm.yaml`.',
      expects: 'the path of a mapping',
      schema: plainText,
      example: '/etc/cugar/crm.yaml',
      problem: crmMappingProblem,
    },
  },
} as const satisfies VendorSettings;
