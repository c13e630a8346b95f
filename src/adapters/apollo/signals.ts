import { DAY } from '../../core/clock.ts';
import type { SignalRecord } from '../../core/records.ts';
import { known, knownOrNothing, numberIn, textIn, timeIn, wordsOf } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId, idOf } from './map.ts';
import type { Article, FundingEvent, Organization, PersonFound, Posting } from './schema.ts';

/** Whose news it is, and from when on it counts. */
export interface Around {
  readonly organizationId: string;
  readonly origin: Origin;
  readonly since: Date;
  readonly now: Date;
}

/** So many new jobs within so many days are more than the usual coming and going. */
const SPREE = { jobs: 5, days: 30 } as const;
/** The same as where the growth is told by the difference of two readings. */
const GROWTH = 0.1;

/** What the record of the organization itself tells: rounds of funding, growth, visits to the own web pages. */
export function organizationSignals(organization: Organization, around: Around): SignalRecord[] {
  const about = { ...around, organizationId: idOf(organization) };
  return [
    ...(organization.funding_events ?? []).flatMap((event) => fundingSignal(event, about) ?? []),
    ...growthSignal(organization, about),
    ...visitSignal(organization, about),
  ];
}

function fundingSignal(event: FundingEvent, around: Around): SignalRecord | null {
  const round = event.type ? textIn(wordsOf(event.type)) : undefined;
  // Amounts come as `40M`, with the sign of the currency beside them.
  const amount = textIn(typeof event.amount === 'number' ? String(event.amount) : event.amount);
  const sum = amount === undefined ? '' : ` of ${textIn(event.currency) ?? ''}${amount}`;
  const title = `Funding round${round ? `: ${round}` : ''}${sum}`.slice(0, 200);
  return dated('funding_event', event.date, title, around, { confidence: 0.85, part: event.id ?? title });
}

/** Growth of the last twelve months is a state, not an event: it has no day. */
function growthSignal(organization: Organization, { organizationId, origin }: Around): SignalRecord[] {
  const growth = numberIn(organization.organization_headcount_twelve_month_growth);
  if (growth === undefined || growth < GROWTH) return [];
  const title = `Head count grew by ${Math.round(growth * 100)} % within twelve months`;
  return [{ ...undated('headcount_growth', title, 0.7, organizationId, origin), key: 'head count' }];
}

function visitSignal(organization: Organization, around: Around): SignalRecord[] {
  const { last_visited_at: last, unique_visitors: visitors } = organization.intent_signal_account ?? {};
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(String(last ?? '')) ?? [];
  if (year === undefined) return [];
  const people = numberIn(visitors);
  const who =
    people === undefined || people < 1 ? 'Somebody' : people === 1 ? 'One visitor' : `${people} visitors`;
  const title = `${who} of theirs came to our web pages`;
  const options = { confidence: 0.6, part: 'visits' };
  return [dated('engagement_detected', `${year}-${month}-${day}`, title, around, options) ?? []].flat();
}

/** The best thirty days of those that are told, if there were enough new jobs in them. */
export function hiringSignal(postings: readonly Posting[], around: Around): SignalRecord[] {
  const days = postings
    .flatMap((posting) => {
      const at = timeIn(posting.posted_at);
      return at === undefined || !isWithin(at, around) ? [] : [{ posting, ms: Date.parse(at) }];
    })
    .sort((a, b) => b.ms - a.ms);
  const last = days[0];
  const recent = days.filter(({ ms }) => last !== undefined && last.ms - ms <= SPREE.days * DAY);
  if (!last || recent.length < SPREE.jobs) return [];
  const example = textIn(last.posting.title)?.slice(0, 100);
  const title = `${recent.length} open roles posted within ${SPREE.days} days${example ? `, such as ${example}` : ''}`;
  const at = new Date(last.ms).toISOString();
  const options = { confidence: 0.75, part: 'jobs' };
  return [dated('hiring_spree', at, title, around, options) ?? []].flat();
}

/** The categories of news whose meaning is documented; any other is news without a kind. */
const NEWS: Readonly<Record<string, string>> = { hires: 'leadership_change' };

export function newsSignal(article: Article, around: Around): SignalRecord | null {
  const category = article.event_categories?.[0]?.trim().toLowerCase();
  const type = category !== undefined && Object.hasOwn(NEWS, category) ? NEWS[category] : undefined;
  const title = textIn(article.title)?.slice(0, 200);
  if (title === undefined) return null;
  const signal = dated(type ?? 'company_news', article.published_at, title, around, {
    confidence: 0.7,
    part: article.id,
  });
  return (
    signal &&
    known({
      ...signal,
      reportedBy: textIn(article.domain),
      url: addressIn(article.url),
      extra: knownOrNothing({ source_type: textIn(category) }),
    })
  );
}

/** That people can be reached, not who: addresses are no business of a signal. */
export function reachableSignal(
  people: readonly PersonFound[],
  { organizationId, origin }: Pick<Around, 'organizationId' | 'origin'>,
  isPart = false,
): SignalRecord[] {
  const count = people.filter(({ has_email: hasEmail }) => hasEmail === true).length;
  if (count === 0) return [];
  const number = `${isPart ? 'at least ' : ''}${count} ${count === 1 ? 'person' : 'people'}`;
  const title = `Apollo has verified e-mail addresses of ${number} there`;
  return [undated('email_verified', title, 0.9, organizationId, origin)];
}

function dated(
  type: string,
  day: string | null | undefined,
  title: string,
  around: Around,
  { confidence, part }: { confidence: number; part: string },
): SignalRecord | null {
  const at = timeIn(day);
  if (at === undefined || !isWithin(at, around)) return null;
  const id = accountId(around.organizationId);
  const signalId = `${id}:${type}:${part}:${at.slice(0, 10)}`;
  return { ...around.origin, signalId, accountId: id, type, occurredAt: at, title, confidence };
}

function undated(type: string, title: string, confidence: number, organizationId: string, origin: Origin) {
  const id = accountId(organizationId);
  return { ...origin, signalId: `${id}:${type}`, accountId: id, type, title, confidence };
}

function isWithin(at: string, { since, now }: Around): boolean {
  return Date.parse(at) >= since.getTime() && Date.parse(at) <= now.getTime();
}

function addressIn(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\/\S+$/.test(text) && text.length <= 2_000 ? text : undefined;
}
