import type { Registry } from '../../config/registry-schema.ts';
import type { SideEffect } from '../../core/plan.ts';
import { CONFIRMING_TOOL, PLANNING_TOOL } from '../../core/planning.ts';
import type { Tool } from '../../core/tool.ts';
import { createFullText, type Field } from './full-text.ts';
import type { Wiring } from './wirings.ts';
import { stemsOf } from './words.ts';

/** A tool that fits one wish of the goal. */
export interface RankedTool {
  readonly tool: string;
  /** Relevance less what it costs and risks. */
  readonly score: number;
}

/** What the whole goal is about. */
export interface Subject {
  readonly namesAccount: boolean;
}

export interface RankingParts {
  readonly registry: Registry;
  readonly allowed: readonly string[];
  readonly tools: ReadonlyMap<string, Tool>;
  readonly wirings: ReadonlyMap<string, readonly Wiring[]>;
}

const WEIGHTS = { name: 3, example: 2, purpose: 1.5, reason: 0.7 } as const;

/** What a class takes off, in units of relevance: of two tools that fit alike the harmless one is taken. */
const RISK: Readonly<Record<SideEffect, number>> = { 'read-only': 0, propose: 0.15, execute: 0.6 };
const PER_COST_UNIT = 0.05;

/** Less relevance than this share of the rarest word's is chance: one common word. */
const LEAST = 0.5;
/** What comes this close to the best of a wish is meant as well. */
const NEAR = 0.8;
const MOST_PER_WISH = 3;
/** What is left of a tool's relevance that cannot make use of the account that the goal is about. */
const BESIDE_THE_ACCOUNT = 0.6;
const ACCOUNT_ARGUMENTS = ['accountId', 'account', 'accountIds'];

/** Ranks the allowed tools for one wish; nothing that shares no telling word with it, and never more than a few. */
export function createRanking({ registry, allowed, tools, wirings }: RankingParts) {
  const names = allowed.filter((name) => name !== PLANNING_TOOL && name !== CONFIRMING_TOOL);
  const index = createFullText(new Map(names.map((name) => [name, fieldsOf(name)] as const)));

  function fieldsOf(name: string): Field[] {
    const entry = registry.tools[name];
    return [
      { text: name.replaceAll('_', ' '), weight: WEIGHTS.name },
      { text: tools.get(name)?.purpose ?? '', weight: WEIGHTS.purpose },
      ...(entry?.examples ?? []).map((text) => ({ text, weight: WEIGHTS.example })),
      ...(wirings.get(name) ?? []).map(({ step }) => ({ text: step.reason, weight: WEIGHTS.reason })),
    ];
  }

  const isAboutAccounts = (name: string) =>
    (wirings.get(name) ?? []).some(({ uses }) => uses.some((use) => ACCOUNT_ARGUMENTS.includes(use)));

  return (wish: string, { namesAccount }: Subject): readonly RankedTool[] => {
    const ranked = index
      .search(stemsOf(wish))
      .map(({ name, score }) => {
        const entry = registry.tools[name];
        const held = entry ? RISK[entry.class] + PER_COST_UNIT * entry.cost : 0;
        const share = namesAccount && !isAboutAccounts(name) ? BESIDE_THE_ACCOUNT : 1;
        return { tool: name, score: share * score - held };
      })
      .sort((a, b) => b.score - a.score);
    const [best] = ranked;
    if (!best || best.score < LEAST * index.mostWeight) return [];
    return ranked.filter(({ score }) => score >= NEAR * best.score).slice(0, MOST_PER_WISH);
  };
}
