import type { Event } from './merge-signals.ts';

type Weighed = Event & { readonly weight: number };

/**
 * Heaviest first; what the playbook ranks after intent comes behind the lightest sign of intent, however fresh
 * it is. Weights, and so the score, stay as they are.
 */
export function rankEvents<E extends Weighed>(events: readonly E[]): E[] {
  const intent = events.filter(({ first }) => first.type.category === 'intent').map(({ weight }) => weight);
  const lightest = Math.min(...intent);
  const isAfter = ({ first }: E) => first.type.after_intent;
  const rank = (event: E) => (isAfter(event) ? Math.min(event.weight, lightest) : event.weight);
  return [...events].sort(
    (a, b) =>
      rank(b) - rank(a) ||
      Number(isAfter(a)) - Number(isAfter(b)) ||
      b.weight - a.weight ||
      (a.first.record.signalId < b.first.record.signalId ? -1 : 1),
  );
}
