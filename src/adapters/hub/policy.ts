import type { SourcePolicy } from '../../config/registry-adapters.ts';

/** What precedence is about. */
export type Precedence = keyof SourcePolicy['priority'];

/** The book of business among the sources. */
export const BOOK = 'book';

/** Puts answers in the order in which they count, the surest first; equal ones stay as they are. */
export function inOrder<T>(
  policy: SourcePolicy,
  about: Precedence,
  answers: readonly T[],
  nameOf: (answer: T) => string,
): T[] {
  const order: readonly string[] = policy.priority[about];
  const rank = (answer: T) => {
    const place = order.indexOf(nameOf(answer));
    return place === -1 ? order.length : place;
  };
  return [...answers].sort((a, b) => rank(a) - rank(b));
}
