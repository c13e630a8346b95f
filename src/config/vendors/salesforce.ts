import { matching, plainText } from '../values.ts';
import { apiVersion, ownUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const salesforce = {
  title: 'Salesforce',
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
    client_secret: secret('Consumer secret of the same app.'),
    /** From 51.0 on queries may ask for whatever fields the user of the app may see. */
    api_version: apiVersion('v67.0', /^v(5[1-9]|[6-9][0-9]|[1-9][0-9]{2})\.0$/),
    currency: {
      meaning: 'Currency of amounts, for an organization that keeps only one: its records do not say.',
      expects: 'the three letters of a currency',
      schema: matching(/^[A-Z]{3}$/),
      example: 'USD',
    },
  },
} as const satisfies VendorSettings;
