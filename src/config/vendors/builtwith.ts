import { z } from 'zod';
import { apiVersion, baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const builtwith = {
  title: 'BuiltWith',
  settings: {
    api_key: secret('API key.'),
    base_url: baseUrl('https://api.builtwith.com/'),
    api_version: apiVersion('v22', /^v[0-9]{1,3}$/),
    key_place: {
      meaning:
        'Where the key is sent: `header` keeps it out of proxies’ logs; `query` is for products that do not read the header.',
      expects: '"header" or "query"',
      schema: z.enum(['header', 'query']),
      default: 'header',
      example: 'query',
    },
  },
} as const satisfies VendorSettings;
