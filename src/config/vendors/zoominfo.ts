import { apiUrl, plainText } from '../values.ts';
import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

const SCOPES = ['company', 'contact', 'intent', 'news', 'scoops']
  .map((group) => `api:data:${group}`)
  .join(' ');

export const zoominfo = {
  title: 'ZoomInfo',
  note: 'The facts of a company, its technologies, intent, scoops and news, and a person who is looked up are charged, a company not again while it is under management; searches are not.',
  settings: {
    client_id: {
      meaning: 'Client id of the GTM API application, with the client credentials grant approved.',
      expects: 'the client id',
      schema: plainText,
      example: '0oa1b2c3d4…',
      isNeeded: true,
    },
    client_secret: secret('Client secret of the same application.'),
    intent_topics: {
      meaning:
        'Topics that intent is asked for, at most 50, comma-separated, as ZoomInfo calls them. Unset: intent is not asked for.',
      expects: 'names of topics',
      schema: plainText,
      example: 'Supply Chain Analytics, Data Warehouse',
    },
    scopes: {
      meaning: 'What tokens are asked for: the scopes of the application.',
      expects: 'scopes with blanks between them',
      schema: plainText,
      default: SCOPES,
      example: SCOPES,
    },
    base_url: baseUrl('https://api.zoominfo.com/gtm/'),
    token_url: {
      meaning: 'Where tokens are asked for.',
      expects: 'an https address, or http on this machine',
      schema: apiUrl,
      default: 'https://okta-login.zoominfo.com/oauth2/default/v1/token/',
      example: 'https://okta-login.zoominfo.com/oauth2/default/v1/token/',
    },
  },
} as const satisfies VendorSettings;
