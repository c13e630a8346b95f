import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const pipedrive = {
  title: 'Pipedrive',
  settings: {
    api_key: secret('Personal API token.'),
    base_url: baseUrl('https://api.pipedrive.com/api/v2/'),
  },
} as const satisfies VendorSettings;
