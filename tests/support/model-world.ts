import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Registry, RegistrySchema } from '../../src/config/registry-schema.ts';
import type { ModelMeter } from '../../src/core/model-meter.ts';
import type { Goal } from '../../src/core/planning.ts';
import { type AskModel, createModelClient, type ModelCall } from '../../src/planner/model/client.ts';
import type { PlannerConfig } from '../../src/planner/planner-config.ts';

/** The registry that comes with the program. */
export const ownRegistry: Registry = RegistrySchema.parse(
  parse(readFileSync(new URL('../../registry.yaml', import.meta.url), 'utf8')),
);

export const ownConfig = (overrides: Partial<PlannerConfig> = {}): PlannerConfig => ({
  registry: ownRegistry,
  registryVersion: 'r1',
  profile: 'sales',
  approvers: ['U9'],
  ...overrides,
});

export const aGoal = (goal: string, facts: Partial<Goal> = {}): Goal => ({
  goal,
  accounts: [{ accountId: 'acc_acme', name: 'Acme Robotics' }],
  mentioned: ['Acme'],
  args: {},
  ...facts,
});

/** Asks a server at this address, and keeps what was told about the calls. */
export function modelAt(
  baseUrl: string,
  { timeoutMs = 5_000, now = () => new Date() }: { timeoutMs?: number; now?: () => Date } = {},
): { ask: AskModel; calls: ModelCall[] } {
  const calls: ModelCall[] = [];
  const ask = createModelClient({
    access: { apiKey: 'sk-test-0123456789abcdef', baseUrl, model: 'a-model' },
    limits: { ...ownRegistry.model, timeout: timeoutMs },
    clock: { now },
    onCall: (call) => calls.push(call),
  });
  return { ask, calls };
}

/** A meter whose sum can be read. */
export function countingMeter(): ModelMeter & { readonly units: number } {
  let units = 0;
  return {
    add: (more) => {
      units += more;
    },
    get units() {
      return Math.round(units * 1e6) / 1e6;
    },
  };
}
