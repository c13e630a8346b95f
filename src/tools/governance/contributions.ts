import { z } from 'zod';
import { oneLine } from '../shared/text.ts';
import type { Records } from './matrix.ts';

export const Contribution = z.strictObject({
  from: z.enum(['fit', 'signals', 'qualification', 'risk']),
  factor: z.string(),
  effect: z.enum(['for', 'against', 'neutral']),
  note: z.string(),
});
export type Contribution = z.infer<typeof Contribution>;

const PER_RECORD = 2;

/** The heaviest factors of each record, as recorded: value × weight, never a rationale made up afterwards. */
export function contributionsOf(
  { fit, signals, qualification, risk }: Records,
  most = PER_RECORD,
): Contribution[] {
  return [
    ...(fit ? fitFactors(fit).slice(0, most) : []),
    ...(signals ? signalFactors(signals).slice(0, most) : []),
    ...(qualification ? qualificationFactors(qualification) : []),
    ...(risk ? riskFactors(risk).slice(0, most) : []),
  ];
}

function fitFactors({ breakdown, disqualifiers }: NonNullable<Records['fit']>): Contribution[] {
  const excluded = disqualifiers.map(
    (note): Contribution => ({ from: 'fit', factor: 'excluded', effect: 'against', note }),
  );
  const scored = breakdown
    .flatMap(({ criterion, weight, score }) => (score === null ? [] : [{ criterion, weight, score }]))
    .sort((a, b) => Math.abs(b.score - 0.5) * b.weight - Math.abs(a.score - 0.5) * a.weight)
    .map(({ criterion, weight, score }): Contribution => {
      const note = `${score.toFixed(2)} × ${weight.toFixed(2)} = ${(score * weight).toFixed(2)}`;
      return { from: 'fit', factor: criterion, effect: effectOf(score - 0.5), note };
    });
  return [...excluded, ...scored];
}

function signalFactors({ signals }: NonNullable<Records['signals']>): Contribution[] {
  return [...signals]
    .sort((a, b) => b.weight - a.weight)
    .map(({ type, polarity, title, weight }) => ({
      from: 'signals',
      factor: type,
      effect: polarity === 'positive' ? 'for' : 'against',
      note: `${oneLine(title, 60)}, weight ${weight.toFixed(2)}`,
    }));
}

const VERDICT_EFFECTS = {
  qualified: 'for',
  not_qualified: 'against',
  insufficient_evidence: 'against',
  closed: 'neutral',
} as const;

function qualificationFactors({
  verdict,
  status,
  headline,
}: NonNullable<Records['qualification']>): Contribution[] {
  const effect = status === 'none' ? 'neutral' : VERDICT_EFFECTS[verdict];
  return [{ from: 'qualification', factor: verdict, effect, note: oneLine(headline, 120) }];
}

function riskFactors({ factors }: NonNullable<Records['risk']>): Contribution[] {
  return factors.map(({ factor, logOdds, note, fitted }) => ({
    from: 'risk',
    factor,
    effect: effectOf(logOdds),
    note: `${oneLine(note, 80)} Log-odds ${logOdds.toFixed(2)}, ${fitted ? 'fitted to own outcomes' : 'a default weight'}.`,
  }));
}

function effectOf(value: number): Contribution['effect'] {
  if (value === 0) return 'neutral';
  return value > 0 ? 'for' : 'against';
}
