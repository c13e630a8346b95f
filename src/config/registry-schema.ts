import { z } from 'zod';
import { ApprovalPolicyKind } from '../core/approval.ts';
import { Icp } from '../core/icp.ts';
import { Domain, SideEffect, StepId } from '../core/plan.ts';
import { SourcePolicy } from './registry-adapters.ts';
import { duration } from './registry-duration.ts';

const Name = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'use lower-case letters, digits and _');

const Limits = z.strictObject({ cost: z.number().nonnegative(), calls: z.number().int().nonnegative() });

export const ToolEntry = z.strictObject({
  domain: Domain,
  class: SideEffect,
  /** Budget units that one attempt costs. */
  cost: z.number().nonnegative().max(1_000),
  timeout: duration('1h'),
  retries: z.number().int().min(0).max(5).default(0),
  checks: z.array(Name).default([]),
  /** Wishes that this tool answers, in people's own words; goals in plain words are held against them. */
  examples: z.array(z.string().min(3).max(200)).max(30).default([]),
  /** How often it may ask a model at most, where one is configured. */
  model_calls: z.number().int().min(0).max(5).default(0),
  approval: z
    .strictObject({
      policy: ApprovalPolicyKind,
      expires: duration('90d'),
      /** Where CUGAR_APPROVERS names too few people: the start stops, or plans that need them are refused. */
      unstaffed: z.enum(['stop', 'refuse']).default('stop'),
    })
    .optional(),
});
export type ToolEntry = z.output<typeof ToolEntry>;

const TemplateStep = z.strictObject({
  id: StepId,
  tool: Name,
  /** Literals, `$args.<name>` of the command and `$steps.<id>.output.<path>`. */
  input: z.record(z.string(), z.unknown()).default({}),
  after: z.array(StepId).default([]),
  on_denied: z.enum(['stop', 'skip']).default('skip'),
  reason: z.string().min(1),
});

export const Template = z.strictObject({
  /** What the plan is for; `{account}` and other arguments are filled in. */
  goal: z.string().min(1),
  steps: z.array(TemplateStep).min(1).max(30),
});
export type Template = z.output<typeof Template>;

export const Profile = z.strictObject({
  tools: z.array(Name).min(1),
  budgets: z.strictObject({
    plan: Limits,
    /** Within one plan. */
    domains: z.partialRecord(Domain, Limits).default({}),
    /** Within one plan. */
    tools: z.record(Name, Limits).default({}),
    user_day: Limits,
    workspace_month: Limits,
  }),
  /** Whether what a person approved is put on record in live CRMs too, as the card then says. */
  crm_writes: z.boolean().default(false),
  /** A plan for a goal in plain words that is estimated to take more asks before it runs. */
  plan_confirm_above: Limits.optional(),
  icp: Icp,
  /** What this profile sets otherwise than `data/playbook`, section by section; null takes an entry away. */
  playbook: z.record(z.string(), z.unknown()).default({}),
});
export type Profile = z.output<typeof Profile>;

const Tokens = (most: number) =>
  z.strictObject({ input: z.number().min(0).max(most), output: z.number().min(0).max(most) });

/** What one call of the model may take, and what its tokens cost in budget units. */
const Model = z.strictObject({
  timeout: duration('5m').prefault('20s'),
  max_tokens: Tokens(200_000).prefault({ input: 16_000, output: 2_000 }),
  cost_per_1000_tokens: Tokens(1_000).prefault({ input: 0.05, output: 0.2 }),
});

/** The control plane: which tools exist, what they may do and cost, and which plans are made of them. */
export const RegistrySchema = z.strictObject({
  version: z.literal(1),
  tools: z.record(Name, ToolEntry),
  plans: z.record(Name, Template),
  profiles: z.record(Name, Profile),
  model: Model.prefault({}),
  adapters: SourcePolicy.prefault({}),
});
export type Registry = z.output<typeof RegistrySchema>;
