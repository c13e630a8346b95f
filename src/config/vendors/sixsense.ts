import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const sixsense = {
  title: '6sense',
  isNotYetLive: true,
  settings: {
    api_key: secret('API token, of the group that is asked.'),
    base_url: baseUrl('https://api.6sense.com/'),
    scribe_url: baseUrl('https://scribe.6sense.com/'),
    epsilon_url: baseUrl('https://epsilon.6sense.com/'),
  },
} as const satisfies VendorSettings;
