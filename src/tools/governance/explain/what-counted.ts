import type { Finding } from '../../../core/finding.ts';
import { percent } from '../../shared/numbers.ts';
import { oneLine } from '../../shared/text.ts';
import { contributionsOf } from '../contributions.ts';
import type { Records } from '../matrix.ts';

const PER_RECORD = 12;
const MAX_LINES = 40;

/** Every factor with its weight as it was recorded, and how far the numbers can be trusted. */
export function whatCounted(records: Records): NonNullable<Finding['details']> {
  const lines = contributionsOf(records, PER_RECORD).map(({ from, factor, effect, note }) =>
    oneLine(`${from}: ${factor.replaceAll('_', ' ')} (${effect}) ${note}`, 500),
  );
  return [
    { title: 'What counted, as recorded', lines: lines.slice(0, MAX_LINES) },
    { title: 'How far the numbers can be trusted', lines: trustLines(records) },
  ].filter((detail) => detail.lines.length > 0);
}

/** Which weights were fitted to outcomes of the own history, and which are defaults. */
export function trustLines({ risk, fit }: Records): string[] {
  const base = risk?.baseRate;
  const weighed = (risk?.factors ?? []).filter(
    ({ logOdds, factor }) => logOdds !== 0 && factor !== 'other_evidence',
  );
  const fitted = weighed.filter((one) => one.fitted).map(({ factor }) => factor.replaceAll('_', ' '));
  return [
    ...(base ? [`The chance to win starts at ${percent(base.value)}: ${base.basis}.`] : []),
    ...(risk && weighed.length > 0
      ? [
          fitted.length === 0
            ? 'All weights of the deal risk are defaults.'
            : `Fitted to own outcomes: ${fitted.join(', ')}; ${fitted.length === weighed.length ? 'no weight is a default' : 'the others are defaults'}.`,
        ]
      : []),
    ...(risk?.calibration ? [risk.calibration] : []),
    ...(fit && fit.confidence !== null
      ? [`${percent(fit.confidence)} of what counts for the fit is known.`]
      : []),
  ].map((line) => oneLine(line, 500));
}
