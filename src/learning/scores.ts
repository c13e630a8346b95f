import { wilson } from '../core/statistics.ts';

/** A foreseen chance and what came of it. */
export interface Foreseen {
  readonly chance: number;
  readonly won: boolean;
}

export interface Scores {
  /** Chance that a won deal was given a higher chance than a lost one; 0.5 is a coin. Null of one kind only. */
  readonly auc: number | null;
  /** Mean square of the error: lower is better. */
  readonly brier: number;
  readonly logLoss: number;
}

export interface ReliabilityBin {
  readonly count: number;
  /** Mean of what was foreseen in the bin. */
  readonly foreseen: number;
  /** Share that was won, with its 95 % interval. */
  readonly won: number;
  readonly low: number;
  readonly high: number;
}

const BINS = 5;
const SMALLEST = 1e-6;

export function scoresOf(all: readonly Foreseen[]): Scores {
  const loss = ({ chance, won }: Foreseen) => -Math.log(Math.max(SMALLEST, won ? chance : 1 - chance));
  return {
    auc: areaUnderCurve(all),
    brier: mean(all.map(squareError)),
    logLoss: mean(all.map(loss)),
  };
}

export function squareError({ chance, won }: Foreseen): number {
  return (chance - (won ? 1 : 0)) ** 2;
}

/** By ranks, ties counted as half. */
function areaUnderCurve(all: readonly Foreseen[]): number | null {
  const sorted = [...all].sort((a, b) => a.chance - b.chance);
  const won = sorted.filter((one) => one.won).length;
  const lost = sorted.length - won;
  if (won === 0 || lost === 0) return null;
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.chance === sorted[start]?.chance) end += 1;
    const wins = sorted.slice(start, end).filter((one) => one.won).length;
    rankSum += wins * ((start + 1 + end) / 2);
    start = end;
  }
  return (rankSum - (won * (won + 1)) / 2) / (won * lost);
}

/** Up to five bins of equal size by what was foreseen; equal chances stay in one bin. */
export function reliability(all: readonly Foreseen[]): ReliabilityBin[] {
  const sorted = [...all].sort((a, b) => a.chance - b.chance);
  const size = Math.ceil(sorted.length / BINS);
  const bins: Foreseen[][] = [];
  for (const one of sorted) {
    const bin = bins.at(-1);
    if (bin && (bin.length < size || bin.at(-1)?.chance === one.chance)) bin.push(one);
    else bins.push([one]);
  }
  return bins.map((bin) => {
    const hits = bin.filter((one) => one.won).length;
    return {
      count: bin.length,
      foreseen: mean(bin.map(({ chance }) => chance)),
      won: hits / bin.length,
      ...wilson(hits, bin.length),
    };
  });
}

/** Mean distance of what was foreseen from what came, over the bins. */
export function reliabilityGap(bins: readonly ReliabilityBin[]): number {
  const total = sum(bins.map(({ count }) => count));
  return sum(bins.map(({ count, foreseen, won }) => count * Math.abs(foreseen - won))) / total;
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
