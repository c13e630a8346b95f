import { expect, it } from 'vitest';
import { queuedPlan } from '../../../src/cli/demo-plans.ts';

const [named, queued] = ['01M8AEX4DASQ2EF1CRRKNPE85Y', '01M8AG2JCSPS4M30MC3CSJSTVM'];

it.each([
  [`Queued: Assign Hollowpine (plan ${queued}). Progress is posted here.`, queued],
  [`Queued: Explain the plan ${named} (plan \`${queued}\`). Progress is posted here.`, queued],
  [`Plan ${named} has ended (plan ${named}).`, undefined],
  [undefined, undefined],
])('%s', (answer, planId) => {
  expect(queuedPlan(answer)).toBe(planId);
});
