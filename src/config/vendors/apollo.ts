import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const apollo = {
  title: 'Apollo.io',
  note: 'A page of companies, the record of a company, its jobs and its news cost a credit each, and so does a person who is looked up.',
  settings: {
    api_key: secret('Master API key; with another key, what it is not made for is named as missing.'),
    base_url: baseUrl('https://api.apollo.io/api/v1/'),
  },
} as const satisfies VendorSettings;
