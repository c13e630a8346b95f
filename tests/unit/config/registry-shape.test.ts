import { describe, expect, it } from 'vitest';
import { edited, GOOD, problems } from './registry-support.ts';

describe('the shape of a registry', () => {
  it('finds nothing wrong with a good one', () => {
    expect(problems(GOOD)).toEqual([]);
  });

  it.each([
    [
      'cost: 0.5',
      'cots: 0.5',
      '3:3 tools.score_account_fit.cost: is missing|6:5 tools.score_account_fit.cots: unknown key; did you mean "cost"?',
    ],
    ['cost: 0.5', 'cost: "0.5"', '6:5 tools.score_account_fit.cost: expected number, received string'],
    ['cost: 0.5', 'cost: -1', '6:5 tools.score_account_fit.cost: Too small: expected number to be >=0'],
    ['cost: 0.5', 'cost: .nan', '6:5 tools.score_account_fit.cost: expected number, received NaN'],
    ['cost: 0.5', 'cost: 1001', '6:5 tools.score_account_fit.cost: Too big: expected number to be <=1000'],
    ['timeout: 5s', 'timeout: 5', '7:5 tools.score_account_fit.timeout: expected string, received number'],
    [
      'timeout: 5s',
      'timeout: 5 sec',
      '7:5 tools.score_account_fit.timeout: write a duration such as 500ms, 10s, 5m, 24h or 7d',
    ],
    ['timeout: 5s', 'timeout: 2h', '7:5 tools.score_account_fit.timeout: at most 1h'],
    [
      'timeout: 5s',
      'timeout: 0s',
      '7:5 tools.score_account_fit.timeout: write a duration such as 500ms, 10s, 5m, 24h or 7d',
    ],
    ['expires: 24h', 'expires: 91d', '14:36 tools.draft_outbound_message.approval.expires: at most 90d'],
    [
      'policy: requester',
      'policy: aprovers',
      '14:17 tools.draft_outbound_message.approval.policy: must be "requester" or "approvers" or "two_person"; did you mean "approvers"?',
    ],
    [
      'class: read-only',
      'class: readonly',
      '5:5 tools.score_account_fit.class: must be "read-only" or "propose" or "execute"; did you mean "read-only"?',
    ],
    [
      'domain: intelligence',
      'domain: inteligence',
      '4:5 tools.score_account_fit.domain: must be "territory" or "intelligence" or "knowledge" or "engagement" or "qualification" or "governance"; did you mean "intelligence"?',
    ],
    ['version: 1', 'version: 2', '1:1 version: must be "1"'],
    ['after: [fit]', 'afer: [fit]', '27:9 plans.outreach.steps[1].afer: unknown key; did you mean "after"?'],
    [
      '- id: draft',
      '- id: Draft!',
      '24:9 plans.outreach.steps[1].id: Invalid string: must match pattern /^[a-z][a-z0-9_]{0,39}$/',
    ],
    [
      'reason: What to say.',
      'reason: ""',
      '28:9 plans.outreach.steps[1].reason: Too small: expected string to have >=1 characters',
    ],
    [
      'user_day: { cost: 200, calls: 600 }',
      'user_day: { cost: 200 }',
      '35:7 profiles.sales.budgets.user_day.calls: is missing',
    ],
    [
      'calls: 600 }',
      'calls: 1.5 }',
      '35:30 profiles.sales.budgets.user_day.calls: expected int, received number',
    ],
    [
      'industry: 0.5,',
      'industries: 0.5,',
      '39:18 profiles.sales.icp.weights.industries: unknown key; did you mean "industry"?',
    ],
    [
      'industry: 0.5,',
      'industry: -0.5,',
      '39:18 profiles.sales.icp.weights.industry: Too small: expected number to be >=0',
    ],
    [
      'industries: [Software]',
      'industrys: [Software]',
      '38:7 profiles.sales.icp.industrys: unknown key; did you mean "industries"?',
    ],
    ['profiles:', 'profile:', '1:1 profiles: is missing|29:1 profile: unknown key; did you mean "profiles"?'],
  ])('%s -> %s', (from, to, expected) => {
    expect(problems(edited(from, to))).toEqual(expected.split('|'));
  });

  it('names a tool whose name is no name', () => {
    expect(problems(`${edited('score_account_fit:', 'Score-Fit:')}`)[0]).toBe(
      '3:3 tools.Score-Fit: use lower-case letters, digits and _',
    );
  });

  it('finds every problem of every section at once, in the order of the lines', () => {
    const text = edited(
      'cost: 0.5',
      'cost: x',
      edited('after: [fit]', 'after: [fitt]', edited('region: 0.5', 'region: 0')),
    );
    expect(problems(text)).toEqual([
      '6:5 tools.score_account_fit.cost: expected number, received string',
      '27:17 plans.outreach.steps[1].after[0]: no step "fitt" in this plan; did you mean "fit"?',
      '39:33 profiles.sales.icp.weights.region: a weight must be above 0; leave out what does not count',
    ]);
  });

  it.each(['', '~', '42', '[]', '"text"', 'tools: 3\nplans: []\nprofiles: null'])('refuses %j', (text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });
});
