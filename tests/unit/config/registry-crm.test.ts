import { expect, it } from 'vitest';
import { profileOf } from '../../../src/config/registry.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { CATALOGUE, edited, GOOD, problems, registryOf } from './registry-support.ts';

const WRITING = new Map([...CATALOGUE].map(([name, facts]) => [name, { ...facts, crmMs: 25_000 }]));
const on = (text = GOOD) => edited('    icp:\n', '    crm_writes: true\n    icp:\n', text);

it('writes to no CRM unless a profile says so', () => {
  expect(profileOf(registryOf(GOOD), 'sales').crm_writes).toBe(false);
  expect(profileOf(registryOf(on()), 'sales').crm_writes).toBe(true);
});

it.each([
  ['crm_writes: yes please', /profiles\.sales\.crm_writes: expected boolean/],
  ['crm_writes: "true"', /profiles\.sales\.crm_writes: expected boolean/],
  ['crm_writs: true', /profiles\.sales\.crm_writs: unknown key; did you mean "crm_writes"\?/],
])('takes nothing like %s', (line, problem) => {
  expect(problems(edited('    icp:\n', `    ${line}\n    icp:\n`))).toEqual([expect.stringMatching(problem)]);
});

it('wants room for it in the time limit of each tool that writes', () => {
  const [first, second, third] = problems(on(), WRITING);
  expect(first).toMatch(
    /profiles\.sales\.crm_writes: "score_account_fit" needs a timeout of at least 25s for it/,
  );
  expect(second).toContain('"draft_outbound_message" needs');
  expect(third).toContain('"assess_message_quality" needs');
  expect(problems(on(edited(/timeout: \d+s/g, 'timeout: 25s')), WRITING)).toEqual([]);
  expect(problems(GOOD, WRITING)).toEqual([]);
});

it('is known of the tools whose approvals can be put on record', () => {
  const writing = [...catalogue.values()].filter(({ crmMs }) => crmMs !== undefined).map(({ name }) => name);
  expect(writing.sort()).toEqual(['assign_territory', 'draft_outbound_message', 'schedule_touchpoint']);
});
