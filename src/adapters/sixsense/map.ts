import type { Observation } from '../../core/observation.ts';
import type { Contact, SignalRecord } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { Company, PersonEnriched, PersonFound, Score } from './schema.ts';

/** 6sense finds companies by their domain, so that is their id here. */
export function accountOf(
  company: Company,
  { domain: asked, scores, origin }: { domain: string; scores: readonly Score[]; origin: Origin },
): VendorAccount {
  const domain = domainIn(company.domain ?? '') ?? asked;
  const employeeCount = countIn(company.employeeCount);
  const revenue = countIn(company.annualRevenue);
  const observed = observationOf(scores, employeeCount);
  const nearest = nearestOf(scores);
  return known({
    ...origin,
    accountId: accountId(domain),
    name: textIn(company.name)?.slice(0, 200) ?? domain,
    domain,
    aliases: [],
    industry: textIn(company.industry),
    employeeCount,
    annualRevenue: revenue === undefined ? undefined : { amount: revenue, currency: 'USD' },
    country: textIn(company.country),
    technologies: [],
    extra: knownOrNothing({
      city: textIn(company.city),
      state: textIn(company.state),
      employee_range: employeeCount === undefined ? textIn(company.employeeRange) : undefined,
      revenue_range: revenue === undefined ? textIn(company.revenueRange) : undefined,
      intent_score: nearest && scoreOf(nearest)?.toString(),
      buying_stage: textIn(nearest?.company_buying_stage),
      profile_fit: textIn(nearest?.company_profile_fit),
      scored_product: textIn(nearest?.product),
    }),
    observed,
  });
}

/** Where a company is on its way, of all products the furthest: what changes from one reading to the next is news. */
function observationOf(scores: readonly Score[], employeeCount: number | undefined): Observation | undefined {
  const intents = scores.flatMap((score) => scoreOf(score) ?? []);
  const stages = scores.flatMap((score) => stageOf(score) ?? []);
  const qualified = scores.flatMap(({ is_6qa: isQualified }) => isQualified ?? []);
  const observed = known({
    intentScore: intents.length > 0 ? Math.max(...intents) : undefined,
    buyingStage: stages.length > 0 ? Math.max(...stages) : undefined,
    isQualified: qualified.length > 0 ? qualified.includes(true) : undefined,
    employeeCount,
  });
  return Object.keys(observed).length > 0 ? observed : undefined;
}

/** Of the product that the company is most interested in. */
function nearestOf(scores: readonly Score[]): Score | undefined {
  return [...scores].sort((a, b) => (scoreOf(b) ?? -1) - (scoreOf(a) ?? -1))[0];
}

function scoreOf({ company_intent_score: score }: Score): number | undefined {
  const number = numberIn(score);
  return number !== undefined && number >= 0 && number <= 100 ? number : undefined;
}

const STAGES = ['target', 'awareness', 'consideration', 'decision', 'purchase'];

function stageOf({ company_buying_stage: stage }: Score): number | undefined {
  const place = STAGES.indexOf(stage?.trim().toLowerCase() ?? '');
  return place === -1 ? undefined : place;
}

const MOST_NAMED = 3;

/** One signal for all segments of a company: to be in one is a state without a day. */
export function segmentSignals(names: readonly string[], domain: string, origin: Origin): SignalRecord[] {
  const segments = [...new Set(names.flatMap((name) => textIn(name)?.slice(0, 60) ?? []))].sort();
  if (segments.length === 0) return [];
  const named = segments.slice(0, MOST_NAMED).join(', ');
  const more = segments.length > MOST_NAMED ? ` and ${segments.length - MOST_NAMED} more` : '';
  return [
    {
      ...origin,
      signalId: `${accountId(domain)}:segment_engagement`,
      accountId: accountId(domain),
      type: 'segment_engagement',
      title: `In the segment${segments.length > 1 ? 's' : ''} ${named}${more}`,
      confidence: 0.7,
    },
  ];
}

/** Null for a person without a name. */
export function contactOf(person: PersonFound, domain: string, origin: Origin): Contact | null {
  const fullName = nameOf(person);
  if (fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `sixsense:${person.id}`,
    accountId: accountId(domain),
    fullName,
    title: textIn(person.jobTitle),
    extra: knownOrNothing({ department: textIn(person.jobFunction), seniority: textIn(person.jobLevel) }),
  });
}

/** Null for a person whose company or name is not told. */
export function enrichedContactOf(person: PersonEnriched, origin: Origin): Contact | null {
  const domain = domainIn(person.company?.domain ?? '');
  const email = textIn(person.email);
  const fullName = nameOf(person) ?? email;
  if (domain === null || fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `sixsense:${person.id}`,
    accountId: accountId(domain),
    fullName,
    title: textIn(person.jobTitle),
    email,
    phone: textIn(person.phone),
    extra: knownOrNothing({
      department: textIn(person.jobFunction),
      seniority: textIn(person.jobLevel),
      email_confidence: email === undefined ? undefined : textIn(person.emailConfidence),
    }),
  });
}

function nameOf({ fullName, firstName, lastName }: PersonFound): string | undefined {
  return textIn(fullName) ?? textIn([firstName, lastName].filter(Boolean).join(' '));
}

function accountId(domain: string): string {
  return `sixsense:${domain}`;
}
