import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const crunchbase = {
  title: 'Crunchbase',
  settings: {
    api_key: secret('User key.'),
    base_url: baseUrl('https://api.crunchbase.com/v4/data/'),
  },
} as const satisfies VendorSettings;
