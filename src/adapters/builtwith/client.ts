import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import type { VendorAnswer } from '../http/exchange.ts';
import { isVendorError } from '../http/vendor-error.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { accountOf, signalOf, technologiesOf } from './map.ts';
import { ChangeAnswer, type Lookup, LookupAnswer } from './schema.ts';

const TITLE = 'BuiltWith';
/** Nothing of persons, and only what is still there. */
const FLAGS = { NOPII: 'yes', NOATTR: 'yes', LIVEONLY: 'yes', HIDETEXT: 'yes', HIDEDL: 'yes' };

/** Asks BuiltWith what a domain's pages are made of, and what changed there. */
export function createBuiltwithClient({
  settings,
  send,
  clock,
  origin,
}: ClientContext<'builtwith'>): VendorClient<'company_enrichment' | 'technologies' | 'signals'> {
  const key = settings.key_place === 'query' ? { KEY: settings.api_key } : {};

  /** Null where BuiltWith does not know the domain, or does not take it for one. */
  const about = async (
    url: string,
    label: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<VendorAnswer | null> => {
    try {
      return await send({ url, label, query: { ...key, ...query }, signal });
    } catch (error) {
      if (isVendorError(error, 'not_found')) return null;
      throw error;
    }
  };

  const lookup = async (domain: string, signal: AbortSignal | undefined): Promise<Lookup | null> => {
    const url = `${settings.api_version}/api.json`;
    const answer = await about(url, 'GET lookup', { LOOKUP: domain, ...FLAGS }, signal);
    return answer === null ? null : (checked(TITLE, LookupAnswer, answer.body).Results[0] ?? null);
  };

  return {
    async companyEnrichment({ account, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const found = await lookup(domain, signal);
      return { items: found ? [accountOf(found, domain, origin())] : [] };
    },
    async technologies({ account, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const found = await lookup(domain, signal);
      return { items: found ? technologiesOf(found) : [] };
    },
    async signals({ account, since, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const query = { LOOKUP: domain, SINCE: since.toISOString().slice(0, 10) };
      const answer = await about('change1/api.json', 'GET changes', query, signal);
      if (answer === null) return NOTHING;
      const around = { domain, origin: origin(), since, now: clock.now() };
      const events = checked(TITLE, ChangeAnswer, answer.body).Results.flatMap(
        ({ Changes }) => Changes.events,
      );
      return { items: events.flatMap((event) => signalOf(event, around) ?? []) };
    },
    async health(signal) {
      await send({ url: 'whoamiv1/api.json', label: 'GET whoami', query: key, signal });
    },
  };
}

const NOTHING: Found<never> = { items: [] };
const NO_DOMAIN: Found<never> = { items: [], warnings: ['BuiltWith knows companies by their domain only.'] };

/** The domain that is asked about; the vendor's own id is one. */
function domainOf({ id, domain }: AccountRef): string | null {
  return domainIn(domain ?? id ?? '');
}
