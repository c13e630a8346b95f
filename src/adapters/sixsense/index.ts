import type { FailureKind } from '../../core/source-failure.ts';
import type { VendorAnswer } from '../http/exchange.ts';
import { defineVendor } from '../vendor.ts';
import { createSixsenseClient } from './client.ts';
import { sixsenseMock } from './mock.ts';
import { Fault } from './schema.ts';

/** 100 requests a minute and group of questions, which no header tells. */
const RATE = { perSecond: 1.3, burst: 20 } as const;

/** 6sense: how near a company is to buying, what it is, and who works there. */
export const sixsense = defineVendor({
  name: 'sixsense',
  capabilities: ['company_enrichment', 'contacts', 'contact_enrichment', 'signals'],
  hosts: ['api.6sense.com', 'scribe.6sense.com'],
  limits: { concurrency: 4, ...RATE, buckets: { scoring: RATE, people: RATE } },
  isHealthFree: true,
  otherUrls: ({ scribe_url: scribe }) => [scribe],
  auth: ({ settings: { api_key: usual, scoring_key: scoring = usual, people_key: people = usual } }) => {
    const tokens = new Map([
      ['scoring', scoring],
      ['people', people],
    ]);
    return {
      headers: async (request) => ({ authorization: `Token ${tokens.get(request?.bucket ?? '') ?? usual}` }),
    };
  },
  createClient: createSixsenseClient,
  mock: sixsenseMock,
  classify,
});

/** That there is no match comes as a wrong request, too. */
function classify({ status, body }: VendorAnswer): FailureKind | undefined {
  const message = status === 400 ? Fault.safeParse(body).data?.message : undefined;
  return message !== undefined && /^no (data|match)/i.test(message) ? 'not_found' : undefined;
}
