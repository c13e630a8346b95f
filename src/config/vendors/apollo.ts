import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const apollo = {
  title: 'Apollo.io',
  isNotYetLive: true,
  settings: {
    api_key: secret('API key; a master key for the search of people.'),
    base_url: baseUrl('https://api.apollo.io/api/v1/'),
  },
} as const satisfies VendorSettings;
