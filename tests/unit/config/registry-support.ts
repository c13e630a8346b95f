import { type LoadedRegistry, parseRegistry } from '../../../src/config/registry.ts';
import type { ToolCatalogue } from '../../../src/config/registry-tools.ts';
import { CugarError } from '../../../src/core/errors.ts';

export const CATALOGUE: ToolCatalogue = new Map([
  ['score_account_fit', { domain: 'intelligence', sideEffect: 'read-only' }],
  ['detect_buying_signals', { domain: 'intelligence', sideEffect: 'read-only' }],
  ['qualify_opportunity', { domain: 'qualification', sideEffect: 'read-only' }],
  ['assess_deal_risk', { domain: 'qualification', sideEffect: 'read-only' }],
  ['draft_outbound_message', { domain: 'engagement', sideEffect: 'propose' }],
  ['assess_message_quality', { domain: 'engagement', sideEffect: 'read-only', check: {} }],
  ['explain_recommendation', { domain: 'governance', sideEffect: 'read-only' }],
]);

/** A small registry without a fault; tests break one line of it. */
export const GOOD = `version: 1
tools:
  score_account_fit:
    domain: intelligence
    class: read-only
    cost: 0.5
    timeout: 5s
  draft_outbound_message:
    domain: engagement
    class: propose
    cost: 1
    timeout: 10s
    checks: [assess_message_quality]
    approval: { policy: requester, expires: 24h }
  assess_message_quality: { domain: engagement, class: read-only, cost: 0.2, timeout: 5s }
plans:
  outreach:
    goal: Reach {account}
    steps:
      - id: fit
        tool: score_account_fit
        input: { accountId: $args.accountId }
        reason: Whether it fits.
      - id: draft
        tool: draft_outbound_message
        input: { fit: $steps.fit.output.tier?, tags: [a, $steps.fit.output] }
        after: [fit]
        reason: What to say.
profiles:
  sales:
    tools: [score_account_fit, draft_outbound_message, assess_message_quality]
    budgets:
      plan: { cost: 10, calls: 30 }
      tools: { draft_outbound_message: { cost: 3, calls: 3 } }
      user_day: { cost: 200, calls: 600 }
      workspace_month: { cost: 20000, calls: 60000 }
    icp:
      industries: [Software]
      weights: { industry: 0.5, region: 0.5 }
`;

/** Replaces a text that must be there, so that no test passes because its edit missed. */
export function edited(from: string | RegExp, to: string, text = GOOD): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`nothing to edit: ${from}`);
  return result;
}

/** A registry text as if loaded from a file. */
export function registryOf(text: string): LoadedRegistry {
  return { registry: parseRegistry(text, CATALOGUE, 'r.yaml'), version: 'test', path: 'r.yaml' };
}

/** The problem lines of a registry text, without the file's name; empty when it has none. */
export function problems(text: string, catalogue = CATALOGUE): string[] {
  try {
    parseRegistry(text, catalogue, 'r.yaml');
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.code !== 'SYSTEM_CONFIG') throw thrown;
    return thrown.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}r\.yaml:/, ''));
  }
}
