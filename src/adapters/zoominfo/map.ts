import type { Contact } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, textIn } from '../facts.ts';
import type { AccountRef, Origin } from '../vendor.ts';
import type { Technology, VendorAccount } from '../vendor-records.ts';
import type { CompanyAttributes, PersonAttributes } from './schema.ts';

type Id = string | number;

/** Revenue is a range there, so it is an extra fact; so are ranges of employees where there is no number. */
export function accountOf(id: Id, company: CompanyAttributes, origin: Origin): VendorAccount {
  const domain = domainOf(company);
  const employeeCount = countIn(company.employeeCount);
  return known({
    ...origin,
    accountId: accountId(id),
    name: textIn(company.name)?.slice(0, 200) ?? domain ?? `Company ${id}`,
    domain,
    aliases: [],
    industry: textIn(firstOf(company.primaryIndustry)),
    employeeCount,
    country: textIn(company.country),
    technologies: [],
    extra: knownOrNothing({
      city: textIn(company.city),
      state: textIn(company.state),
      employee_range: employeeCount === undefined ? textIn(company.employeeRange) : undefined,
      revenue_range: textIn(company.revenueRange),
    }),
    observed: employeeCount === undefined ? undefined : { employeeCount },
  });
}

export function technologiesOf(
  found: readonly { product?: string | null | undefined; category?: string | null | undefined }[],
): Technology[] {
  const byName = new Map<string, Technology>();
  for (const { product, category } of found) {
    const name = textIn(product);
    if (name === undefined) continue;
    const before = byName.get(name)?.categories ?? [];
    const own = textIn(category);
    byName.set(name, { name, categories: [...new Set([...before, ...(own === undefined ? [] : [own])])] });
  }
  return [...byName.values()];
}

/** Null for a person without a name, or of whom it is not known where they work. */
export function contactOf(
  id: Id,
  person: PersonAttributes,
  { companyId, origin }: { companyId?: Id | undefined; origin: Origin },
): Contact | null {
  const at = companyId ?? person.company?.id ?? undefined;
  const email = textIn(person.email);
  const fullName = textIn([person.firstName, person.lastName].filter(Boolean).join(' ')) ?? email;
  if (at === undefined || fullName === undefined) return null;
  const notToCall = [
    ...(person.directPhoneDoNotCall === true ? ['direct phone'] : []),
    ...(person.mobilePhoneDoNotCall === true ? ['mobile phone'] : []),
  ].join(', ');
  return known({
    ...origin,
    contactId: `zoominfo:${id}`,
    accountId: accountId(at),
    fullName,
    title: textIn(person.jobTitle),
    email,
    phone: person.directPhoneDoNotCall === true ? undefined : textIn(person.phone),
    extra: knownOrNothing({
      seniority: textIn(firstOf(person.managementLevel)),
      do_not_call: textIn(notToCall),
    }),
  });
}

/** Whether a company is the one asked for: its web site decides where both are known, else its name. */
export function isSame(company: CompanyAttributes, { domain, name }: AccountRef): boolean {
  const own = domainOf(company);
  if (domain !== undefined && own !== undefined) return own === domain;
  return name !== undefined && textIn(company.name)?.toLowerCase() === name.trim().toLowerCase();
}

export function accountId(id: Id): string {
  return `zoominfo:${id}`;
}

function domainOf({ website }: CompanyAttributes): string | undefined {
  return domainIn(website ?? '') ?? undefined;
}

function firstOf(value: string | readonly string[] | null | undefined): string | undefined {
  return (typeof value === 'string' ? value : value?.[0]) ?? undefined;
}
