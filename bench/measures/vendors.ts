import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourcePolicy } from '../../src/config/registry-adapters.ts';
import { VENDORS } from '../../src/config/vendors/index.ts';
import type { Coverage } from '../../src/core/source-failure.ts';
import type { ReadTool } from '../../src/core/tool.ts';
import { catalogue } from '../../src/tools/index.ts';
import { openedSources } from '../../tests/support/opened-sources.ts';
import { startTestRedis } from '../../tests/support/test-redis.ts';
import { toolContext } from '../../tests/support/tool-context.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Line, Section } from '../support/report.ts';
import type { ServedVendor } from '../support/vendor-order.ts';
import { startVendorServers, type VendorServers } from '../support/vendor-servers.ts';
import { redisBinary } from '../support/world.ts';

const ANSWER_MS = 300;
const AIM_MS = 1_000;
const ACCOUNT = 'acc_acme';
const STEPS = ['score_account_fit', 'detect_buying_signals', 'qualify_opportunity', 'assess_deal_risk'];
const clock = { now: () => new Date() };

interface Gathering {
  readonly ms: number;
  readonly coverage: Coverage | undefined;
}

/** What the vendors cost a qualification: its four read-only steps at once, nothing known before. */
export async function vendors(rounds: number): Promise<Section> {
  const servers = await startVendorServers(ANSWER_MS);
  const { path, env } = await redisBinary();
  const dir = await mkdtemp(join(tmpdir(), 'cugar-bench-redis-'));
  const redis = await startTestRedis({ binary: { path, env: { ...env } }, dir, appendfsync: 'always' });
  const { all } = servers;
  const measured = async (live: readonly ServedVendor[], times = rounds) => {
    const taken: Gathering[] = [];
    for (let round = 0; round <= times; round += 1) taken.push(await gathered(live, redis.url));
    return taken.slice(1);
  };
  try {
    const mocks = await measured([]);
    const together = await measured(all);
    const alone: Line[] = [];
    for (const vendor of all) {
      const times = (await measured([vendor], Math.ceil(rounds / 4))).map(({ ms }) => ms);
      const inARow = quantile(times, 0.5) / ANSWER_MS;
      alone.push({
        what: `${vendor.title} live, the others in mock`,
        value: `${shown(quantile(times, 0.5), 'ms')}, as long as ${shown(inARow)} answers in a row`,
      });
    }
    const hanging: Line[] = [];
    for (const vendor of all)
      hanging.push(await withHanging(vendor, servers, (hang) => gathered(all, redis.url, hang)));
    return {
      title: 'Data vendors',
      how: `The four read-only steps of \`qualify\` at once over the sample, nothing known before, ${rounds} times after one that warms up: ${all.length} of ${VENDORS.length} vendors (all that this version has) as servers on this machine, in a process of their own, that take ${ANSWER_MS} ms for each request. Most vendors need several requests one after the other. Deadline ${shown(deadline(), 'ms')}.`,
      lines: [
        { what: 'all in mock', value: timesOf(mocks) },
        {
          what: `all ${all.length} live`,
          value: `${timesOf(together)}; ${namedOf(together)}`,
          aim: `p95 < ${AIM_MS} ms, all answer`,
          met:
            quantile(
              together.map(({ ms }) => ms),
              0.95,
            ) < AIM_MS && failures(together) === 0,
        },
        ...alone,
        ...hanging,
      ],
    };
  } finally {
    await servers.close();
    await redis.stop();
  }
}

/** One qualification with sources that know nothing yet; opening them does not count. */
async function gathered(
  live: readonly ServedVendor[],
  redisUrl: string,
  whenOpen = async () => {},
): Promise<Gathering> {
  const sources = await openedSources(live, { redisUrl, clock, rest: 'mock' });
  try {
    await whenOpen();
    const context = { ...toolContext({ now: clock.now() }), data: sources.data };
    const started = performance.now();
    await Promise.all(
      STEPS.map((name) => {
        const tool = catalogue.get(name) as ReadTool;
        return tool.run(tool.input.parse({ accountId: ACCOUNT }), context);
      }),
    );
    const ms = performance.now() - started;
    return { ms, coverage: await sources.data.coverage?.(ACCOUNT) };
  } finally {
    await sources.close();
  }
}

async function withHanging(
  { name, title }: ServedVendor,
  servers: VendorServers,
  measured: (hang: () => Promise<void>) => Promise<Gathering>,
): Promise<Line> {
  try {
    const { ms, coverage } = await measured(() => servers.order({ name, isHanging: true }));
    const names = coverage?.failed.map(({ source }) => source) ?? [];
    const isNamed = names.length === 1 && names[0] === title;
    const most = deadline();
    return {
      what: `all live, ${title} never answers`,
      value: `${shown(ms, 'ms')}; ${isNamed ? 'named, and it alone' : `named: ${names.join(', ') || 'nobody'}`}`,
      aim: `within ${shown(most, 'ms')}, named`,
      met: isNamed && ms < most,
    };
  } finally {
    await servers.order({ name, isHanging: false });
  }
}

const deadline = () => SourcePolicy.parse({}).deadline;

function timesOf(taken: readonly Gathering[]): string {
  const times = taken.map(({ ms }) => ms);
  return `${shown(quantile(times, 0.5), 'ms')} in the median, ${shown(quantile(times, 0.95), 'ms')} at the 95th percentile`;
}

const failures = (taken: readonly Gathering[]) =>
  taken.reduce((sum, { coverage }) => sum + (coverage?.failed.length ?? 0), 0);

function namedOf(taken: readonly Gathering[]): string {
  const names = new Set(taken.flatMap(({ coverage }) => coverage?.failed.map(({ source }) => source) ?? []));
  return names.size === 0 ? 'all answered' : `failed: ${[...names].join(', ')}`;
}
