import { openEngine } from '../support/engine.ts';
import { ratio, shown } from '../support/numbers.ts';
import { AT_ONCE, runPlans } from '../support/plans.ts';
import { redisCost, resetCost } from '../support/redis-cost.ts';
import type { Line, Section } from '../support/report.ts';
import { openBenchWorld } from '../support/world.ts';
import { noOpJobsPerSecond } from './no-op-jobs.ts';
import { langGraph } from './peers.ts';

const WARM_UP = 100;

interface Sizes {
  readonly plans: number;
  readonly jobs: number;
}

/** Whole plans a second, held against jobs that do nothing and against another engine, all in one run. */
export async function throughput(sizes: Sizes): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const noOps = await noOpJobsPerSecond(world, sizes.jobs);
    const engine = await openEngine(world);
    await runPlans(engine, WARM_UP);
    await resetCost(world.redis);
    const cpuBefore = process.cpuUsage();
    const plans = (1_000 * sizes.plans) / (await runPlans(engine, sizes.plans));
    const { user, system } = process.cpuUsage(cpuBefore);
    const { commands, scripts, ms } = await redisCost(world.redis);
    await engine.stop();
    const noOpsAgain = await noOpJobsPerSecond(world, sizes.jobs);
    const jobs = (noOps + noOpsAgain) / 2;
    return {
      title: 'Whole plans',
      how: `\`qualify\` with its six steps, real tools on the sample book, one approval, given as soon as it is asked for; the program's own workers, decisions and stores in one process, messages noted instead of drawn; ${AT_ONCE} at once, ${sizes.plans} plans. The jobs that do nothing: BullMQ on the same Redis, added and processed ${AT_ONCE} at once, mean of a run before and one after. LangGraph.js: six steps that do nothing, one interrupt, in one process of its own; its SQLite (WAL) does not flush every write, Redis here does.`,
      lines: [
        { what: 'whole plans', value: shown(plans, 'per s') },
        { what: 'steps', value: shown(6 * plans, 'per s') },
        { what: 'jobs that do nothing', value: shown(jobs, 'per s') },
        {
          what: 'plans for each job that does nothing',
          value: ratio(plans / jobs),
          aim: '≥ 0.1×',
          met: plans / jobs >= 0.1,
        },
        ...peerLines(plans, await langGraph()),
        {
          what: 'processor of the process',
          value: shown((user + system) / 1_000 / sizes.plans, 'ms per plan'),
        },
        { what: 'scripts run in Redis', value: shown(scripts / sizes.plans, 'per plan') },
        {
          what: 'commands in Redis, with those in scripts',
          value: shown(commands / sizes.plans, 'per plan'),
        },
        { what: 'time in scripts in Redis', value: shown(ms / sizes.plans, 'ms per plan') },
      ],
    };
  } finally {
    await world.close();
  }
}

function peerLines(plans: number, peer: Awaited<ReturnType<typeof langGraph>>): Line[] {
  if (peer === null) return [{ what: 'LangGraph.js', value: 'not installed: add `--peers`', aim: '≥ 2×' }];
  return [
    { what: `LangGraph.js ${peer.version}, SQLite`, value: shown(peer.plansPerSecond, 'plans per s') },
    {
      what: 'plans for each of LangGraph.js',
      value: ratio(plans / peer.plansPerSecond),
      aim: '≥ 2×',
      met: plans / peer.plansPerSecond >= 2,
    },
  ];
}
