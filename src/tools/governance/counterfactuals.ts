import { SIGNAL_THRESHOLDS, type SignalsOutput } from '../intelligence/detect-buying-signals.ts';
import { FIT_MIN_CONFIDENCE, FIT_THRESHOLDS } from '../intelligence/judge-fit.ts';
import type { FitOutput } from '../intelligence/score-account-fit.ts';
import type { RiskOutput } from '../qualification/assess-deal-risk.ts';
import { CRITERION_LABELS } from '../qualification/frameworks.ts';
import type { QualificationOutput } from '../qualification/qualify-opportunity.ts';
import { logit, noisyOr, percent, sigmoid } from '../shared/numbers.ts';
import type { Records } from './matrix.ts';

/** For each record the nearest threshold, and what would carry it across. */
export function counterfactuals({ fit, signals, qualification, risk }: Records): string[] {
  return [
    qualification ? overVerdict(qualification) : null,
    risk ? overRisk(risk) : null,
    fit ? overTier(fit) : null,
    signals ? overSignals(signals) : null,
  ].filter((sentence) => sentence !== null);
}

function overTier({ tier, score, confidence, breakdown }: FitOutput): string | null {
  if (tier === 'A' || tier === 'excluded') return null;
  const unknown = breakdown.filter((part) => part.score === null).sort((a, b) => b.weight - a.weight);
  const [heaviest] = unknown;
  if (tier === 'needs_data') {
    if (!heaviest) return null;
    const reached = (confidence ?? 0) + heaviest.weight;
    const enough =
      reached >= FIT_MIN_CONFIDENCE
        ? 'would be enough for a tier'
        : `would raise what is known to ${percent(reached)}`;
    return `Knowing ${name(heaviest.criterion)} ${enough}.`;
  }
  if (score === null) return null;
  const [next, least] = nextTier(score);
  const known = confidence ?? 0;
  const weight = unknown.reduce((sum, part) => sum + part.weight, 0);
  const best = (score * known + weight) / Math.max(known + weight, Number.EPSILON);
  const gap = `Fit is ${(least - score).toFixed(2)} short of tier ${next}`;
  if (weight > 0 && best >= least) {
    return `${gap}; ${name(unknown.map(({ criterion }) => criterion).join(', '))} could make up for it.`;
  }
  return `${gap}, and nothing that is still unknown could make up for it.`;
}

function nextTier(score: number): readonly [string, number] {
  if (score < FIT_THRESHOLDS.C) return ['C', FIT_THRESHOLDS.C];
  return score < FIT_THRESHOLDS.B ? ['B', FIT_THRESHOLDS.B] : ['A', FIT_THRESHOLDS.A];
}

function overSignals({ tier, score, signals }: SignalsOutput): string | null {
  if (tier === 'hot') return null;
  const [next, least] =
    tier === 'warm' ? (['hot', SIGNAL_THRESHOLDS.hot] as const) : (['warm', SIGNAL_THRESHOLDS.warm] as const);
  const against = noisyOr(
    signals.filter(({ polarity }) => polarity === 'negative').map(({ weight }) => weight),
  );
  if (least >= 1 - against) return `Timing cannot become ${next} while the negative signals last.`;
  const positive = score / (1 - against);
  const needed = 1 - (1 - least / (1 - against)) / (1 - positive);
  return `One more event of weight ${needed.toFixed(2)} would make the timing ${next}.`;
}

function overVerdict({ verdict, status, questions, disqualifiers }: QualificationOutput): string | null {
  if (status !== 'open' || verdict === 'qualified') return null;
  if (verdict === 'not_qualified') {
    return disqualifiers.length > 0
      ? 'The deal stays unqualified until what disqualifies it is disproved.'
      : 'The deal stays unqualified until more of what is disproved turns.';
  }
  const [first] = questions;
  return first
    ? `Confirming ${CRITERION_LABELS[first.criterion]} comes first on the way to qualified.`
    : null;
}

function overRisk({ status, winProbability, factors }: RiskOutput): string | null {
  const worst = factors.filter(({ logOdds, factor }) => logOdds < 0 && factor !== 'other_evidence')[0];
  if (status !== 'open' || winProbability === null || !worst) return null;
  const without = sigmoid(logit(winProbability) - worst.logOdds);
  return `Without "${name(worst.factor)}" the chance to win would be about ${percent(without)} instead of ${percent(winProbability)}.`;
}

function name(id: string): string {
  return id.replaceAll('_', ' ');
}
