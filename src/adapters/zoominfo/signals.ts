import type { SignalRecord } from '../../core/records.ts';
import { known, knownOrNothing, numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import { accountId } from './map.ts';
import type { Article, Intent, Scoop } from './schema.ts';

/** Whose news it is, and from when on it counts. */
export interface Around {
  readonly companyId: string;
  readonly origin: Origin;
  readonly since: Date;
  readonly now: Date;
}

/** What a scoop is news of, by a word in the name of its type or topic; the first that fits decides. */
const SCOOPS: readonly (readonly [word: RegExp, type: string])[] = [
  [/layoff/, 'layoffs'],
  [/\bipo\b|public offering/, 'ipo'],
  [/funding/, 'funding_event'],
  [/merger|acquisition/, 'acquisition'],
  [/partner/, 'partnership_announcement'],
  [/facilit|expansion/, 'expansion'],
  [/hiring/, 'hiring_spree'],
  [/new hire|executive|management move|promotion|left company/, 'leadership_change'],
  [/product/, 'product_launch'],
];

export function scoopSignal(id: string | number, scoop: Scoop, around: Around): SignalRecord | null {
  const types = (scoop.types ?? []).flatMap(({ type }) => textIn(type) ?? []);
  const topics = (scoop.topics ?? []).flatMap(({ topic }) => textIn(topic) ?? []);
  const type = [...types, ...topics].map(typeOfScoop).find((found) => found !== undefined) ?? 'company_news';
  const signal = dated(type, scoop.originalPublishedDate ?? scoop.publishedDate, scoop.description, around, {
    confidence: 0.8,
    part: `scoop:${id}`,
  });
  const kind = [...types, ...topics][0];
  return (
    signal && known({ ...signal, url: addressIn(scoop.link), extra: knownOrNothing({ source_type: kind }) })
  );
}

function typeOfScoop(name: string): string | undefined {
  return SCOOPS.find(([word]) => word.test(name.toLowerCase()))?.[1];
}

/** The categories of news that are of a kind; the vendor spells one of them in two ways. */
const NEWS: Readonly<Record<string, string>> = {
  FUNDING: 'funding_event',
  MERGER_OR_ACQUISITION: 'acquisition',
  MERGER_OR_ACQUISTION: 'acquisition',
  PRODUCT: 'product_launch',
};

export function newsSignal(id: string | number, article: Article, around: Around): SignalRecord | null {
  const category = article.categories?.find((name) => Object.hasOwn(NEWS, name));
  const type = category === undefined ? 'company_news' : (NEWS[category] ?? 'company_news');
  const options = { confidence: 0.7, part: `news:${id}` };
  const signal = dated(type, article.pageDate, article.title, around, options);
  return (
    signal &&
    known({
      ...signal,
      reportedBy: textIn(article.domain),
      url: addressIn(article.url),
      extra: knownOrNothing({ source_type: textIn(category ?? article.categories?.[0]) }),
    })
  );
}

/** One topic is one event, however often a company reads about it: the score is how sure it is. */
export function intentSignal(intent: Intent, around: Around): SignalRecord | null {
  const topic = textIn(intent.topic)?.slice(0, 100);
  const score = numberIn(intent.signalScore);
  if (topic === undefined || score === undefined || score < 0 || score > 100) return null;
  const audience = textIn(intent.audienceStrength)?.slice(0, 10);
  const strength = audience === undefined ? '' : `, audience ${audience}`;
  const title = `Reads about ${topic} more than usual (score ${Math.round(score)}${strength})`;
  const options = { confidence: score / 100, part: `intent:${topic}` };
  const signal = dated('intent_topic', intent.signalDate, title, around, options);
  return (
    signal && known({ ...signal, key: topic, extra: knownOrNothing({ category: textIn(intent.category) }) })
  );
}

function dated(
  type: string,
  day: string | null | undefined,
  told: string | null | undefined,
  { companyId, origin, since, now }: Around,
  { confidence, part }: { confidence: number; part: string },
): SignalRecord | null {
  const at = timeIn(day);
  const title = textIn(told)?.slice(0, 200);
  if (at === undefined || title === undefined) return null;
  if (Date.parse(at) < since.getTime() || Date.parse(at) > now.getTime()) return null;
  const signalId = `${accountId(companyId)}:${part}:${at.slice(0, 10)}`;
  return { ...origin, signalId, accountId: accountId(companyId), type, occurredAt: at, title, confidence };
}

function addressIn(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\/\S+$/.test(text) && text.length <= 2_000 ? text : undefined;
}
