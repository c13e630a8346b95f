import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { planDocument } from '../../src/cli/plan-document.ts';
import type { AuditEntry } from '../../src/core/plan-store.ts';
import { keysOf } from '../../src/store/keys.ts';
import { createPlanStore } from '../../src/store/plan-store.ts';
import type { PlanDocument } from './check/evidence.ts';

interface Source {
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly teamId: string;
  readonly build: string;
}

/** Runs the command line of the build under test on the campaign's Redis. */
async function cugar({ build, redisUrl }: Source, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(build, 'cli.js'), ...args], {
    env: { REDIS_URL: redisUrl, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 && stdout === '') throw new Error(`cugar ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

/** All entries as `cugar audit export` prints them. */
export async function exportAudit(source: Source): Promise<AuditEntry[]> {
  const text = await cugar(source, ['audit', 'export', '--team', source.teamId]);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEntry);
}

/** The raw trail, field by field, for a chain that is recomputed without the program. */
export async function rawAudit({ redis, teamId }: Source): Promise<readonly (readonly string[])[]> {
  const entries = await redis.xrange(keysOf(teamId).audit, '-', '+');
  return entries.map(([, fields]) => fields);
}

/** Each plan as `cugar plan show --json` prints it; a few through the command line itself, the rest the same way in here. */
export async function showPlans(
  source: Source,
  planIds: readonly string[],
  throughCli: number,
): Promise<Map<string, PlanDocument>> {
  const store = createPlanStore(source.redis);
  const shown = new Map<string, PlanDocument>();
  for (const [index, planId] of planIds.entries()) {
    if (index < throughCli) {
      const text = await cugar(source, ['plan', 'show', planId, '--json']).catch(() => null);
      if (text !== null) shown.set(planId, JSON.parse(text) as PlanDocument);
      continue;
    }
    const record = await store.load(source.teamId, planId);
    if (record) shown.set(planId, JSON.parse(JSON.stringify(planDocument(record))) as PlanDocument);
  }
  return shown;
}

const JOB_STATES = {
  wait: 'list',
  active: 'list',
  paused: 'list',
  delayed: 'zset',
  'waiting-children': 'zset',
  prioritized: 'zset',
};

/** What must be empty when nothing is going on any more: debts, and jobs that are not over. */
export async function leftovers({ redis, teamId }: Source): Promise<Record<string, number>> {
  const keys = keysOf(teamId);
  const left: Record<string, number> = {};
  for (const name of ['outbox', 'active', 'approvals', 'dirty'] as const) {
    const count = await redis.zcard(keys[name]);
    if (count > 0) left[name] = count;
  }
  for (const queue of ['plans', 'approvals', 'messages']) {
    for (const [state, type] of Object.entries(JOB_STATES)) {
      const key = `{cugar-queues}:${queue}:${state}`;
      const count = type === 'list' ? await redis.llen(key) : await redis.zcard(key);
      if (count > 0) left[`${queue} ${state}`] = count;
    }
  }
  return left;
}
