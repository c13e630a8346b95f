import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../../bench/campaign/seed.ts';
import { openDesk } from '../engine-fleet.ts';
import { auditOf } from '../engine-store.ts';
import { startOwnRedis } from '../redis.ts';
import type { Evidence, LedgerLine } from './check.ts';
import { type Child, startChild } from './children.ts';
import { followPlan, type History } from './people.ts';

export interface Campaign {
  readonly build: string;
  readonly seed: number;
  readonly plans: number;
  readonly loadMs: number;
  /** Milliseconds between kills of each kind; absent: none. */
  readonly killEveryMs?: { readonly worker: number; readonly desk: number; readonly redis: number };
  /** How long everything may take to come to rest. */
  readonly restMs: number;
}

export interface CampaignReport extends Evidence {
  readonly kills: { worker: number; desk: number; redis: number };
}

/** Runs plans through killed processes and a killed Redis, and collects what can be seen afterwards. */
export async function runCampaign(campaign: Campaign): Promise<CampaignReport> {
  const redis = await startOwnRedis({ appendfsync: 'always' });
  const stores = openDesk(redis.url);
  const ledger = join(campaign.build, 'ledger.jsonl');
  const shared = { build: campaign.build, url: redis.url, teamId: stores.teamId, ledger };
  const workers = [startChild({ ...shared, entry: 'worker' }), startChild({ ...shared, entry: 'worker' })];
  const desk = startChild({ ...shared, entry: 'desk' });
  const random = randomFrom(campaign.seed);
  const history: History = { submitted: [], answers: [] };
  const kills = { worker: 0, desk: 0, redis: 0 };
  const deadline = performance.now() + campaign.loadMs + campaign.restMs;
  try {
    await Promise.all([...workers, desk].map(({ ready }) => ready));
    const office = { stores, desk, random, history };
    const followed = Array.from({ length: campaign.plans }, async () => {
      await pause(random() * campaign.loadMs);
      await followPlan(office, () => performance.now() > deadline);
    });
    await harm(campaign, { workers, desk, redis, random, kills });
    await Promise.all(followed);
    const leftovers = await rest(stores, deadline);
    const records = new Map(
      (await Promise.all(history.submitted.map((id) => stores.store.load(stores.teamId, id)))).flatMap(
        (record) => (record ? [[record.plan.planId, record]] : []),
      ),
    );
    const audit = await auditOf(stores);
    const verdict = await stores.audit.verify(stores.teamId);
    return { ...history, records, audit, verdict, ledger: readLedger(ledger), leftovers, kills };
  } finally {
    await Promise.all([...workers, desk].map((child) => child.stop()));
    await stores.close();
    await redis.stop();
  }
}

interface Targets {
  readonly workers: readonly Child[];
  readonly desk: Child;
  readonly redis: { kill9(): Promise<void>; restart(): Promise<void> };
  readonly random: () => number;
  readonly kills: CampaignReport['kills'];
}

/** Kills for as long as plans come in. */
async function harm({ killEveryMs, loadMs }: Campaign, targets: Targets): Promise<void> {
  if (!killEveryMs) return await pause(loadMs);
  const { workers, desk, redis, random, kills } = targets;
  const until = performance.now() + loadMs;
  const every = async (meanMs: number, kill: () => Promise<void> | void) => {
    for (;;) {
      await pause(meanMs * (0.5 + random()));
      if (performance.now() > until) return;
      await kill();
    }
  };
  await Promise.all([
    every(killEveryMs.worker, () => {
      kills.worker += 1;
      workers[Math.floor(random() * workers.length)]?.kill9();
    }),
    every(killEveryMs.desk, () => {
      kills.desk += 1;
      desk.kill9();
    }),
    every(killEveryMs.redis, async () => {
      kills.redis += 1;
      await redis.kill9();
      await pause(300);
      await redis.restart();
    }),
  ]);
}

/** What is left in queues and debts when nothing moves any more, or when time is up. */
async function rest(stores: ReturnType<typeof openDesk>, deadline: number): Promise<Record<string, number>> {
  const { redis, keys } = stores;
  for (;;) {
    const left: Record<string, number> = await stores.leftovers();
    for (const name of ['outbox', 'active', 'approvals', 'dirty'] as const) {
      const count = await redis.zcard(keys[name]);
      if (count > 0) left[name] = count;
    }
    if (Object.keys(left).length === 0 || performance.now() > deadline) return left;
    await pause(100);
  }
}

function readLedger(path: string): LedgerLine[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as LedgerLine);
}
