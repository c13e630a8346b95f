import type { SignalRecord } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import { weighSignals } from '../intelligence/weigh-signals.ts';

/** What a message may say of a signal of this type; types that are not here are never mentioned. */
const TOPICS: Readonly<Record<string, string>> = {
  funding_event: 'the funding round',
  ipo: 'the listing',
  expansion: 'the expansion',
  partnership_announcement: 'the new partnership',
  product_launch: 'the product launch',
  leadership_change: 'the change in the leadership team',
  executive_change: 'the change in the leadership team',
  hiring_spree: 'the open roles',
  headcount_growth: 'the growth of the team',
};
/** Words that make any signal too delicate to open a message with. */
const DELICATE =
  /\b(?:layoffs?|lay off|laid off|job cuts?|redundanc\w*|restructur\w*|bankrupt\w*|insolven\w*|lawsuits?|sued|breach\w*|hack\w*|fraud\w*|fined?|investigat\w*|recall\w*|strikes?|died|death|dies|fired|ousted|scandal\w*|resign\w*|steps? down|delist\w*|closur\w*|closes? (?:plants?|offices?|sites?|stores?))\b/i;
const MIN_WEIGHT = 0.15;
const MAX_AGE_DAYS = 90;

/** The one dated, positive, public event that a message opens with. */
export interface Hook {
  readonly record: SignalRecord;
  readonly occurredAt: string;
  readonly sources: readonly string[];
  readonly topic: string;
}

export interface HookChoice {
  readonly hook: Hook | null;
  readonly unknowns: readonly string[];
}

/** The newest strong event that may be mentioned. Given ids only narrow the choice: the facts come from the data. */
export function chooseHook(
  records: readonly SignalRecord[],
  given: readonly { readonly id: string }[] | undefined,
  accountName: string,
  { now, icp, playbook }: ToolContext,
): HookChoice {
  const { events } = weighSignals(records, {
    now,
    accountName,
    signals: playbook.signals,
    wantedTechnologies: icp.technologies,
  });
  const known = new Set(records.map(({ signalId }) => signalId));
  const unproven = (given ?? []).filter(({ id }) => !known.has(id)).length;
  const wanted = given && new Set(given.map(({ id }) => id));
  const [best] = events
    .filter(({ polarity, weight, reports }) => {
      const narrowed = !wanted || reports.some(({ record }) => wanted.has(record.signalId));
      return polarity === 'positive' && weight >= MIN_WEIGHT && narrowed;
    })
    .flatMap((event) => {
      const { record, type, ageDays } = event.first;
      const topic = TOPICS[type.type];
      const delicate = event.reports.some((report) => DELICATE.test(report.record.title));
      if (topic === undefined || ageDays === null || ageDays > MAX_AGE_DAYS || delicate || !record.occurredAt)
        return [];
      return [
        {
          age: ageDays,
          weight: event.weight,
          hook: { record, occurredAt: record.occurredAt, sources: event.sources, topic },
        },
      ];
    })
    .sort((a, b) => a.age - b.age || b.weight - a.weight);
  return {
    hook: best?.hook ?? null,
    unknowns:
      unproven > 0
        ? [`${unproven} of the given signals could not be found in the data and were not used.`]
        : [],
  };
}
