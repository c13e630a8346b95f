import type { Playbook } from '../../core/playbook.ts';
import { type Criterion, type Opportunity, STAGES } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import { daysSince, spokenAge } from '../shared/dates.ts';
import { round3 } from '../shared/numbers.ts';
import { listed } from '../shared/text.ts';
import {
  CRITERION_LABELS,
  eitherKnown,
  expectedBy,
  FRAMEWORKS,
  type FrameworkName,
  IN_ORDER,
  known,
} from './frameworks.ts';

export interface FrameworkResult {
  readonly name: FrameworkName;
  /** Confirmed ÷ known; null when nothing is known. */
  readonly score: number | null;
  /** Known ÷ all. */
  readonly completeness: number;
  readonly confirmed: Criterion[];
  readonly disproved: Criterion[];
  readonly unknown: Criterion[];
}

export function judgeFramework(name: FrameworkName, deal: Pick<Opportunity, 'criteria'>): FrameworkResult {
  const inOrder = IN_ORDER.filter((criterion) =>
    (FRAMEWORKS[name] as readonly Criterion[]).includes(criterion),
  );
  const those = (state: string) => inOrder.filter((criterion) => known(deal, criterion) === state);
  const [confirmed, disproved, unknown] = [those('confirmed'), those('disproved'), those('unknown')];
  const judged = confirmed.length + disproved.length;
  return {
    name,
    score: judged === 0 ? null : round3(confirmed.length / judged),
    completeness: round3(judged / inOrder.length),
    confirmed,
    disproved,
    unknown,
  };
}

export type OpenVerdict = 'qualified' | 'not_qualified' | 'insufficient_evidence';

export interface Judgement {
  readonly verdict: OpenVerdict;
  readonly disqualifiers: readonly string[];
  /** Sentences for the verdict, most important first. */
  readonly reasons: readonly string[];
}

/** The verdict on an open deal. Frameworks stand alone; the gates hold whatever their scores. */
export function judgeDeal(
  deal: Opportunity,
  frameworks: readonly FrameworkResult[],
  { now, playbook }: Pick<ToolContext, 'now' | 'playbook'>,
): Judgement {
  const gates = judgeGates(deal);
  const each = frameworks.map((framework) => judgeAlone(framework, deal, playbook));
  if (gates.disqualifiers.length > 0) {
    return { verdict: 'not_qualified', disqualifiers: gates.disqualifiers, reasons: gates.disqualifiers };
  }
  const reasons = [...gates.missing, ...each.map(({ reason }) => reason)];
  const failed = each.filter(({ verdict }) => verdict === 'not_qualified');
  if (failed.length > 0) return { verdict: 'not_qualified', disqualifiers: [], reasons };
  if (gates.missing.length > 0 || !each.some(({ verdict }) => verdict === 'qualified')) {
    return { verdict: 'insufficient_evidence', disqualifiers: [], reasons };
  }
  const idle = daysSince(deal.lastActivityAt, now);
  if (idle !== null && idle > playbook.deals.qualified.stale_after_days) {
    const stale = `The last activity was ${spokenAge(idle)} ago, so what was confirmed needs confirming anew.`;
    return { verdict: 'insufficient_evidence', disqualifiers: [], reasons: [stale, ...reasons] };
  }
  return { verdict: 'qualified', disqualifiers: [], reasons };
}

function judgeGates(deal: Opportunity): { disqualifiers: string[]; missing: string[] } {
  const disqualifiers: string[] = [];
  const missing: string[] = [];
  const need = eitherKnown(deal, 'need', 'identify_pain');
  if (need === 'disproved') disqualifiers.push('The buyer has no need or pain that this deal would solve.');
  if (need === 'unknown') missing.push('Neither a need nor a pain is confirmed.');
  const late = deal.stage === 'unknown' || STAGES.indexOf(deal.stage) >= STAGES.indexOf('proposal');
  const buyer = eitherKnown(deal, 'economic_buyer', 'authority');
  if (late && buyer === 'disproved') {
    const where =
      deal.stage === 'unknown' ? 'and its stage is not known' : `although the deal is at ${deal.stage}`;
    disqualifiers.push(`There is no access to whoever decides on the money, ${where}.`);
  }
  if (late && buyer === 'unknown') missing.push('Nobody knows yet who decides on the money.');
  return { disqualifiers, missing };
}

function judgeAlone(
  framework: FrameworkResult,
  deal: Opportunity,
  { stages, deals: { qualified } }: Playbook,
): { verdict: OpenVerdict; reason: string } {
  const name = framework.name.toUpperCase();
  const total = FRAMEWORKS[framework.name].length;
  const said = `${name}: ${framework.confirmed.length} of ${total} confirmed, ${framework.disproved.length} disproved, ${framework.unknown.length} unknown`;
  const expected = expectedBy(deal.stage, stages);
  const open = framework.unknown.filter((criterion) => expected.has(criterion));
  // Decided by what is disproved alone, so that a further confirmation can never make a deal fail.
  if (1 - framework.disproved.length / total < qualified.confirmed) {
    return { verdict: 'not_qualified', reason: `${said}; too much is disproved.` };
  }
  if (open.length > 0) {
    const names = listed(open.slice(0, 3).map((criterion) => CRITERION_LABELS[criterion]));
    return { verdict: 'insufficient_evidence', reason: `${said}; by this stage ${names} should be known.` };
  }
  return framework.completeness < qualified.known || framework.score === null
    ? { verdict: 'insufficient_evidence', reason: `${said}; too little is known.` }
    : {
        verdict: framework.score >= qualified.confirmed ? 'qualified' : 'insufficient_evidence',
        reason: `${said}.`,
      };
}
