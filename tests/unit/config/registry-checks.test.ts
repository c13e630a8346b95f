import { describe, expect, it } from 'vitest';
import type { ToolCatalogue } from '../../../src/config/registry-tools.ts';
import { CATALOGUE, edited, problems } from './registry-support.ts';

const APPROVAL = 'approval: { policy: requester, expires: 24h }';

describe('a registry against the tools in code', () => {
  it.each([
    [
      /class: propose/,
      'class: read-only',
      '10:5 tools.draft_outbound_message.class: the tool is "propose"; the registry may tighten that, not loosen it to "read-only"',
    ],
    [/class: read-only/, 'class: execute', '3:3 tools.score_account_fit: a execute tool needs an approval'],
    [
      /domain: engagement\n/,
      'domain: governance\n',
      '9:5 tools.draft_outbound_message.domain: the tool belongs to "engagement"',
    ],
    [new RegExp(APPROVAL), '', '8:3 tools.draft_outbound_message: a propose tool needs an approval'],
    [
      /timeout: 5s\n/,
      `timeout: 5s\n    ${APPROVAL}\n`,
      '8:5 tools.score_account_fit.approval: a read-only tool has nothing to approve',
    ],
    [
      /timeout: 5s\n/,
      'timeout: 5s\n    checks: [assess_message_quality]\n',
      '8:5 tools.score_account_fit.checks: a read-only tool makes no proposal to check',
    ],
    [
      /checks: \[assess_message_quality\]/,
      'checks: [score_account_fit]',
      '13:14 tools.draft_outbound_message.checks[0]: "score_account_fit" cannot judge a proposal',
    ],
    [
      /checks: \[assess_message_quality\]/,
      'checks: [draft_outbound_message]',
      '13:14 tools.draft_outbound_message.checks[0]: "draft_outbound_message" cannot judge a proposal',
    ],
    [
      /checks: \[assess_message_quality\]/,
      'checks: [assess_mesage_quality]',
      '13:14 tools.draft_outbound_message.checks[0]: no tool "assess_mesage_quality" under tools; did you mean "assess_message_quality"?',
    ],
    [
      /checks: \[assess_message_quality\]/,
      'checks: [assess_message_quality, assess_message_quality]',
      '13:38 tools.draft_outbound_message.checks[1]: "assess_message_quality" is named twice',
    ],
    [
      /plans:/,
      '  score_acount_fit: { domain: intelligence, class: read-only, cost: 1, timeout: 1s }\nplans:',
      '16:3 tools.score_acount_fit: this program has no such tool; did you mean "score_account_fit"?',
    ],
  ])('%s -> %s', (from, to, expected) => {
    expect(problems(edited(from, to)).join('\n')).toContain(expected);
  });

  it('lets the registry tighten a proposal to an effect', () => {
    expect(problems(edited('class: propose', 'class: execute'))).toEqual([]);
  });

  it('refuses to make a proposal of a tool that has none', () => {
    const text = edited('class: read-only', `class: propose\n    ${APPROVAL}`);
    expect(problems(text)).toEqual([
      '5:5 tools.score_account_fit.class: the tool makes no proposal, so it cannot be "propose"',
    ]);
  });

  it.each(['propose', 'execute'] as const)('never accepts a class below that of code: %s', (sideEffect) => {
    const catalogue: ToolCatalogue = new Map([
      ...CATALOGUE,
      ['score_account_fit', { domain: 'intelligence', sideEffect }],
    ]);
    expect(problems(edited('cost: 0.5', 'cost: 0.6'), catalogue)).toHaveLength(1);
  });
});

describe('the profiles of a registry', () => {
  it.each([
    [
      'tools: [score_account_fit,',
      'tools: [score_acount_fit,',
      '31:13 profiles.sales.tools[0]: no tool "score_acount_fit" under tools; did you mean "score_account_fit"?',
    ],
    [
      'tools: [score_account_fit,',
      'tools: [score_account_fit, score_account_fit,',
      '31:32 profiles.sales.tools[1]: "score_account_fit" is named twice',
    ],
    [
      ', assess_message_quality]\n    budgets',
      ']\n    budgets',
      '31:32 profiles.sales.tools[1]: "draft_outbound_message" needs its check "assess_message_quality" in this profile',
    ],
    [
      'tools: { draft_outbound_message:',
      'tools: { draft_outbound_mesage:',
      '34:16 profiles.sales.budgets.tools.draft_outbound_mesage: the profile has no tool of this name; did you mean "draft_outbound_message"?',
    ],
    [
      'industry: 0.5',
      'industry: 0',
      '39:18 profiles.sales.icp.weights.industry: a weight must be above 0; leave out what does not count',
    ],
  ])('%s -> %s', (from, to, expected) => {
    expect(problems(edited(from, to))).toContain(expected);
  });

  it('names a plan that no profile allows', () => {
    const text = edited('tools: [score_account_fit, ', 'tools: [');
    expect(problems(text)).toEqual([
      '17:3 plans.outreach: no profile allows all its tools; "sales" lacks "score_account_fit"',
    ]);
  });
});
