import type { Account, Opportunity } from './records.ts';
import { quantile } from './statistics.ts';

/** What deals can be grouped by. */
export const SEGMENTS = [
  'industry',
  'company size',
  'company revenue',
  'region',
  'country',
  'product',
  'deal size',
  'owner',
  'source',
] as const;
export type Segment = (typeof SEGMENTS)[number];

/** The group of a deal in each segment; what is not known is absent. */
export type Labels = Readonly<Partial<Record<Segment, string>>>;

/** Ascending edges of the bands of deal sizes, in the currency that most deals of the book have. */
export interface AmountBands {
  readonly currency: string;
  readonly edges: readonly number[];
}

const EMPLOYEE_EDGES = [50, 250, 1_000, 5_000];
const REVENUE_EDGES = [10_000_000, 50_000_000, 100_000_000, 1_000_000_000];
const QUARTERS = [0.25, 0.5, 0.75];
const SOURCE_COLUMN = /^(lead[ _-]?)?source$/i;

/** Quarters of the amounts that are above 0; null where there are fewer than twenty of them. */
export function amountBands(deals: readonly Opportunity[]): AmountBands | null {
  const byCurrency = new Map<string, number[]>();
  for (const { amount } of deals) {
    if (!amount || amount.amount <= 0) continue;
    const amounts = byCurrency.get(amount.currency);
    if (amounts) amounts.push(amount.amount);
    else byCurrency.set(amount.currency, [amount.amount]);
  }
  const [currency, amounts] = [...byCurrency].sort((a, b) => b[1].length - a[1].length)[0] ?? ['', []];
  if (amounts.length < 20) return null;
  const edges = QUARTERS.map((q) => Number(quantile(amounts, q).toPrecision(2)));
  return { currency, edges: [...new Set(edges)] };
}

/** An amount of 0 is what exports write where none was agreed, so it counts as not known. */
export function labelsOf(deal: Opportunity, account: Account | null, bands: AmountBands | null): Labels {
  const { amount, product, owner } = deal;
  const { industry, employeeCount, annualRevenue: revenue, region, country } = account ?? {};
  const source = Object.entries(deal.extra ?? {}).find(([column]) => SOURCE_COLUMN.test(column))?.[1];
  const isSized = bands && amount?.currency === bands.currency && amount.amount > 0;
  return {
    ...(industry && { industry }),
    ...(employeeCount && { 'company size': `${band(employeeCount, EMPLOYEE_EDGES)} employees` }),
    ...(revenue && { 'company revenue': `${band(revenue.amount, REVENUE_EDGES)} ${revenue.currency}` }),
    ...(region && { region }),
    ...(country && { country }),
    ...(product && { product }),
    ...(isSized && { 'deal size': `${band(amount.amount, bands.edges)} ${bands.currency}` }),
    ...(owner && { owner }),
    ...(source && { source }),
  };
}

function band(value: number, edges: readonly number[]): string {
  const above = edges.findIndex((edge) => value < edge);
  const [low, high] = [edges[above < 0 ? edges.length - 1 : above - 1], edges[above]];
  if (high === undefined) return `${spoken(low ?? 0)} or more`;
  return low === undefined ? `under ${spoken(high)}` : `${spoken(low)} to ${spoken(high)}`;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

function spoken(value: number): string {
  return compact.format(value);
}
