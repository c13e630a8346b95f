import { z } from 'zod';
import type { SignalsOutput } from '../intelligence/detect-buying-signals.ts';
import type { FitOutput } from '../intelligence/score-account-fit.ts';
import type { RiskOutput } from '../qualification/assess-deal-risk.ts';
import type { QualificationOutput } from '../qualification/qualify-opportunity.ts';

export const Recommendation = z.enum([
  'pursue_now',
  'nurture',
  'clarify_first',
  'hold',
  'disqualify',
  'no_action',
]);
export type Recommendation = z.infer<typeof Recommendation>;

export const FitAxis = z.enum(['strong', 'moderate', 'weak', 'unknown', 'excluded']);
export const TimingAxis = z.enum(['now', 'later', 'unknown']);
export type Cell = { fit: z.infer<typeof FitAxis>; timing: z.infer<typeof TimingAxis> };

/** The findings that a recommendation is made of; each may be missing. */
export interface Records {
  readonly fit?: FitOutput | undefined;
  readonly signals?: SignalsOutput | undefined;
  readonly qualification?: QualificationOutput | undefined;
  readonly risk?: RiskOutput | undefined;
}

const FIT_OF_TIER = {
  A: 'strong',
  B: 'strong',
  C: 'moderate',
  D: 'weak',
  needs_data: 'unknown',
  excluded: 'excluded',
} as const;

export function cellOf({ fit, signals }: Records): Cell {
  const silent = signals !== undefined && signals.total === 0;
  const timing = signals === undefined || silent ? 'unknown' : isNow(signals) ? 'now' : 'later';
  return { fit: fit ? FIT_OF_TIER[fit.tier] : 'unknown', timing };
}

function isNow({ tier }: SignalsOutput): boolean {
  return tier === 'hot' || tier === 'warm';
}

/** Fit × timing for accounts without a deal. */
const MATRIX: Readonly<Record<Cell['fit'], Readonly<Record<Cell['timing'], Recommendation>>>> = {
  strong: { now: 'pursue_now', later: 'nurture', unknown: 'nurture' },
  moderate: { now: 'clarify_first', later: 'nurture', unknown: 'nurture' },
  weak: { now: 'hold', later: 'no_action', unknown: 'no_action' },
  unknown: { now: 'clarify_first', later: 'clarify_first', unknown: 'clarify_first' },
  excluded: { now: 'disqualify', later: 'disqualify', unknown: 'disqualify' },
};

export interface Decision {
  readonly recommendation: Recommendation;
  /** The rule that decided, as a sentence. */
  readonly rule: string;
}

/** Exclusion first, then what the deal itself says, then fit × timing. */
export function decide(records: Records): Decision {
  const cell = cellOf(records);
  const { qualification, risk } = records;
  if (Object.values(records).every((record) => record === undefined)) {
    return {
      recommendation: 'no_action',
      rule: 'No findings were given, so there is nothing to recommend from.',
    };
  }
  if (cell.fit === 'excluded')
    return { recommendation: 'disqualify', rule: 'The profile excludes the account.' };
  const status = qualification?.status ?? risk?.status;
  if (status === 'won')
    return { recommendation: 'no_action', rule: 'The last deal is won and none is open.' };
  if (status === 'lost') {
    return cell.fit === 'weak'
      ? { recommendation: 'hold', rule: 'The last deal is lost and the fit is weak.' }
      : {
          recommendation: 'nurture',
          rule: 'The last deal is lost; it can only open again by their own doing or time.',
        };
  }
  if (status === 'open') return decideOpen(records, cell);
  return {
    recommendation: MATRIX[cell.fit][cell.timing],
    rule: `${status === 'none' ? 'There is no deal' : 'No finding about a deal was given'}: ${cell.fit} fit and timing ${cell.timing} decide.`,
  };
}

function decideOpen({ qualification, risk }: Records, cell: Cell): Decision {
  if (qualification?.verdict === 'not_qualified') {
    return cell.fit === 'weak'
      ? { recommendation: 'disqualify', rule: 'The open deal is not qualified and the fit is weak.' }
      : { recommendation: 'hold', rule: 'The open deal is not qualified.' };
  }
  if (qualification?.verdict !== 'qualified') {
    return {
      recommendation: 'clarify_first',
      rule: 'There is an open deal, but too little is known to call it qualified.',
    };
  }
  if (risk?.level === 'high') {
    return { recommendation: 'clarify_first', rule: 'The deal is qualified, but at high risk.' };
  }
  return cell.fit === 'weak'
    ? { recommendation: 'clarify_first', rule: 'The deal is qualified, but the fit is weak.' }
    : { recommendation: 'pursue_now', rule: 'The open deal is qualified and not at high risk.' };
}
