import { baseUrl, secret, type VendorSettings } from './vendor-settings.ts';

/** Tokens are made for a group of questions each; one that is made for all may be given once. */
function tokenFor(group: string) {
  return { ...secret(`API token for ${group}, where it is another one.`), isNeeded: false } as const;
}

export const sixsense = {
  title: '6sense',
  note: 'The facts of a company and a person who is looked up cost a credit each; scores and the search of people do not.',
  settings: {
    api_key: secret('API token, for the facts of companies and all that has no token of its own.'),
    scoring_key: tokenFor('scores'),
    people_key: tokenFor('people'),
    base_url: baseUrl('https://api.6sense.com/'),
    scribe_url: baseUrl('https://scribe.6sense.com/'),
  },
} as const satisfies VendorSettings;
