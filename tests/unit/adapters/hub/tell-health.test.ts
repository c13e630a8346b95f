import { expect, it } from 'vitest';
import { createHealthTeller } from '../../../../src/adapters/hub/tell-health.ts';
import type { SourceHealth } from '../../../../src/core/source-report.ts';

const after = (requests: number): SourceHealth => ({
  circuit: 'closed',
  rate: null,
  lastSuccessAt: 1,
  lastFailure: null,
  requests,
  failed: 0,
});

/** A teller and what it told; `next` comes with the next telling. */
function told(afterMs?: number) {
  const all: (readonly [string, number])[][] = [];
  let heard = () => {};
  const next = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const teller = createHealthTeller(async (health) => {
    all.push(Array.from(health, ([name, { requests }]) => [name, requests] as const));
    heard();
  }, afterMs);
  return { ...teller, all, next };
}

it('tells once of many requests, as it is by then', async () => {
  const { changed, next, all } = told(1);
  let requests = 0;
  for (const name of ['hubspot', 'apollo', 'hubspot']) {
    requests += 1;
    changed(name, () => after(requests));
  }
  await next;
  expect(all).toEqual([
    [
      ['hubspot', 3],
      ['apollo', 3],
    ],
  ]);
});

it('tells at once when it must, and nothing twice', async () => {
  const { changed, flush, all } = told();
  changed('hubspot', () => after(1));
  await flush();
  await flush();
  changed('hubspot', () => after(2));
  await flush();
  expect(all).toEqual([[['hubspot', 1]], [['hubspot', 2]]]);
});

it('goes on after what could not be told', async () => {
  let isAway = true;
  const heard: string[] = [];
  const { changed, flush } = createHealthTeller(async (health) => {
    if (isAway) throw new Error('away');
    heard.push(...health.keys());
  });
  changed('hubspot', () => after(1));
  await flush();
  isAway = false;
  changed('apollo', () => after(1));
  await flush();
  expect(heard).toEqual(['apollo']);
});
