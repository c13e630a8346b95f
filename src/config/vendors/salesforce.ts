import { plainText, secretText } from '../values.ts';
import { apiVersion, ownUrl, type VendorSettings } from './vendor-settings.ts';

export const salesforce = {
  title: 'Salesforce',
  isNotYetLive: true,
  settings: {
    base_url: ownUrl(
      'The address of My Domain, not that of the login page.',
      'https://example.my.salesforce.com/',
    ),
    client_id: {
      meaning: 'Consumer key of the external client app, with the client credentials flow on.',
      expects: 'the consumer key',
      schema: plainText,
      example: '3MVG9…',
      isNeeded: true,
    },
    client_secret: {
      meaning: 'Consumer secret of the same app.',
      expects: 'the consumer secret, at least 16 characters without spaces',
      schema: secretText,
      example: '0123456789abcdef…',
      isSecret: true,
      isNeeded: true,
    },
    api_version: apiVersion('v67.0', /^v[0-9]{2,3}\.0$/),
  },
} as const satisfies VendorSettings;
