import type { SignalRecord } from '../../core/records.ts';
import { known, knownOrNothing, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { Technology, VendorAccount } from '../vendor-records.ts';
import type { ChangeEvent, Lookup } from './schema.ts';

/** BuiltWith knows companies by their domain. */
export function accountOf(lookup: Lookup, domain: string, origin: Origin): VendorAccount {
  const { CompanyName, Vertical, City, State, Country } = lookup.Meta ?? {};
  const technologies = technologiesOf(lookup).map(({ name }) => name);
  return known({
    ...origin,
    accountId: accountId(domain),
    name: textIn(CompanyName)?.slice(0, 200) ?? domain,
    domain,
    aliases: [],
    industry: textIn(Vertical),
    country: textIn(Country),
    technologies,
    extra: knownOrNothing({ city: textIn(City), state: textIn(State) }),
    observed: technologies.length === 0 ? undefined : { technologies },
  });
}

/** Each technology once, however many pages it was seen on: first as early, last as late as any page says. */
export function technologiesOf({ Result }: Lookup): Technology[] {
  const byName = new Map<string, Technology>();
  for (const { Name, Categories, FirstDetected, LastDetected } of Result.Paths.flatMap(
    ({ Technologies }) => Technologies ?? [],
  )) {
    const name = textIn(Name);
    if (name === undefined) continue;
    const before = byName.get(name);
    const categories = (Categories ?? []).flatMap((category) => textIn(category) ?? []);
    byName.set(
      name,
      known({
        name,
        categories: [...new Set([...(before?.categories ?? []), ...categories])],
        firstSeenAt: earlier(before?.firstSeenAt, timeIn(FirstDetected)),
        lastSeenAt: later(before?.lastSeenAt, timeIn(LastDetected)),
      }),
    );
  }
  return [...byName.values()];
}

const TYPES: Readonly<Record<string, 'tech_adoption' | 'tech_removal' | undefined>> = {
  technology_added: 'tech_adoption',
  technology_removed: 'tech_removal',
};

/** Null for other changes, and for those whose day is not told or not in the window. */
export function signalOf(
  event: ChangeEvent,
  { domain, origin, since, now }: { domain: string; origin: Origin; since: Date; now: Date },
): SignalRecord | null {
  const type = Object.hasOwn(TYPES, event.type) ? TYPES[event.type] : undefined;
  const technology = textIn(event.technology)?.slice(0, 120);
  const at = timeIn(type === 'tech_removal' ? event.last_seen_utc : event.first_seen_utc);
  if (!type || !technology || !at) return null;
  if (Date.parse(at) < since.getTime() || Date.parse(at) > now.getTime()) return null;
  return {
    ...origin,
    signalId: `${accountId(domain)}:${type}:${technology}:${at}`,
    accountId: accountId(domain),
    type,
    occurredAt: at,
    title: type === 'tech_adoption' ? `Began to use ${technology}` : `No longer uses ${technology}`,
    confidence: 0.8,
  };
}

function accountId(domain: string): string {
  return `builtwith:${domain}`;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && b !== undefined ? (a < b ? a : b) : (a ?? b);
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && b !== undefined ? (a > b ? a : b) : (a ?? b);
}
