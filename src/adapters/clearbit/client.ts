import type { z } from 'zod';
import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import { isVendorError } from '../http/vendor-error.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { accountOf, contactOf, technologiesOf } from './map.ts';
import { Company, Person } from './schema.ts';

const TITLE = 'Clearbit';
const QUEUED = 202;
const PROBE = 'clearbit.com';

type Answer<T> = { readonly found: T } | { readonly nothing: readonly string[] };

/** Asks Clearbit about one company by its domain, or one person by the e-mail address. */
export function createClearbitClient({
  settings,
  send,
  origin,
}: ClientContext<'clearbit'>): VendorClient<'company_enrichment' | 'contact_enrichment' | 'technologies'> {
  /** What there is, or why there is nothing: unknown, or still being looked up. */
  const find = async <S extends z.ZodType>(
    schema: S,
    { url, label, query, signal }: Omit<Parameters<typeof send>[0], 'method'>,
  ): Promise<Answer<z.output<S>>> => {
    try {
      const { status, body } = await send({ url, label, ...(query && { query }), signal });
      if (status === QUEUED) return { nothing: ['Clearbit is still looking it up; ask again in a minute.'] };
      return { found: checked(TITLE, schema, body) };
    } catch (error) {
      if (isVendorError(error, 'not_found')) return { nothing: [] };
      throw error;
    }
  };

  const company = (domain: string, signal: AbortSignal | undefined) =>
    find(Company, { url: 'v2/companies/find', label: 'GET companies/find', query: { domain }, signal });

  const aboutDomain = async <T>(
    account: AccountRef,
    signal: AbortSignal | undefined,
    itemsOf: (company: Company, domain: string) => readonly T[],
  ): Promise<Found<T>> => {
    const domain = domainIn(account.domain ?? account.id ?? '');
    if (domain === null) return { items: [], warnings: ['Clearbit knows companies by their domain only.'] };
    const answer = await company(domain, signal);
    return 'nothing' in answer
      ? { items: [], warnings: answer.nothing }
      : { items: itemsOf(answer.found, domain) };
  };

  return {
    companyEnrichment: ({ account, signal }) =>
      aboutDomain(account, signal, (found, domain) => [accountOf(found, domain, origin())]),
    technologies: ({ account, signal }) => aboutDomain(account, signal, technologiesOf),
    async contactEnrichment({ email, signal }) {
      if (email === undefined)
        return { items: [], warnings: ['Clearbit knows people by their e-mail address only.'] };
      const url = `${settings.person_url}v2/people/find`;
      const answer = await find(Person, { url, label: 'GET people/find', query: { email }, signal });
      if ('nothing' in answer) return { items: [], warnings: answer.nothing };
      const contact = contactOf(answer.found, origin());
      return { items: contact ? [contact] : [] };
    },
    async health(signal) {
      await company(PROBE, signal);
    },
  };
}
