import type { z } from 'zod';
import type { WorkspaceRecords } from './audit-trail.ts';
import type { BookWriter } from './book-writer.ts';
import type { CrmPlaces, CrmWriter } from './crm.ts';
import type { Drafter } from './drafter.ts';
import type { Icp } from './icp.ts';
import type { Knowledge } from './knowledge.ts';
import type { DealHistory } from './learning.ts';
import type { Domain, SideEffect } from './plan.ts';
import type { PlanMaker } from './planning.ts';
import type { Playbook } from './playbook.ts';
import type { SalesData } from './ports.ts';
import type { CheckResult, Proposal } from './proposal.ts';
import type { Touches } from './touches.ts';

/** All that a tool may know of the world besides its input. */
export interface ToolContext {
  readonly planId: string;
  readonly stepId: string;
  readonly traceId: string;
  /** The one moment that the step takes as "now". */
  readonly now: Date;
  readonly data: SalesData;
  /** The team's own documents. */
  readonly knowledge: Knowledge;
  /** The ideal customer profile in force: `icp.yaml` of the book of business, else the registry's. */
  readonly icp: Icp;
  /** What the team takes as given when it judges: tables, weights and thresholds. */
  readonly playbook: Playbook;
  /** What the own closed deals teach; absent where nothing learns. */
  readonly history?: DealHistory;
  /** What was approved here before, by account; absent where nobody keeps it. */
  readonly touches?: Touches;
  /** Where approvals are put on record in CRMs; absent where the profile allows no writing to them. */
  readonly crmPlaces?: CrmPlaces;
  /** What is stored of the workspace's plans; absent where nobody keeps it. */
  readonly records?: WorkspaceRecords;
  /** Who asked, as the sender's name to put under a message; absent when unknown. */
  readonly senderName?: string;
  /** Makes the steps for a goal; absent where nothing can plan. */
  readonly planMaker?: PlanMaker;
  /** Writes texts by a model; absent where none is configured. */
  readonly drafter?: Drafter;
  /** Aborted at the step's time limit, at shutdown, and when another worker took the plan over. */
  readonly signal: AbortSignal;
}

interface ToolBase<I extends z.ZodType, O extends z.ZodType> {
  readonly name: string;
  readonly domain: Domain;
  /** The question that it answers, one sentence. */
  readonly purpose: string;
  readonly guardrails: readonly string[];
  readonly input: I;
  readonly output: O;
  /** False: an interrupted call may have had its effect and must never be repeated unasked. */
  readonly idempotent: boolean;
  /** Longest that writing to CRMs takes it, where a profile allows that; its time limit must have room for it. */
  readonly crmMs?: number;
}

export interface ReadTool<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ToolBase<I, O> {
  readonly sideEffect: 'read-only';
  run(input: z.output<I>, context: ToolContext): Promise<z.input<O>>;
  /** Present on tools that can judge a proposal: how to ask, and how to read the answer. */
  readonly check?: {
    readonly input: (proposal: Proposal) => z.input<I>;
    readonly verdict: (output: z.output<O>) => Omit<CheckResult, 'check'>;
  };
}

export interface CommitContext extends ToolContext {
  /** Absent where the book of business cannot be written to. */
  readonly bookWriter?: BookWriter;
  /** Absent where the profile allows no writing to CRMs. */
  readonly crm?: CrmWriter;
  /** Equal for every attempt at the same approved version: `planId:stepId:version`. */
  readonly idempotencyKey: string;
  readonly approvedBy: string;
}

export interface ProposeTool<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ToolBase<I, O> {
  readonly sideEffect: Exclude<SideEffect, 'read-only'>;
  /** Makes the proposal; has no effect outside. */
  run(input: z.output<I>, context: ToolContext): Promise<Proposal>;
  /** Does what was approved, exactly as approved. */
  commit(proposal: Proposal, context: CommitContext): Promise<z.input<O>>;
}

export type Tool = ReadTool | ProposeTool;

/** Gives a read-only tool its types; the catalogue holds it as a plain `Tool`. */
export function defineTool<I extends z.ZodType, O extends z.ZodType>(tool: ReadTool<I, O>): ReadTool<I, O> {
  return tool;
}

export function definePropose<I extends z.ZodType, O extends z.ZodType>(
  tool: ProposeTool<I, O>,
): ProposeTool<I, O> {
  return tool;
}
