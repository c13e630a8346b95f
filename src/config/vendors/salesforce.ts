import { z } from 'zod';
import { matching, plainText } from '../values.ts';
import { privateKeyProblem } from './read-private-key.ts';
import { apiVersion, ownUrl, secret, type VendorSettings } from './vendor-settings.ts';

export const salesforce = {
  title: 'Salesforce',
  settings: {
    base_url: ownUrl(
      'The address of My Domain, not that of the login page.',
      'https://example.my.salesforce.com/',
    ),
    client_id: {
      meaning: 'Consumer key of the external client app, with the flow on that is used below.',
      expects: 'the consumer key',
      schema: plainText,
      example: '3MVG9…',
      isNeeded: true,
    },
    client_secret: {
      ...secret('Consumer secret of the same app, for its client credentials flow: one of the two ways.'),
      isNeeded: false,
    },
    user_name: {
      meaning: 'User whom the app speaks for by a signed JWT: the other way, together with the private key.',
      expects: 'the name that the user logs in with',
      schema: matching(/^\S{1,200}$/),
      example: 'cugar@example.com',
    },
    private_key_file: {
      meaning: 'File of the private RSA key (PEM) whose certificate the app has; only its owner may read it.',
      expects: 'the path of a PEM file',
      schema: plainText,
      example: '/etc/cugar/salesforce.pem',
      isPrivateFile: true,
      problem: privateKeyProblem,
    },
    audience: {
      meaning: 'Whom the JWT is for: the login page, which is another one for a sandbox.',
      expects: 'https://login.salesforce.com or https://test.salesforce.com',
      schema: z.enum(['https://login.salesforce.com', 'https://test.salesforce.com']),
      default: 'https://login.salesforce.com',
      example: 'https://test.salesforce.com',
    },
    /** From 51.0 on queries may ask for whatever fields the user of the app may see. */
    api_version: apiVersion('v67.0', /^v(5[1-9]|[6-9][0-9]|[1-9][0-9]{2})\.0$/),
    currency: {
      meaning: 'Currency of amounts, for an organization that keeps only one: its records do not say.',
      expects: 'the three letters of a currency',
      schema: matching(/^[A-Z]{3}$/),
      example: 'USD',
    },
  },
  ways: [
    { title: 'client credentials', settings: ['client_secret'] },
    { title: 'a signed JWT', settings: ['user_name', 'private_key_file', 'audience'] },
  ],
} as const satisfies VendorSettings;
