import { apiVersion, baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const builtwith = {
  title: 'BuiltWith',
  isNotYetLive: true,
  settings: {
    api_key: secret('API key.'),
    base_url: baseUrl('https://api.builtwith.com/'),
    api_version: apiVersion('v22', /^v[0-9]{1,3}$/),
  },
} as const satisfies VendorSettings;
