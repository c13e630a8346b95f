import { doingNothing } from '../support/do-nothing.ts';
import { type EngineOptions, openEngine } from '../support/engine.ts';
import { ratio, shown } from '../support/numbers.ts';
import { AT_ONCE, runPlans } from '../support/plans.ts';
import { redisCost, resetCost } from '../support/redis-cost.ts';
import type { Line, Section } from '../support/report.ts';
import { type BenchWorld, openBenchWorld } from '../support/world.ts';
import { noOpJobsPerSecond } from './no-op-jobs.ts';
import { langGraph } from './peers.ts';

const WARM_UP = 1_000;
const AIM_OF_JOBS = 0.1;
const AIM_OF_PEER = 2;

interface Sizes {
  readonly plans: number;
  readonly jobs: number;
}

/** Whole plans a second, held against jobs that do nothing and against another engine, all in one run. */
export async function throughput(sizes: Sizes): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const noOps = await noOpJobsPerSecond(world, sizes.jobs);
    const real = await plansOf(world, sizes.plans);
    const empty = await plansOf(world, sizes.plans, { replace: doingNothing });
    const noOpsAgain = await noOpJobsPerSecond(world, sizes.jobs);
    const jobs = (noOps + noOpsAgain) / 2;
    return {
      title: 'Whole plans',
      how: `\`qualify\` with its six steps, real tools on the sample book, one approval, given as soon as it is asked for; the program's own workers, decisions and stores in one process, messages noted instead of drawn; ${AT_ONCE} at once, ${sizes.plans} plans after ${WARM_UP.toLocaleString('en-US')} that warm up. The jobs that do nothing: BullMQ on the same Redis, added and processed ${AT_ONCE} at once, mean of a run before and one after. Steps that do nothing: the same plans with the tools' work taken out, which is what LangGraph.js is given too: six steps that do nothing, one interrupt, in one process of its own, warmed up by 500. Redis flushes every write to the disk here (\`appendfsync always\`); LangGraph.js' SQLite (WAL) does not as it comes, so that a decision can be lost, and is measured with \`synchronous = FULL\` besides.`,
      lines: [
        { what: 'whole plans', value: shown(real.perSecond, 'per s') },
        { what: 'steps', value: shown(6 * real.perSecond, 'per s') },
        { what: 'jobs that do nothing', value: shown(jobs, 'per s') },
        versus('plans for each job that does nothing', real.perSecond / jobs, AIM_OF_JOBS),
        { what: 'whole plans, steps that do nothing', value: shown(empty.perSecond, 'per s') },
        versus('these plans for each job that does nothing', empty.perSecond / jobs, AIM_OF_JOBS),
        ...(await peerLines(empty.perSecond)),
        { what: 'processor of the process', value: shown(real.cpuMs, 'ms per plan') },
        { what: 'the same, steps that do nothing', value: shown(empty.cpuMs, 'ms per plan') },
        { what: 'scripts run in Redis', value: shown(real.scripts, 'per plan') },
        { what: 'commands in Redis, with those in scripts', value: shown(real.commands, 'per plan') },
        { what: 'time in scripts in Redis', value: shown(real.scriptMs, 'ms per plan') },
      ],
    };
  } finally {
    await world.close();
  }
}

interface Rate {
  readonly perSecond: number;
  /** Of each plan. */
  readonly cpuMs: number;
  readonly scripts: number;
  readonly commands: number;
  readonly scriptMs: number;
}

async function plansOf(world: BenchWorld, plans: number, options?: EngineOptions): Promise<Rate> {
  const engine = await openEngine(world, options);
  try {
    await runPlans(engine, WARM_UP);
    await resetCost(world.redis);
    const before = process.cpuUsage();
    const perSecond = (1_000 * plans) / (await runPlans(engine, plans));
    const { user, system } = process.cpuUsage(before);
    const { commands, scripts, ms } = await redisCost(world.redis);
    return {
      perSecond,
      cpuMs: (user + system) / 1_000 / plans,
      scripts: scripts / plans,
      commands: commands / plans,
      scriptMs: ms / plans,
    };
  } finally {
    await engine.stop();
  }
}

async function peerLines(perSecond: number): Promise<Line[]> {
  const asItComes = await langGraph('as it comes');
  const flushed = await langGraph('flush');
  if (!asItComes || !flushed)
    return [{ what: 'LangGraph.js', value: 'not installed: add `--peers`', aim: `≥ ${AIM_OF_PEER}×` }];
  const peer = `LangGraph.js ${asItComes.version}, SQLite`;
  return [
    { what: `${peer}, every write flushed`, value: shown(flushed.plansPerSecond, 'plans per s') },
    versus('plans of nothing for each of these', perSecond / flushed.plansPerSecond, AIM_OF_PEER),
    { what: `${peer}, as it comes`, value: shown(asItComes.plansPerSecond, 'plans per s') },
    versus('plans of nothing for each of these', perSecond / asItComes.plansPerSecond, AIM_OF_PEER),
  ];
}

function versus(what: string, times: number, aim: number): Line {
  return { what, value: ratio(times), aim: `≥ ${aim}×`, met: times >= aim };
}
