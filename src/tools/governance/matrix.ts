import type { z } from 'zod';
import type { FitAxis, PriorityRules, Recommendation, TimingAxis } from '../../core/playbook-priority.ts';
import type { SignalsOutput } from '../intelligence/detect-buying-signals.ts';
import type { FitOutput } from '../intelligence/score-account-fit.ts';
import type { RiskOutput } from '../qualification/assess-deal-risk.ts';
import type { QualificationOutput } from '../qualification/qualify-opportunity.ts';

export type Cell = { fit: z.infer<typeof FitAxis>; timing: z.infer<typeof TimingAxis> };

/** The findings that a recommendation is made of; each may be missing. */
export interface Records {
  readonly fit?: FitOutput | undefined;
  readonly signals?: SignalsOutput | undefined;
  readonly qualification?: QualificationOutput | undefined;
  readonly risk?: RiskOutput | undefined;
}

/** Fit and timing, each on its own. */
export function cellOf({ fit, signals }: Records, rules: PriorityRules): Cell {
  const silent = signals === undefined || signals.total === 0;
  const timing = silent ? 'unknown' : isNow(signals, rules) ? 'now' : 'later';
  return { fit: fit ? fitOf(fit, rules) : 'unknown', timing };
}

function fitOf({ tier }: FitOutput, rules: PriorityRules): Cell['fit'] {
  if (tier === 'excluded') return 'excluded';
  return tier === 'needs_data' ? 'unknown' : rules.fit[tier];
}

const TIMING_TIERS = ['none', 'cool', 'warm', 'hot'] as const satisfies readonly SignalsOutput['tier'][];

function isNow({ tier }: SignalsOutput, { now_from }: PriorityRules): boolean {
  return TIMING_TIERS.indexOf(tier) >= TIMING_TIERS.indexOf(now_from);
}

export interface Decision {
  readonly recommendation: Recommendation;
  /** The rule that decided, as a sentence. */
  readonly rule: string;
}

/** Exclusion first, then what the deal itself says, then fit × timing. */
export function decide(records: Records, rules: PriorityRules): Decision {
  const cell = cellOf(records, rules);
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
    recommendation: rules.matrix[cell.fit][cell.timing],
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
