import { expect, it } from 'vitest';
import { createSourceHealth } from '../../../../src/adapters/hub/source-health.ts';

it('counts the last hundred requests; that there is no such thing is an answer', () => {
  let at = 0;
  const { count, health } = createSourceHealth({ now: () => new Date(at) });
  const now = { circuit: 'closed', rate: null } as const;
  expect(health(now)).toEqual({ ...now, lastSuccessAt: null, lastFailure: null, requests: 0, failed: 0 });
  for (const outcome of ['ok', 'timeout', 'not_found'] as const) {
    at += 10;
    count({ outcome });
  }
  expect(health(now)).toEqual({
    ...now,
    lastSuccessAt: 30,
    lastFailure: { kind: 'timeout', at: 20 },
    requests: 3,
    failed: 1,
  });
  for (let index = 0; index < 100; index += 1) count({ outcome: 'ok' });
  expect(health(now)).toMatchObject({ requests: 100, failed: 0 });
});
