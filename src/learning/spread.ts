import { logit } from '../core/statistics.ts';

/** Deals of one label, and how many of them were won. */
export interface LabelCount {
  readonly label: string;
  readonly deals: number;
  readonly won: number;
}

/** Labels differ by no more than this, whatever a few of them say. */
const MOST = 0.5;

/**
 * By how much labels truly differ, as a standard deviation in log-odds: what is left of the differences of their
 * win rates when those that chance alone would make are taken away (DerSimonian and Laird). 0: nothing is left.
 */
export function spreadOf(labels: readonly LabelCount[]): number {
  const deals = labels.reduce((sum, one) => sum + one.deals, 0);
  const won = labels.reduce((sum, one) => sum + one.won, 0);
  if (labels.length < 2 || won === 0 || won === deals) return 0;
  const share = won / deals;
  const each = labels.map((one) => ({
    weight: one.deals * share * (1 - share),
    logOdds: logit((one.won + 0.5) / (one.deals + 1)),
  }));
  const total = each.reduce((sum, { weight }) => sum + weight, 0);
  const mean = each.reduce((sum, { weight, logOdds }) => sum + weight * logOdds, 0) / total;
  const seen = each.reduce((sum, { weight, logOdds }) => sum + weight * (logOdds - mean) ** 2, 0);
  const squares = each.reduce((sum, { weight }) => sum + weight ** 2, 0);
  const left = (seen - (labels.length - 1)) / (total - squares / total);
  return Math.min(MOST, Math.sqrt(Math.max(0, left)));
}
