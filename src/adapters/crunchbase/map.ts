import type { SignalRecord } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { known, knownOrNothing, numberIn, textIn, timeIn, wordsOf } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import { CARD_TYPES, type Card } from './cards.ts';
import type { Entry, Organization } from './schema.ts';

/** Asked for with every organization. */
export const FIELDS = [
  'identifier',
  'short_description',
  'website_url',
  'num_employees_enum',
  'revenue_range',
  'operating_status',
  'last_funding_type',
  'funding_total',
  'categories',
  'location_identifiers',
] as const;

/** The number of employees and the revenue are told as ranges only, so they are no numbers here either. */
export function accountOf({ uuid, properties: p }: Organization, origin: Origin): VendorAccount {
  const domain = domainIn(textOf(p.website_url) ?? '') ?? undefined;
  const country = p.location_identifiers?.find(({ location_type: type }) => type === 'country')?.value;
  const total = numberIn(p.funding_total?.value);
  return known({
    ...origin,
    accountId: accountId(uuid),
    name: textIn(p.identifier?.value)?.slice(0, 200) ?? domain ?? `Organization ${uuid}`,
    domain,
    aliases: [],
    industry: textIn(p.categories?.[0]?.value),
    country: textIn(country),
    technologies: [],
    extra: knownOrNothing({
      employee_range: rangeOf(p.num_employees_enum),
      revenue_range: textIn(p.revenue_range),
      operating_status: textIn(p.operating_status),
      last_funding_type: p.last_funding_type ? textIn(wordsOf(p.last_funding_type)) : undefined,
      funding_total: total === undefined ? undefined : `${total} ${p.funding_total?.currency ?? ''}`.trim(),
      description: textIn(p.short_description),
    }),
  });
}

/** Null for an entry whose day is not told or not in the window. */
export function signalOf(
  entry: Entry,
  card: Card,
  { uuid, origin, since, now }: { uuid: string; origin: Origin; since: Date; now: Date },
): SignalRecord | null {
  const at = timeIn(
    textOf(entry.announced_on) ?? entry.key_event_date ?? entry.posted_on ?? entry.went_public_on,
  );
  if (!at || Date.parse(at) < since.getTime() || Date.parse(at) > now.getTime()) return null;
  const title = titleOf(entry, card);
  return known({
    ...origin,
    signalId: `${accountId(uuid)}:${card}:${entry.identifier?.uuid ?? title}:${at}`,
    accountId: accountId(uuid),
    type: CARD_TYPES[card],
    occurredAt: at,
    title,
    confidence: 0.9,
    url: addressIn(textOf(entry.url)),
  });
}

function titleOf(entry: Entry, card: Card): string {
  const told = textIn(entry.title ?? entry.short_description ?? entry.identifier?.value)?.slice(0, 200);
  if (card !== 'raised_funding_rounds') return told ?? wordsOf(CARD_TYPES[card]);
  const amount = numberIn(entry.money_raised?.value);
  const round = entry.investment_type ? textIn(wordsOf(entry.investment_type)) : undefined;
  const sum = amount === undefined ? '' : ` of ${amount} ${entry.money_raised?.currency ?? ''}`.trimEnd();
  return `Funding round${round ? `: ${round}` : ''}${sum}`;
}

/** `c_00051_00100` is 51-100, `c_10001_max` is 10001 and more. */
function rangeOf(text: string | null | undefined): string | undefined {
  const [, from, to] = /^c_(\d{5})_(\d{5}|max)$/.exec(text ?? '') ?? [];
  if (from === undefined || to === undefined) return undefined;
  return to === 'max' ? `${Number(from)}+` : `${Number(from)}-${Number(to)}`;
}

function accountId(uuid: string): string {
  return `crunchbase:${uuid}`;
}

function textOf(
  field: string | { value?: string | null | undefined } | null | undefined,
): string | undefined {
  return (typeof field === 'string' ? field : field?.value) ?? undefined;
}

function addressIn(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\/\S+$/.test(text) && text.length <= 2_000 ? text : undefined;
}
