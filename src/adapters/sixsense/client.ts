import type { z } from 'zod';
import { DAY } from '../../core/clock.ts';
import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import type { VendorRequest } from '../http/exchange.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { rememberedBy } from '../remembered.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { accountOf, contactOf, enrichedContactOf, segmentSignals } from './map.ts';
import { Firmographics, PeopleEnriched, PeopleFound, type Score, Scores } from './schema.ts';

const TITLE = '6sense';
/** What was paid for is not paid for again on the same day. */
const PAID_MS = DAY;
const MOST_PEOPLE = 100;
const PROBE = '6sense.com';

/**
 * Asks 6sense about a company by its domain: its facts and segments, for a credit, and how near it is to
 * buying. Scores are told of leads only, so they are asked for with the address `info@` of the domain; what is
 * said of that person is not used.
 */
export function createSixsenseClient({
  settings,
  send,
  clock,
  origin,
}: ClientContext<'sixsense'>): VendorClient<
  'company_enrichment' | 'contacts' | 'contact_enrichment' | 'signals'
> {
  const now = () => clock.now();
  /** Null where 6sense has no match. All its questions are a POST. */
  const ask = async <S extends z.ZodType>(
    shape: S,
    request: Omit<VendorRequest, 'method' | 'isIdempotent'>,
  ): Promise<z.output<S> | null> => {
    try {
      return checked(TITLE, shape, (await send({ ...request, method: 'POST', isIdempotent: true })).body);
    } catch (error) {
      if (isVendorError(error, 'not_found')) return null;
      throw error;
    }
  };

  const facts = rememberedBy(PAID_MS, now, async (domain, signal) => {
    const url = 'v1/enrichment/company';
    const found = await ask(Firmographics, { url, label: `POST ${url}`, form: { domain }, signal });
    if (!found?.company) return null;
    const { company, segments } = found;
    return { company, segments: segments?.names ?? [], origin: origin() };
  });

  /** Empty, with the reason, where scores are not told. */
  const scores = async (
    domain: string,
    { country, name }: { country?: string | null | undefined; name?: string | null | undefined },
    signal: AbortSignal | undefined,
  ): Promise<{ readonly scores: readonly Score[]; readonly warnings: readonly string[] }> => {
    if (!country) return { scores: [], warnings: ['6sense tells scores only where it knows the country.'] };
    try {
      const found = await ask(Scores, {
        url: `${settings.scribe_url}v2/people/score`,
        label: 'POST v2/people/score',
        bucket: 'scoring',
        form: { email: `info@${domain}`, country, website: domain, ...(name && { company: name }) },
        signal,
      });
      const told = found?.scores ?? [];
      return { scores: told, warnings: told.length > 0 ? [] : [NO_SCORES] };
    } catch (error) {
      // Tokens are made for groups of questions: the facts stand without the scores.
      if (isVendorError(error, 'auth', 'forbidden')) return { scores: [], warnings: [NO_SCORES] };
      throw error;
    }
  };

  return {
    // The domain is the id.
    identify: async ({ account }) => domainOf(account),
    async companyEnrichment({ account, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const found = await facts(domain, signal);
      if (!found) return NOTHING;
      const read = await scores(domain, found.company, signal);
      const item = accountOf(found.company, { domain, scores: read.scores, origin: found.origin });
      return { items: [item], warnings: read.warnings };
    },
    async signals({ account, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const found = await facts(domain, signal);
      return { items: found ? segmentSignals(found.segments, domain, found.origin) : [] };
    },
    async contacts({ account, signal }) {
      const domain = domainOf(account);
      if (domain === null) return NO_DOMAIN;
      const { people = [], totalResults } = (await search(domain, MOST_PEOPLE, signal)) ?? {};
      const isCut = (totalResults ?? 0) > people.length;
      return {
        items: people.flatMap((person) => contactOf(person, domain, origin()) ?? []),
        ...(isCut && { warnings: [`6sense shows ${people.length} of ${totalResults} people.`] }),
      };
    },
    async contactEnrichment({ email, signal }) {
      if (email === undefined)
        return { items: [], warnings: ['6sense knows people by their e-mail address only.'] };
      const url = 'v2/enrichment/people';
      const label = `POST ${url}`;
      const found = await ask(PeopleEnriched, { url, label, bucket: 'people', json: [{ email }], signal });
      return {
        items: (found?.contacts ?? []).flatMap((person) => enrichedContactOf(person, origin()) ?? []),
      };
    },
    async health(signal) {
      try {
        await search(PROBE, 1, signal);
      } catch (error) {
        // Whoever may not ask this was known all the same.
        if (!isVendorError(error, 'forbidden')) throw error;
      }
    },
  };

  function search(domain: string, limit: number, signal: AbortSignal | undefined) {
    const url = 'v2/people/search';
    return ask(PeopleFound, { url, label: `POST ${url}`, bucket: 'people', json: { domain, limit }, signal });
  }
}

const NO_SCORES = '6sense does not tell scores with this token: that is not the same as no interest.';
const NOTHING: Found<never> = { items: [] };
const NO_DOMAIN: Found<never> = { items: [], warnings: ['6sense knows companies by their domain only.'] };

function domainOf({ id, domain }: AccountRef): string | null {
  return domainIn(domain ?? id ?? '');
}
