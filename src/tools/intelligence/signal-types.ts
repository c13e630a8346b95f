import { z } from 'zod';
import { fold } from '../shared/text.ts';

const SIGNAL_CATEGORIES = ['corporate', 'people', 'technology', 'intent', 'engagement', 'pipeline'] as const;
export const SignalCategory = z.enum(SIGNAL_CATEGORIES);
export type SignalCategory = z.infer<typeof SignalCategory>;

export interface SignalType {
  readonly type: string;
  readonly category: SignalCategory;
  /** Weight of a certain signal that happened just now, 0..1. */
  readonly base: number;
  readonly halfLifeDays: number;
  readonly polarity: 'positive' | 'negative';
  /** Housekeeping rather than an event: however often it is reported, it counts once. */
  readonly countsOnce?: true;
}

const TABLE = `
corporate  funding_event .8/120 acquisition .6/120 ipo .7/150 expansion .6/90 partnership_announcement .4/60 product_launch .4/60 company_news .2/30 layoffs .5/90-
people     leadership_change .7/75 executive_change .7/75 hiring_spree .6/45 headcount_growth .5/90
technology tech_adoption .5/60 tech_removal .6/60 tech_upgrade .4/60
intent     intent_surge .8/14 keyword_match .4/14 intent_topic .6/14 buying_stage_advance .8/21 segment_engagement .3/21 account_qualified_6qa .8/30
engagement activity_spike .5/21 activity_logged .2/21* engagement_detected .6/21 email_verified .1/90*
pipeline   new_opportunity .6/30 deal_created .6/30 deal_progression .7/30 deal_amount_changed .4/30 deal_stalled .5/30- close_date_pushed .5/30- deal_lost .3/180-
`;

/** Base weight / half-life in days; `-` marks a negative type, `*` one that counts once. */
export const SIGNAL_TYPES: ReadonlyMap<string, SignalType> = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [category, ...cells] = line.trim().split(/\s+/);
      return cells.flatMap((cell, index) => {
        const [, base, days, mark] = /^(\.\d+)\/(\d+)([-*]?)$/.exec(cell) ?? [];
        if (base === undefined) return [];
        const type: SignalType = {
          type: cells[index - 1] ?? '',
          category: SignalCategory.parse(category),
          base: Number(base),
          halfLifeDays: Number(days),
          polarity: mark === '-' ? 'negative' : 'positive',
          ...(mark === '*' ? { countsOnce: true } : {}),
        };
        return [[type.type, type] as const];
      });
    }),
);

/** Other names for the same kind of event, as vendors and people write them. */
const ALIASES: Readonly<Record<string, string>> = {
  funding: 'funding_event',
  funding_round: 'funding_event',
  recent_funding: 'funding_event',
  expansion_hiring: 'hiring_spree',
  hiring: 'hiring_spree',
  job_posting: 'hiring_spree',
  market_expansion: 'expansion',
  partnership: 'partnership_announcement',
  executive_hire: 'executive_change',
  leadership: 'leadership_change',
  news: 'company_news',
  layoff: 'layoffs',
};

const FALLBACK: SignalType = {
  type: 'company_news',
  category: 'corporate',
  base: 0.2,
  halfLifeDays: 30,
  polarity: 'positive',
};

/** The type that a source's label means; a label that is not known counts as company news, at its low weight. */
export function signalType(label: string): { type: SignalType; known: boolean } {
  const name = fold(label).replaceAll(' ', '_');
  const type = SIGNAL_TYPES.get(ALIASES[name] ?? name);
  return type ? { type, known: true } : { type: FALLBACK, known: false };
}

/** Two names that sources use for one kind of event fall together for recognising repeats. */
export function sameEventKey(type: string): string {
  if (type === 'executive_change') return 'leadership_change';
  return type === 'deal_created' ? 'new_opportunity' : type;
}
