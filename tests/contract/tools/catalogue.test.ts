import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RegistrySchema } from '../../../src/config/registry-schema.ts';
import { Finding } from '../../../src/core/finding.ts';
import { Proposal } from '../../../src/core/proposal.ts';
import type { Tool } from '../../../src/core/tool.ts';
import { createPlanMaker } from '../../../src/planner/plan-maker.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { ownConfig } from '../../support/model-world.ts';
import { aContact, anAccount, aRep } from '../../support/records.ts';
import { commitContext, toolContext } from '../../support/tool-context.ts';

const registry = RegistrySchema.parse(
  parse(readFileSync(new URL('../../../registry.yaml', import.meta.url), 'utf8')),
);
const tools = [...catalogue.values()];

/** The least that each tool can be asked. */
const MINIMAL: Readonly<Record<string, unknown>> = {
  score_account_fit: { accountId: 'a1' },
  detect_buying_signals: { accountId: 'a1' },
  qualify_opportunity: { accountId: 'a1' },
  assess_deal_risk: { accountId: 'a1' },
  draft_outbound_message: { accountId: 'a1' },
  manage_template_library: {},
  assess_message_quality: { message: 'Hello' },
  schedule_touchpoint: { accountId: 'a1', contactId: 'c1', zone: 'Europe/Paris' },
  explain_recommendation: { accountId: 'a1' },
  analyze_win_loss_patterns: {},
  extract_buyer_personas: { accountId: 'a1' },
  assess_capacity_coverage: {},
  assign_territory: { accountIds: ['a1'] },
  simulate_territory_change: { fromTerritory: 'East', toTerritory: 'West', accountIds: ['a1'] },
  confirm_plan: {
    goal: 'Is Ann a good fit?',
    steps: [{ id: 'fit', tool: 'score_account_fit', reason: 'To know.' }],
    cost: 1,
    calls: 1,
  },
  audit_trail: { action: 'verify' },
  make_plan: {
    goal: 'Is Ann a good fit?',
    facts: { accounts: [{ accountId: 'a1', name: 'Ann' }], mentioned: [], args: {} },
  },
  normalize_account_record: { record: { Company: 'Nobody' } },
  retrieve_product_knowledge: { question: 'What is it?' },
  summarize_documents: { texts: [{ id: 'note', text: 'Nothing much.' }] },
};

const REPS = [aRep(), aRep({ repId: 'r2', name: 'Bo Day', territory: 'West' })];

const VENDORS =
  /ibm|salesforce|zoominfo|clearbit|hubspot|sixsense|6sense|apollo|pipedrive|crunchbase|builtwith|openai|slack/i;

const planMaker = createPlanMaker({ config: ownConfig(), tools: catalogue })({ add: () => undefined });

const records = {
  teamId: 'T1',
  plan: async () => null,
  entries: async function* () {},
  size: async () => 0,
  verify: async () => ({ intact: true, entries: 0, head: '' }) as const,
};

async function outputOf(tool: Tool): Promise<unknown> {
  const contacts = tool.name === 'schedule_touchpoint' ? [aContact()] : [];
  const given = { accounts: [anAccount()], contacts, reps: REPS, planMaker, records };
  const input = tool.input.parse(MINIMAL[tool.name]);
  if (tool.sideEffect === 'read-only') return tool.run(input, toolContext(given));
  return tool.commit(Proposal.parse(await tool.run(input, toolContext(given))), commitContext(given));
}

describe('the catalogue', () => {
  it('holds exactly the tools of the registry', () => {
    const covered = Object.keys(registry.tools).filter((name) => MINIMAL[name] !== undefined);
    expect(covered.sort()).toEqual(Object.keys(MINIMAL).sort());
    expect([...catalogue.keys()].sort()).toEqual(Object.keys(MINIMAL).sort());
  });

  it('keys every tool by its own name', () => {
    for (const [name, tool] of catalogue) expect(tool.name).toBe(name);
  });
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('agrees with the registry on domain and class', () => {
    expect(registry.tools[name]).toMatchObject({ domain: tool.domain, class: tool.sideEffect });
  });

  it('says what it is for and what it will not do, and names no vendor', () => {
    expect(tool.purpose).toMatch(/^.{10,150}\?$/);
    expect(tool.guardrails.length).toBeGreaterThan(0);
    expect(name).not.toMatch(VENDORS);
  });

  it('rejects unknown input', () => {
    expect(tool.input.safeParse(MINIMAL[name]).success).toBe(true);
    expect(tool.input.safeParse({ ...Object(MINIMAL[name]), surprise: 1 }).success).toBe(false);
  });

  it('answers for an account of which nothing is known, within its own strict schema', async () => {
    const output = await outputOf(tool);
    const parsed = tool.output.parse(output);
    expect(tool.output.safeParse({ ...Object(output), surprise: 1 }).success).toBe(false);
    const { headline } = z.looseObject({ headline: Finding.shape.headline }).parse(parsed);
    expect(headline.length).toBeGreaterThan(0);
    for (const [key, shape] of Object.entries(Finding.shape)) {
      if (!shape.safeParse(undefined).success) expect(parsed).toHaveProperty(key);
    }
  });

  it('stays small and answers the same twice', async () => {
    const [first, second] = [await outputOf(tool), await outputOf(tool)];
    expect(second).toEqual(first);
    expect(JSON.stringify(first).length).toBeLessThan(2_500);
  });

  it('survives being stored as JSON', async () => {
    const output = tool.output.parse(await outputOf(tool));
    expect(tool.output.parse(JSON.parse(JSON.stringify(output)))).toEqual(output);
  });
});

describe('the template "qualify"', () => {
  it('hands every tool an input that its schema takes', async () => {
    const given = { accounts: [anAccount()] };
    const outputs = new Map<string, unknown>();
    for (const step of registry.plans.qualify?.steps ?? []) {
      const tool = catalogue.get(step.tool);
      expect(tool, step.tool).toBeDefined();
      const input = Object.fromEntries(
        Object.entries(step.input).map(([key, value]) => [key, resolve(value, outputs)]),
      );
      const parsed = tool?.input.parse(input);
      if (tool?.sideEffect === 'read-only')
        outputs.set(step.id, tool.output.parse(await tool.run(parsed, toolContext(given))));
    }
    expect([...outputs.keys()]).toEqual(['fit', 'signals', 'qualification', 'risk', 'explain']);
  });
});

function resolve(value: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  if (value === '$args.accountId') return 'a1';
  const [, id = '', path = ''] = /^\$steps\.(\w+)\.output(?:\.(\w+))?\??$/.exec(String(value)) ?? [];
  if (!id) return value;
  return path ? Reflect.get(Object(outputs.get(id)), path) : outputs.get(id);
}
