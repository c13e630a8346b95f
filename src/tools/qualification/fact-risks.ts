import type { Criterion } from '../../core/records.ts';
import { weighSignals } from '../intelligence/weigh-signals.ts';
import { noisyOr } from '../shared/numbers.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { CRITERION_LABELS, IN_ORDER } from './frameworks.ts';
import { type DealFacts, factor, type RiskFactor, type RiskFinding } from './risk-factor.ts';

/** Log-odds of a criterion when disproved and when confirmed. Competition known is no advantage in itself. */
const CRITERION_LOG_ODDS: Readonly<Record<Criterion, { readonly no: number; readonly yes: number }>> = {
  need: { no: -1, yes: 0.2 },
  identify_pain: { no: -1, yes: 0.3 },
  champion: { no: -0.8, yes: 0.4 },
  budget: { no: -0.7, yes: 0.3 },
  economic_buyer: { no: -0.6, yes: 0.3 },
  authority: { no: -0.5, yes: 0.2 },
  timing: { no: -0.5, yes: 0.2 },
  competition: { no: -0.4, yes: 0 },
  decision_process: { no: -0.3, yes: 0.2 },
  decision_criteria: { no: -0.3, yes: 0.1 },
  metrics: { no: -0.2, yes: 0.1 },
};

const DISPROVED: Readonly<Partial<Record<Criterion, string>>> = {
  champion: 'There is no champion.',
  budget: 'There is no budget.',
  economic_buyer: 'There is no access to the economic buyer.',
  competition: 'The competition is not under control.',
};

export function criterionRisks({ deal }: DealFacts): RiskFinding {
  const factors = IN_ORDER.flatMap((criterion): RiskFactor[] => {
    const value = deal.criteria[criterion];
    if (value === undefined) return [];
    const { yes, no } = CRITERION_LOG_ODDS[criterion];
    const label = CRITERION_LABELS[criterion];
    if (!value) return [factor(`${criterion}_disproved`, no, DISPROVED[criterion] ?? `Disproved: ${label}.`)];
    return yes === 0 ? [] : [factor(`${criterion}_confirmed`, yes, `Confirmed: ${label}.`)];
  });
  const open = IN_ORDER.filter((criterion) => deal.criteria[criterion] === undefined);
  return { factors, unknowns: open.map((criterion) => CRITERION_LABELS[criterion]) };
}

/** An empty next step is evidence only in a book that keeps next steps. */
export function nextStepRisk({ deal, all }: DealFacts): RiskFinding {
  if (deal.nextStep) return { factors: [], unknowns: [] };
  return all.some(({ nextStep }) => nextStep)
    ? { factors: [factor('no_next_step', -0.4, 'No next step is agreed.')], unknowns: [] }
    : { factors: [], unknowns: ['Which next step is agreed; the book keeps none.'] };
}

export function threadRisk({ contacts, bookHasContacts }: DealFacts): RiskFinding {
  if (!bookHasContacts)
    return { factors: [], unknowns: ['How many people are involved; the book holds no contacts.'] };
  if (contacts.length > 1) return { factors: [], unknowns: [] };
  const note = contacts.length === 1 ? 'Only one contact is known.' : 'No contact is known.';
  return { factors: [factor('single_threaded', -0.5, note)], unknowns: [] };
}

/** Negative signals together, up to −1. Delays and stalls already judged from dates do not count twice. */
export function signalRisk(facts: DealFacts, judged: readonly RiskFactor[]): RiskFinding {
  const { events } = weighSignals(facts.signals, {
    now: facts.now,
    accountName: facts.accountName,
    signals: facts.playbook.signals,
    wantedTechnologies: facts.wantedTechnologies,
  });
  const seen = new Set(judged.map((one) => one.factor));
  const counted = events.filter(
    ({ polarity, first: { type } }) =>
      polarity === 'negative' &&
      !(type.type === 'deal_stalled' && (seen.has('stalled_in_stage') || seen.has('no_activity'))) &&
      !(type.type === 'close_date_pushed' && seen.has('close_date_past')),
  );
  const together = Math.round(noisyOr(counted.map(({ weight }) => weight)) * 100) / 100;
  if (together < 0.05) return { factors: [], unknowns: [] };
  const titles = listed(counted.slice(0, 2).map(({ first }) => oneLine(first.record.title, 60)));
  const note = `${count(counted.length, 'negative signal')}: ${titles}.`;
  return { factors: [factor('negative_signals', -together, note)], unknowns: [] };
}
