import { apiVersion, baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const hubspot = {
  title: 'HubSpot',
  settings: {
    api_key: secret('Service key, OAuth token or token of an older private app, with the CRM read scopes.'),
    base_url: baseUrl('https://api.hubapi.com/'),
    api_version: apiVersion('2026-03', /^(v3|20[0-9]{2}-[0-9]{2})$/),
  },
} as const satisfies VendorSettings;
