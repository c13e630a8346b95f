import type { Contact } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, wordsOf } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { Technology, VendorAccount } from '../vendor-records.ts';
import type { Company, Person } from './schema.ts';

/** Clearbit finds companies by their domain, so that is their id here. */
export function accountOf(company: Company, asked: string, origin: Origin): VendorAccount {
  const domain = domainIn(company.domain) ?? asked;
  const { employees, annualRevenue, estimatedAnnualRevenue } = company.metrics ?? {};
  const employeeCount = countIn(employees);
  const revenue = countIn(annualRevenue);
  const technologies = technologiesOf(company).map(({ name }) => name);
  return known({
    ...origin,
    accountId: accountId(domain),
    name: textIn(company.name)?.slice(0, 200) ?? domain,
    domain,
    aliases: [],
    industry: textIn(company.category?.industry ?? company.category?.sector),
    employeeCount,
    annualRevenue: revenue === undefined ? undefined : { amount: revenue, currency: 'USD' },
    country: textIn(company.geo?.country),
    technologies,
    extra: knownOrNothing({
      city: textIn(company.geo?.city),
      state: textIn(company.geo?.state),
      estimated_annual_revenue: revenue === undefined ? textIn(estimatedAnnualRevenue) : undefined,
      parent_domain: textIn(company.parent?.domain),
    }),
    observed:
      employeeCount === undefined && technologies.length === 0
        ? undefined
        : known({ employeeCount, technologies: technologies.length === 0 ? undefined : technologies }),
  });
}

/** The list has no dates: that a technology is new shows only in the difference to an earlier list. */
export function technologiesOf({ tech }: Company): Technology[] {
  const names = (tech ?? []).flatMap((slug) => textIn(wordsOf(slug)) ?? []);
  return [...new Set(names)].map((name) => ({ name, categories: [] }));
}

/** Null for a person whose company or name is not told. */
export function contactOf(person: Person, origin: Origin): Contact | null {
  const domain = domainIn(person.employment?.domain ?? '');
  const email = textIn(person.email);
  const fullName = textIn(person.name?.fullName) ?? email;
  if (domain === null || fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `clearbit:${person.id}`,
    accountId: accountId(domain),
    fullName,
    title: textIn(person.employment?.title),
    email,
    timezone: zoneIn(person.timeZone),
  });
}

function accountId(domain: string): string {
  return `clearbit:${domain}`;
}

function zoneIn(text: string | null | undefined): string | undefined {
  return text && numberIn(text) === undefined && /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z_]*){0,2}$/.test(text)
    ? text
    : undefined;
}
