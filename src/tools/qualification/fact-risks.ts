import type { Criterion } from '../../core/records.ts';
import { weighSignals } from '../intelligence/weigh-signals.ts';
import { noisyOr } from '../shared/numbers.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { CRITERION_LABELS, IN_ORDER } from './frameworks.ts';
import { type DealFacts, factor, type RiskFactor, type RiskFinding } from './risk-factor.ts';

const DISPROVED: Readonly<Partial<Record<Criterion, string>>> = {
  champion: 'There is no champion.',
  budget: 'There is no budget.',
  economic_buyer: 'There is no access to the economic buyer.',
  competition: 'The competition is not under control.',
};

export function criterionRisks({ deal, playbook }: DealFacts): RiskFinding {
  const factors = IN_ORDER.flatMap((criterion): RiskFactor[] => {
    const value = deal.criteria[criterion];
    if (value === undefined) return [];
    const { yes, no } = playbook.deals.criteria[criterion];
    const label = CRITERION_LABELS[criterion];
    if (!value) return [factor(`${criterion}_disproved`, no, DISPROVED[criterion] ?? `Disproved: ${label}.`)];
    return yes === 0 ? [] : [factor(`${criterion}_confirmed`, yes, `Confirmed: ${label}.`)];
  });
  const open = IN_ORDER.filter((criterion) => deal.criteria[criterion] === undefined);
  return { factors, unknowns: open.map((criterion) => CRITERION_LABELS[criterion]) };
}

/** An empty next step is evidence only in a book that keeps next steps. */
export function nextStepRisk({ deal, book, playbook }: DealFacts): RiskFinding {
  if (deal.nextStep) return { factors: [], unknowns: [] };
  return book.hasNextSteps
    ? {
        factors: [factor('no_next_step', playbook.deals.no_next_step, 'No next step is agreed.')],
        unknowns: [],
      }
    : { factors: [], unknowns: ['Which next step is agreed; the book keeps none.'] };
}

export function threadRisk({ contacts, bookHasContacts, playbook }: DealFacts): RiskFinding {
  if (!bookHasContacts)
    return { factors: [], unknowns: ['How many people are involved; the book holds no contacts.'] };
  if (contacts.length > 1) return { factors: [], unknowns: [] };
  const note = contacts.length === 1 ? 'Only one contact is known.' : 'No contact is known.';
  return { factors: [factor('single_threaded', playbook.deals.single_threaded, note)], unknowns: [] };
}

/** Negative signals together, up to −1. Delays and stalls already judged from dates do not count twice. */
export function signalRisk(facts: DealFacts, judged: readonly RiskFactor[]): RiskFinding {
  const { events } = weighSignals(facts.signals, {
    now: facts.now,
    accountName: facts.account?.name ?? '',
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
