import { setTimeout as pause } from 'node:timers/promises';
import { createWakeups } from '../../jobs/wakeups.ts';
import { createCrm } from '../adapters/hub/create-crm.ts';
import { createAssignmentWriter } from '../adapters/local/assignment-writer.ts';
import { openLocalBook } from '../adapters/local/open-local-book.ts';
import { checkApprovers } from '../config/approvers.ts';
import type { Config } from '../config/env.ts';
import { loadPlaybook } from '../config/playbook.ts';
import { loadRegistry, profileOf } from '../config/registry.ts';
import { dealWeights } from '../core/deal-weights.ts';
import type { Requesters } from '../core/requesters.ts';
import { createDecisions } from '../engine/decisions.ts';
import { createEngine } from '../engine/engine.ts';
import type { EngineDeps } from '../engine/engine-deps.ts';
import { openKnowledge } from '../knowledge/open-knowledge.ts';
import { createDealHistory } from '../learning/deal-history.ts';
import { createDrafter } from '../planner/drafting/drafter.ts';
import type { ModelClientParts } from '../planner/model/client.ts';
import { createPlanMaker } from '../planner/plan-maker.ts';
import type { PlannerConfig } from '../planner/planner-config.ts';
import { createAuditTrail } from '../store/audit-trail.ts';
import { createHomeStore } from '../store/home-store.ts';
import { createMessageStore } from '../store/message-store.ts';
import { createPlanStore } from '../store/plan-store.ts';
import { createRateLimits } from '../store/rate-limits.ts';
import { createTouchLog } from '../store/touch-log.ts';
import { createWakeupDebts } from '../store/wakeup-debts.ts';
import { createEvents } from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { catalogue } from '../tools/index.ts';
import type { Infrastructure } from './infrastructure.ts';
import { openSources } from './sources.ts';

export const clock = { now: () => new Date() };

export interface ServiceParts {
  readonly config: Config;
  readonly infrastructure: Infrastructure;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly requesters: Requesters;
}

/** Everything between the queues and the outside: stores, book of business, planner, engine. */
export async function createServices({ config, infrastructure, log, metrics, requesters }: ServiceParts) {
  const registry = loadRegistry(config.registryPath, catalogue);
  const profile = profileOf(registry, config.profile);
  const playbook = loadPlaybook(profile.playbook);
  checkApprovers(registry.registry, config.approvers);
  const book = await openLocalBook({
    ...config.salesData,
    clock,
    onReload: (status) => {
      metrics.book(status);
      log.info(
        { component: 'book', ...status.counts, problems: status.problemCount },
        'the book of business was read again',
      );
    },
    onProblem: (problem) =>
      log.warn({ component: 'book', ...problem }, 'a part of the book of business cannot be used'),
  });
  metrics.book(book.status());
  const history = createDealHistory(book, dealWeights(playbook));
  const bookWriter = createAssignmentWriter({
    path: config.salesData.assignmentsPath,
    reload: () => book.reload(),
  });

  const planner: PlannerConfig = {
    registry: registry.registry,
    registryVersion: registry.version,
    profile: config.profile,
    approvers: config.approvers,
    hasModel: config.model !== null,
  };
  const ask =
    config.model &&
    (await openModel({ access: config.model, limits: registry.registry.model, clock, metrics }));
  const knowledge = await openKnowledge({
    bookDir: config.salesData.dir,
    clock,
    mode: () => book.status().mode,
    rules: playbook.knowledge,
    onReload: ({ documents, problemCount }) =>
      log.info(
        { component: 'knowledge', documents, problems: problemCount },
        'the documents were read again',
      ),
    onProblem: (problem) => log.warn({ component: 'knowledge', ...problem }, 'a document cannot be used'),
  }).catch(async (error: unknown) => {
    await book.close();
    throw error;
  });

  const sources = await openSources({
    config,
    policy: registry.registry.adapters,
    book,
    redis: infrastructure.requests,
    clock,
    log,
    metrics,
  }).catch(async (error: unknown) => {
    await Promise.all([book.close(), knowledge.close()]);
    throw error;
  });

  const crm = profile.crm_writes ? createCrm(sources.hub.active(), registry.registry.adapters) : undefined;

  /** One set of stores for people's requests, which must fail fast, one for workers, which may wait. */
  const servicesOn = (redis: Infrastructure['requests']) => {
    const store = createPlanStore(redis);
    const audit = createAuditTrail(redis);
    const debts = createWakeupDebts(redis);
    const wakeups = createWakeups(infrastructure.queues, debts, (error) =>
      log.warn({ err: error }, 'a wake-up is late'),
    );
    const engineDeps: EngineDeps = {
      store,
      tools: catalogue,
      data: sources.hub.data,
      knowledge,
      bookWriter,
      ...(crm && { crm }),
      events: createEvents({ log, metrics }),
      wakeups,
      clock,
      icp: profile.icp,
      playbook,
      history,
      touches: createTouchLog(redis),
      audit,
      limits: profile.budgets,
      requesters,
      planMaker: createPlanMaker({ config: planner, tools: catalogue, ...(ask && { ask }) }),
      ...(ask && { drafter: createDrafter(ask) }),
      pause: async (ms, signal) => {
        await pause(ms, undefined, { signal }).catch(() => undefined);
      },
    };
    return {
      store,
      debts,
      wakeups,
      engineDeps,
      decisions: createDecisions(engineDeps),
      messages: createMessageStore(redis),
      homes: createHomeStore(redis),
      rateLimits: createRateLimits(redis),
      audit,
    };
  };

  const work = servicesOn(infrastructure.work);
  return {
    requests: servicesOn(infrastructure.requests),
    work: { ...work, engine: createEngine(work.engineDeps) },
    book,
    history,
    knowledge,
    sources,
    lookup: sources.hub.lookup,
    planner,
    limits: profile.budgets,
  };
}

/** The package that asks models is loaded only where one is configured. */
async function openModel({
  metrics,
  ...model
}: Omit<ModelClientParts, 'onCall'> & { readonly metrics: Metrics }) {
  const { createModelClient } = await import('../planner/model/client.ts');
  return createModelClient({ ...model, onCall: (call) => metrics.model(call) });
}

export type Services = Awaited<ReturnType<typeof createServices>>;
