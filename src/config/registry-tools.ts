import type { Domain, SideEffect } from '../core/plan.ts';
import { suggestion } from './nearest.ts';
import type { ToolEntry } from './registry-schema.ts';
import type { RegistryParts } from './registry-shape.ts';
import type { Path, RegistryProblem } from './registry-text.ts';

/** What the code says about a tool; every `Tool` is one. */
export interface ToolFacts {
  readonly domain: Domain;
  readonly sideEffect: SideEffect;
  /** Present on a tool that can judge a proposal. */
  readonly check?: unknown;
  /** Longest that writing to CRMs takes it, where it does. */
  readonly crmMs?: number;
}
export type ToolCatalogue = ReadonlyMap<string, ToolFacts>;

const RANK: Record<SideEffect, number> = { 'read-only': 0, propose: 1, execute: 2 };

/** Holds each entry against the tool in code: its class is the floor that the registry may only tighten. */
export function toolProblems(
  { tools, toolNames }: RegistryParts,
  catalogue: ToolCatalogue,
): RegistryProblem[] {
  const unknown = toolNames
    .filter((name) => !catalogue.has(name))
    .map((name) => ({
      path: ['tools', name],
      text: `this program has no such tool${suggestion(name, [...catalogue.keys()])}`,
    }));
  const wrong = [...tools].flatMap(([name, entry]) => {
    const facts = catalogue.get(name);
    return [
      ...(facts ? factProblems(['tools', name], entry, facts) : []),
      ...approvalProblems(['tools', name], entry),
      ...checkProblems(['tools', name], entry, toolNames, catalogue),
    ];
  });
  return [...unknown, ...wrong];
}

function factProblems(path: Path, entry: ToolEntry, facts: ToolFacts): RegistryProblem[] {
  const problems: RegistryProblem[] = [];
  if (RANK[entry.class] < RANK[facts.sideEffect]) {
    problems.push({
      path: [...path, 'class'],
      text: `the tool is "${facts.sideEffect}"; the registry may tighten that, not loosen it to "${entry.class}"`,
    });
  }
  if (RANK[entry.class] > RANK[facts.sideEffect] && facts.sideEffect === 'read-only') {
    problems.push({
      path: [...path, 'class'],
      text: `the tool makes no proposal, so it cannot be "${entry.class}"`,
    });
  }
  if (entry.domain !== facts.domain) {
    problems.push({ path: [...path, 'domain'], text: `the tool belongs to "${facts.domain}"` });
  }
  return problems;
}

function approvalProblems(path: Path, entry: ToolEntry): RegistryProblem[] {
  if (entry.class === 'read-only') {
    return [
      ...(entry.approval
        ? [{ path: [...path, 'approval'], text: 'a read-only tool has nothing to approve' }]
        : []),
      ...(entry.checks.length > 0
        ? [{ path: [...path, 'checks'], text: 'a read-only tool makes no proposal to check' }]
        : []),
    ];
  }
  return entry.approval ? [] : [{ path, text: `a ${entry.class} tool needs an approval: {policy, expires}` }];
}

function checkProblems(
  path: Path,
  entry: ToolEntry,
  toolNames: readonly string[],
  catalogue: ToolCatalogue,
): RegistryProblem[] {
  return entry.checks.flatMap((name, index) => {
    const text = checkProblem(name, entry.checks.slice(0, index), toolNames, catalogue);
    return text ? [{ path: [...path, 'checks', index], text }] : [];
  });
}

function checkProblem(
  name: string,
  before: readonly string[],
  toolNames: readonly string[],
  catalogue: ToolCatalogue,
): string | null {
  if (before.includes(name)) return `"${name}" is named twice`;
  if (!toolNames.includes(name)) return `no tool "${name}" under tools${suggestion(name, toolNames)}`;
  const facts = catalogue.get(name);
  if (!facts || (facts.sideEffect === 'read-only' && facts.check !== undefined)) return null;
  return `"${name}" cannot judge a proposal: it is not a read-only check`;
}
