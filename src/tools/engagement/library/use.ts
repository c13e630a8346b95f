import type { TemplateUse } from '../../../core/touches.ts';
import { spokenDay } from '../../shared/dates.ts';
import { chanceApart, percent, wilson } from '../../shared/numbers.ts';
import { count } from '../../shared/text.ts';

/** A difference as large as this one or larger comes about by chance once in twenty times. */
const CHANCE = 0.05;

/** How often texts of one version were approved, and how many of them exactly as the template words them. */
export interface VersionUse {
  readonly handedOver: number;
  readonly byModel: number;
  /** In the template's own words. */
  readonly own: number;
  /** Of these, approved unchanged. */
  readonly unchanged: number;
  readonly lastAt: string | null;
}

export function useOf(uses: readonly TemplateUse[], id: string, version: number): VersionUse {
  const found = uses.find((use) => use.id === id && use.version === version);
  if (!found) return { handedOver: 0, byModel: 0, own: 0, unchanged: 0, lastAt: null };
  const { handedOver, byModel, edited, lastAt } = found;
  const own = handedOver - byModel;
  return { handedOver, byModel, own, unchanged: own - edited, lastAt };
}

/** `14 handed over, the last on 12 November 2026; 11 of 14 approved unchanged, 79 % (52 % to 92 %)` */
export function useSentence(
  { handedOver, byModel, own, unchanged, lastAt }: VersionUse,
  enough: number,
): string {
  if (handedOver === 0 || lastAt === null) return 'not handed over yet';
  const model = byModel > 0 ? `, ${byModel} of them worded by the model` : '';
  const times = `${handedOver} handed over${model}, the last on ${spokenDay(lastAt)}`;
  if (own < enough) return `${times}; not enough sends yet: ${own} of ${enough} in the template's own words`;
  const { low, high } = wilson(unchanged, own);
  const share = `${percent(unchanged / own)} (${percent(low)} to ${percent(high)})`;
  return `${times}; ${unchanged} of ${own} approved unchanged, ${share}`;
}

/** Which of two versions is approved unchanged more often, if that is more than chance. */
export function comparison(
  a: VersionUse & { readonly version: number },
  b: VersionUse & { readonly version: number },
  enough: number,
): string {
  const few = [a, b].filter(({ own }) => own < enough);
  if (few.length > 0) {
    const lacking = few
      .map(({ version, own }) => `version ${version} has ${count(own, 'text')}`)
      .join(' and ');
    return `Not enough sends yet to compare them: ${lacking} in its own words, ${enough} are needed of each.`;
  }
  const chance = chanceApart({ hits: a.unchanged, total: a.own }, { hits: b.unchanged, total: b.own });
  if (chance > CHANCE)
    return 'The two cannot be told apart by how often they are approved unchanged: chance would do as much.';
  const [more, less] = a.unchanged / a.own > b.unchanged / b.own ? [a, b] : [b, a];
  return `Version ${more.version} is approved unchanged more often than version ${less.version}, by more than chance.`;
}
