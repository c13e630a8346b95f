import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const clearbit = {
  title: 'Clearbit',
  note: 'Only accounts from before 2024 still hold keys; the interface may end at any time.',
  settings: {
    api_key: secret('Legacy API key.', 'sk_…'),
    base_url: baseUrl('https://company.clearbit.com/'),
    person_url: baseUrl('https://person.clearbit.com/'),
  },
} as const satisfies VendorSettings;
