import type { Playbook } from '../../core/playbook.ts';
import type { FitRules } from '../../core/playbook-fit.ts';
import type { SignalRules } from '../../core/playbook-signals.ts';
import type { SignalsOutput } from '../intelligence/detect-buying-signals.ts';
import type { FitOutput } from '../intelligence/score-account-fit.ts';
import type { RiskOutput } from '../qualification/assess-deal-risk.ts';
import { CRITERION_LABELS } from '../qualification/frameworks.ts';
import type { QualificationOutput } from '../qualification/qualify-opportunity.ts';
import { logit, noisyOr, percent, sigmoid } from '../shared/numbers.ts';
import type { Records } from './matrix.ts';

/** For each record the nearest threshold, and what would carry it across; those of fit and timing are the playbook's. */
export function counterfactuals(
  { fit, signals, qualification, risk }: Records,
  playbook: Playbook | undefined,
): string[] {
  return [
    qualification ? overVerdict(qualification) : null,
    risk ? overRisk(risk) : null,
    fit && playbook ? overTier(fit, playbook.fit) : null,
    signals && playbook ? overSignals(signals, playbook.signals.tiers) : null,
  ].filter((sentence) => sentence !== null);
}

function overTier({ tier, score, confidence, breakdown }: FitOutput, rules: FitRules): string | null {
  if (tier === 'A' || tier === 'excluded') return null;
  const unknown = breakdown.filter((part) => part.score === null).sort((a, b) => b.weight - a.weight);
  const [heaviest] = unknown;
  if (tier === 'needs_data') {
    if (!heaviest) return null;
    const reached = (confidence ?? 0) + heaviest.weight;
    const enough =
      reached >= rules.min_known
        ? 'would be enough for a tier'
        : `would raise what is known to ${percent(reached)}`;
    return `Knowing ${name(heaviest.criterion)} ${enough}.`;
  }
  if (score === null) return null;
  const [next, least] = nextTier(score, rules.tiers);
  const known = confidence ?? 0;
  const weight = unknown.reduce((sum, part) => sum + part.weight, 0);
  const best = (score * known + weight) / Math.max(known + weight, Number.EPSILON);
  const gap = `Fit is ${(least - score).toFixed(2)} short of tier ${next}`;
  if (weight > 0 && best >= least) {
    return `${gap}; ${name(unknown.map(({ criterion }) => criterion).join(', '))} could make up for it.`;
  }
  return `${gap}, and nothing that is still unknown could make up for it.`;
}

function nextTier(score: number, { A, B, C }: FitRules['tiers']): readonly [string, number] {
  if (score < C) return ['C', C];
  return score < B ? ['B', B] : ['A', A];
}

function overSignals(
  { tier, score, signals }: SignalsOutput,
  { hot, warm }: SignalRules['tiers'],
): string | null {
  if (tier === 'hot') return null;
  const [next, least] = tier === 'warm' ? (['hot', hot] as const) : (['warm', warm] as const);
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
