import type { TerritoryRules } from '../../core/playbook-territory.ts';
import { percent } from '../shared/numbers.ts';
import { count } from '../shared/text.ts';
import { type Disruption, disruptionReasons } from './disruption.ts';
import type { Balance, Load } from './loads.ts';
import { balanceVerdict, moneys, useChange } from './words.ts';

interface Side {
  readonly territory: string;
  readonly before: Load;
  readonly after: Load;
}

interface Facts {
  readonly from: Side;
  readonly to: Side;
  readonly movedCount: number;
  readonly balance: { readonly before: Balance; readonly after: Balance };
  readonly disruption: Disruption;
  readonly limit: number;
  readonly midQuarter: boolean | null;
  readonly nextQuarter: string;
  readonly isPast: boolean;
  readonly rules: TerritoryRules;
}

type Advice = 'improves' | 'worsens' | 'neutral' | 'nothing_moves';

interface Judged {
  readonly advice: Advice;
  readonly headline: string;
  readonly reasons: string[];
  readonly recommendations: string[];
}

/** Smaller changes of the variation are no change. */
const NOTABLE = 0.01;

/** What a simulated move amounts to, in words. */
export function judgeSimulation(facts: Facts): Judged {
  const { from, to, movedCount, balance, disruption, rules } = facts;
  if (movedCount === 0) {
    return {
      advice: 'nothing_moves',
      headline: `Nothing would move: none of these accounts is in ${from.territory}.`.slice(0, 300),
      reasons: [],
      recommendations: [],
    };
  }
  const advice = adviceOf(facts);
  const spread = spreadWords(balance);
  return {
    advice,
    headline: [
      `Moving ${count(movedCount, 'account')}: ${from.territory} ${useChange(from.before, from.after)},`,
      `${to.territory} ${useChange(to.before, to.after)}; ${spread}.`,
    ]
      .join(' ')
      .slice(0, 300),
    reasons: [
      ...disruptionReasons(disruption, rules.disruption),
      ...pipelineReason(from),
      balanceVerdict(balance.after),
    ],
    recommendations: recommend(facts, advice),
  };
}

function adviceOf({ to, balance, limit }: Facts): Advice {
  const [before, after] = [balance.before.workload.variation, balance.after.workload.variation];
  if (isOver(to.after, limit) && !isOver(to.before, limit)) return 'worsens';
  if (before === null || after === null || Math.abs(after - before) < NOTABLE) return 'neutral';
  return after < before ? 'improves' : 'worsens';
}

function isOver({ utilization }: Load, limit: number): boolean {
  return utilization !== null && utilization > limit;
}

function spreadWords({ before, after }: Facts['balance']): string {
  const [was, is] = [before.workload.variation, after.workload.variation];
  if (was === null || is === null) return 'how even the load then is cannot be told';
  if (Math.abs(is - was) < NOTABLE) return `the load of all reps stays as even as it is (${is.toFixed(2)})`;
  return `the load of all reps becomes ${is < was ? 'more' : 'less'} even (variation ${was.toFixed(2)} → ${is.toFixed(2)})`;
}

/** The pipeline that leaves with the accounts. */
function pipelineReason({ territory, before, after }: Side): string[] {
  const left = before.pipeline.flatMap(({ amount, currency }) => {
    const rest = after.pipeline.find((entry) => entry.currency === currency)?.amount ?? 0;
    return amount > rest ? [{ amount: amount - rest, currency }] : [];
  });
  return left.length === 0 ? [] : [`Open pipeline of ${moneys(left)} leaves ${territory}.`];
}

function recommend(facts: Facts, advice: Advice): string[] {
  const { from, to, limit, disruption, midQuarter, nextQuarter, isPast, rules } = facts;
  const said: [boolean, string][] = [
    [to.after.reps === 0, `${to.territory} has no rep: the accounts would have nobody.`],
    [
      isOver(to.after, limit),
      `${to.territory} would be above ${percent(limit)} of capacity: move fewer accounts, or add capacity first.`,
    ],
    [
      disruption.lateDeals > 0,
      'Hold the accounts with late-stage deals out until these are closed, or let the present owner close them.',
    ],
    [
      disruption.share !== null && disruption.share > rules.disruption,
      'Spread the change over two cycles: so many customers with a new face at once is a risk.',
    ],
    [
      from.after.utilization !== null && from.after.utilization < rules.use.idle_below,
      `${from.territory} would be below ${percent(rules.use.idle_below)} of capacity.`,
    ],
    [isPast, 'The effective date lies in the past.'],
    [
      midQuarter === true && !isPast,
      `The effective date lies inside a calendar quarter, which splits quotas; the next quarter begins on ${nextQuarter}.`,
    ],
    [advice === 'worsens', 'As it stands, the move makes the load less fair.'],
    [
      advice === 'improves' && disruption.lateDeals === 0,
      'The move makes the load fairer; propose it with an assignment.',
    ],
  ];
  return said.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}
