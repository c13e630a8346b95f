import type { DataProblem } from '../../core/ports.ts';

const KEPT = 100;

/** Collects what could not be used while a book loads: counts all, keeps the first hundred. */
export interface Problems {
  add(problem: DataProblem): void;
  count(): number;
  first(): readonly DataProblem[];
}

export function createProblems(): Problems {
  const kept: DataProblem[] = [];
  let count = 0;
  return {
    add(problem) {
      count += 1;
      if (kept.length < KEPT) kept.push(problem);
    },
    count: () => count,
    first: () => kept,
  };
}
