import { describe, expect, it } from 'vitest';
import { perTable } from '../../../../src/tools/shared/per-table.ts';
import { perTables } from '../../../../src/tools/shared/per-tables.ts';
import { remember } from '../../../../src/tools/shared/remember.ts';

/** A function that counts how often it is really asked. */
function counted<A extends unknown[], R>(answer: (...given: A) => R) {
  const asked: A[] = [];
  return {
    asked,
    of: (...given: A) => {
      asked.push(given);
      return answer(...given);
    },
  };
}

describe('remember', () => {
  it('finds the answer to a text once, also where it is nothing', () => {
    const { of, asked } = counted((text: string) => (text === '' ? undefined : text.length));
    const length = remember(of);
    expect([length('four'), length('four'), length(''), length('')]).toEqual([4, 4, undefined, undefined]);
    expect(asked).toEqual([['four'], ['']]);
  });

  it('keeps no more than a bounded number of texts, and no long ones, and answers all the same', () => {
    const { of, asked } = counted((text: string) => text.length);
    const length = remember(of);
    const long = 'x'.repeat(201);
    expect([length(long), length(long)]).toEqual([201, 201]);
    expect(asked).toHaveLength(2);
    for (let n = 0; n <= 5_000; n += 1) length(`text ${n}`);
    const before = asked.length;
    expect([length('text 5000'), length('text 1'), length('text 0'), length('text 0')]).toEqual([9, 6, 6, 6]);
    expect(asked.slice(before)).toEqual([['text 0']]);
  });
});

describe('what follows from tables', () => {
  it('is found once for each table', () => {
    const { of, asked } = counted((table: readonly number[]) => table.length);
    const size = perTable(of);
    const [one, other] = [[1], [2, 3]];
    expect([size(one), size(one), size(other), size(one)]).toEqual([1, 1, 2, 1]);
    expect(asked).toHaveLength(2);
  });

  it('is found anew when any of several tables is another one, equal or not', () => {
    const { of, asked } = counted((a: readonly number[], b: readonly number[]) => a.length * 10 + b.length);
    const sizes = perTables(of);
    const [a, b] = [[1], [1, 2]];
    expect([sizes(a, b), sizes(a, b)]).toEqual([12, 12]);
    expect(asked).toHaveLength(1);
    expect([sizes(a, [1, 2, 3]), sizes(a, b), sizes([1], b)]).toEqual([13, 12, 12]);
    expect(asked).toHaveLength(4);
  });
});
