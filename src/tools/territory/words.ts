import { percent } from '../shared/numbers.ts';
import { count } from '../shared/text.ts';
import type { Spread } from './balance.ts';
import type { Balance, Load } from './loads.ts';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `USD 1.2M`. */
export function money({ amount, currency }: { amount: number; currency: string }): string {
  return `${currency.slice(0, 3)} ${compact.format(amount)}`;
}

/** `USD 1.2M + EUR 300K`, or `none`; nothing is converted. */
export function moneys(amounts: Load['pipeline']): string {
  return amounts.length === 0 ? 'none' : amounts.map(money).join(' + ');
}

export function points(value: number): string {
  return `${plain.format(value)} ${value === 1 ? 'point' : 'points'}`;
}

/** `41 of 40 points (103 %)`, or `41 points, capacity not known`. */
function use({ points: carried, capacity, utilization, reps }: Load): string {
  if (reps === 0) return `${points(carried)}, no rep`;
  if (capacity === null) return `${points(carried)}, capacity not known`;
  const share = utilization === null ? '' : ` (${percent(utilization)})`;
  return `${plain.format(carried)} of ${points(capacity)}${share}`;
}

/** `102 % → 88 %`; in points where there is no capacity to compare with. */
export function useChange(before: Load, after: Load): string {
  if (before.utilization === null || after.utilization === null) {
    return `${plain.format(before.points)} → ${points(after.points)}`;
  }
  return `${percent(before.utilization)} → ${percent(after.utilization)}`;
}

/** What a group of reps carries, one line. */
export function loadLine(load: Load): string {
  const ramping = load.ramping > 0 ? `, ${load.ramping} of them ramping` : '';
  const parts = [
    count(load.accounts, 'account'),
    `${use(load)}${load.reps > 0 ? ` for ${count(load.reps, 'rep')}${ramping}` : ''}`,
    `pipeline ${moneys(load.pipeline)}`,
    ...(load.lateDeals > 0 ? [count(load.lateDeals, 'late-stage deal')] : []),
    ...(load.quotaCoverage === null ? [] : [`${load.quotaCoverage.toFixed(1)}× of the quota left`]),
  ];
  return parts.join(' · ');
}

const number = (value: number | null) => (value === null ? 'not known' : value.toFixed(2));

function spreadLine(name: string, before: Spread, after: Spread): string {
  const change = (key: keyof Spread) =>
    before[key] === after[key] ? number(before[key]) : `${number(before[key])} → ${number(after[key])}`;
  return `${name}: variation ${change('variation')}, Gini ${change('gini')}, most to least ${change('maxMin')}`;
}

/** How evenly workload and potential are spread, now and then; once where nothing changes. */
export function balanceLines(before: Balance, after: Balance = before): string[] {
  const what = after.measure === 'utilization' ? 'Use of capacity' : 'Workload points per full-time rep';
  return [
    spreadLine(what, before.workload, after.workload),
    spreadLine('Potential', before.potential, after.potential),
  ];
}

const VERDICTS = {
  balanced: 'evenly spread',
  watch: 'unevenly spread, to be watched',
  unbalanced: 'badly balanced',
} as const;

export function balanceVerdict({ verdict, workload, reps }: Balance): string {
  if (verdict === null || workload.variation === null) {
    return 'How even the load is cannot be told: fewer than two reps carry accounts.';
  }
  return `The load of ${count(reps, 'rep')} is ${VERDICTS[verdict]} (variation ${workload.variation.toFixed(2)}).`;
}
