import type { Goal } from '../../core/planning.ts';
import type { Wiring } from './wirings.ts';

/** What an argument is called when a person has to name it. */
const IN_WORDS: Readonly<Record<string, string>> = { accountId: 'an account', account: 'an account' };

export type Chosen =
  | { readonly kind: 'usable'; readonly wiring: Wiring }
  /** The goal lacks what every known way to use the tool needs. */
  | { readonly kind: 'lacking'; readonly what: readonly string[] }
  | { readonly kind: 'unknown' };

/** The way to use a tool that does with what the goal gives, and makes the most of it. */
export function chooseWiring(wirings: readonly Wiring[], goal: Goal): Chosen {
  const given = new Set([
    ...Object.keys(goal.args),
    ...(goal.accounts.length > 0 ? ['accountId', 'account'] : []),
  ]);
  const usable = wirings.filter(({ needs }) => needs.every((name) => given.has(name)));
  const uses = (wiring: Wiring) => wiring.uses.filter((name) => given.has(name)).length + wiring.takes.length;
  const [best] = [...usable].sort((a, b) => uses(b) - uses(a));
  if (best) return { kind: 'usable', wiring: best };
  const [first] = wirings;
  if (!first) return { kind: 'unknown' };
  const lacking = first.needs.filter((name) => !given.has(name));
  return { kind: 'lacking', what: [...new Set(lacking.map((name) => IN_WORDS[name] ?? wordsOf(name)))] };
}

const wordsOf = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
