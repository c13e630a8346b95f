import type { Profile, Registry, ToolEntry } from '../config/registry-schema.ts';
import { CugarError } from '../core/errors.ts';

/** The template whose first step makes the rest of the plan. */
export const PLAN_TEMPLATE = 'plan';

export interface PlannerConfig {
  readonly registry: Registry;
  readonly registryVersion: string;
  readonly profile: string;
  /** Slack user and user-group ids that decide where a policy says so. */
  readonly approvers: readonly string[];
  /** Whether a model is configured; what it may take is then part of every estimate. */
  readonly hasModel?: boolean;
}

export function profileNamed({ registry, profile: name }: PlannerConfig): Profile {
  const profile = registry.profiles[name];
  if (!profile) throw new CugarError('SYSTEM_CONFIG', `The registry has no profile "${name}"`);
  return profile;
}

/** The registry's entry of a tool. Throws `POLICY_ALLOWLIST` when the profile lacks it. */
export function allowedTool(config: PlannerConfig, tool: string): ToolEntry {
  const entry = Object.hasOwn(config.registry.tools, tool) ? config.registry.tools[tool] : undefined;
  if (entry && profileNamed(config).tools.includes(tool)) return entry;
  throw new CugarError(
    'POLICY_ALLOWLIST',
    `The profile "${config.profile}" does not allow the tool "${tool}"`,
    {
      hint: 'An administrator can add it in registry.yaml.',
    },
  );
}
