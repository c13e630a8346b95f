import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keysOf } from '../../src/store/keys.ts';
import type { Evidence, Violation } from './check/evidence.ts';
import { violations } from './check/violations.ts';
import { writeDossier } from './dossier.ts';
import { exportAudit, leftovers, rawAudit, showPlans } from './evidence.ts';
import { type Figures, figuresOf } from './figures.ts';
import { createHands } from './hands.ts';
import type { History } from './history.ts';
import { type Struck, unleash, type Weather } from './nemesis.ts';
import { startOwnTime } from './own-time.ts';
import { followPlan, type Office } from './people.ts';
import { between, randomFrom } from './seed.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';
import { watchSlack } from './watch.ts';

export interface ChapterOptions extends Omit<SiteOptions, 'people'> {
  readonly plansPerSecond: number;
  /** How long plans come in and harm is done. */
  readonly loadMs: number;
  /** How long everything may take to come to rest after that, in time of which others took nothing. */
  readonly restMs: number;
  readonly weather: Weather;
  /** Plans that are read through the command line itself; the others are read the same way in this process. */
  readonly throughCli: number;
}

export interface ChapterResult extends Struck {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly figures: Figures;
  readonly restarts: Readonly<Record<string, { readonly starts: number; readonly ownEnds: number }>>;
  readonly logDir: string;
}

/** One workspace from its first command until everything has come to rest, and the verdict on it. */
export async function runChapter(options: ChapterOptions): Promise<ChapterResult> {
  const { seed, loadMs, restMs, plansPerSecond, weather, throughCli } = options;
  const people = Math.ceil(plansPerSecond * 40) + 10;
  const site = await openSite({ ...options, people });
  const time = startOwnTime();
  let isClean = false;
  try {
    const watch = watchSlack(site.sandbox);
    const history: History = { commands: [], clicks: [], stays: [] };
    const startMs = performance.now();
    const harmMs = startMs + loadMs;
    let restFrom: number | undefined;
    const isOver = () => {
      if (performance.now() < harmMs) return false;
      restFrom ??= time.elapsedMs;
      return time.elapsedMs - restFrom > restMs;
    };
    const office: Office = {
      workspace: site.workspace,
      watch,
      history,
      hands: createHands(site.sandbox, history),
      random: randomFrom(seed),
      expiryOf: expiryOf(site),
      isOver,
      stretch: () => time.stretch,
    };
    const harm = unleash(site, { weather, seed, untilMs: harmMs, stretch: office.stretch });
    const followed = load(office, { loadMs, plansPerSecond });
    const struck = await harm;
    const settlingMs = performance.now();
    await followed;
    await strays(office);
    const source = {
      redis: site.admin,
      redisUrl: site.redis.url,
      teamId: site.sandbox.world.team.id,
      build: options.build,
    };
    const left = await rest(() => leftovers(source), isOver);
    const settleMs = performance.now() - settlingMs;
    const audit = await exportAudit(source);
    const planIds = [...new Set(audit.map(({ planId }) => planId))].filter(Boolean);
    const evidence: Evidence = {
      history,
      harms: struck.harms,
      told: watch.told,
      twins: watch.twins,
      seenPlanIds: watch.planIds(),
      messages: watch.about,
      audit,
      rawAudit: await rawAudit(source),
      plans: await showPlans(source, planIds, throughCli),
      leftovers: left,
      stretch: time.meanStretch,
    };
    const found = violations(evidence);
    writeDossier(site.logDir, evidence, found);
    isClean = found.length === 0;
    return {
      ...struck,
      seed,
      violations: found,
      figures: { ...figuresOf(evidence), settleMs },
      restarts: Object.fromEntries(
        site.members.map(({ name, starts, ownEnds }) => [name, { starts, ownEnds }]),
      ),
      logDir: site.logDir,
    };
  } finally {
    time.stop();
    await site.close();
    if (isClean) rmSync(dirname(site.logDir), { recursive: true, force: true });
  }
}

/** The web process is asked nothing for this: a click at the last moment needs the moment. */
function expiryOf({ admin, sandbox }: Site) {
  const { plan } = keysOf(sandbox.world.team.id);
  return async (planId: string) => {
    const expires = await admin.hget(plan(planId), 'ap:draft:expires');
    return expires === null ? null : Number(expires);
  };
}

async function load(
  office: Office,
  { loadMs, plansPerSecond }: Pick<ChapterOptions, 'loadMs' | 'plansPerSecond'>,
): Promise<void> {
  const random = randomFrom(Math.floor(office.random() * 2 ** 31));
  const plans = Math.round((loadMs / 1_000) * plansPerSecond);
  await Promise.all(
    Array.from({ length: plans }, async () => {
      await pause(between(random, 0, loadMs));
      await followPlan(office);
    }),
  );
}

/** Plans whose command was never answered: nobody follows them, so whoever sees their card decides. */
async function strays({ watch, hands, workspace, isOver }: Office): Promise<void> {
  const approvers = workspace.approvers.slice(0, 2);
  for (const planId of watch.planIds()) {
    for (let card = watch.liveCard(planId); card && !isOver(); card = watch.liveCard(planId)) {
      const requester = /<@(\w+)> asks for a decision/.exec(card.text)?.[1];
      for (const person of [...approvers, ...(requester ? [requester] : [])])
        await hands.approve(person, planId, card);
      await pause(1_000);
    }
  }
}

async function rest(
  look: () => Promise<Record<string, number>>,
  isOver: () => boolean,
): Promise<Record<string, number>> {
  for (;;) {
    const left = await look();
    if (Object.keys(left).length === 0 || isOver()) return left;
    await pause(200);
  }
}
