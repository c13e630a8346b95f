import { apiUrl, plainText } from '../values.ts';
import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const zoominfo = {
  title: 'ZoomInfo',
  isNotYetLive: true,
  settings: {
    client_id: {
      meaning: 'Client id of the GTM API application, with the client credentials grant approved.',
      expects: 'the client id',
      schema: plainText,
      example: '0oa1b2c3d4…',
      isNeeded: true,
    },
    client_secret: secret('Client secret of the same application.'),
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
