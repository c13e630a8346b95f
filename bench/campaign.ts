import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findRedisServer } from '../src/embedded/find-redis-server.ts';
import { copyBuild, openPace } from './campaign/builds.ts';
import { type ChapterResult, runChapter } from './campaign/chapter.ts';
import { FOUL } from './campaign/nemesis.ts';
import { describeReport, reportOf } from './campaign/report.ts';
import { pickOne, randomFrom } from './campaign/seed.ts';

const HELP = `Usage: npm run campaign [-- --minutes <n>] [--seed <n>] [--plans-per-second <n>]

Runs plans through killed and stopped processes, a killed, paused and full Redis, cut connections, a failing Slack and
wrong clocks, and judges what came of it. Ends with 1 if a promise was broken. Default: 5 minutes, a new seed, 2 plans/s.`;

const CHAPTER_MS = 240_000;
const REST_MS = 150_000;
const REGISTRIES = [
  { policy: 'requester', expires: '8s' },
  { policy: 'approvers', expires: '10s' },
  { policy: 'two_person', expires: '9s' },
  { policy: 'requester', expires: '10m' },
] as const;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      'plans-per-second': { type: 'string', default: '2' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [minutes, seed, plansPerSecond] = [values.minutes, values.seed, values['plans-per-second']].map(
    Number,
  ) as [number, number, number];
  if (![minutes, seed, plansPerSecond].every(Number.isFinite)) throw new Error(HELP);

  const onNotice = (text: string) => say(text);
  const { path, env } = await findRedisServer({ cacheDir: resolve('.cache'), onNotice });
  const build = copyBuild('campaign', openPace);
  const head = { seed, minutes, plansPerSecond, startedAt: new Date().toISOString() };
  const chapters: ChapterResult[] = [];
  const untilMs = performance.now() + minutes * 60_000;
  try {
    for (let index = 0; performance.now() < untilMs; index += 1) {
      const loadMs = Math.min(CHAPTER_MS, Math.max(10_000, untilMs - performance.now()));
      const random = randomFrom(seed + index);
      const skew = () => pickOne(random, [0, 0, 30_000, -30_000]);
      const skewMs = { web: skew(), workers: [skew(), skew()] };
      say(
        `chapter ${index + 1}: seed ${seed + index}, ${Math.round(loadMs / 1_000)} s, clocks off by ${JSON.stringify(skewMs)}`,
      );
      const result = await runChapter({
        build: build.dir,
        redisBinary: { path, env: { ...env } },
        registries: REGISTRIES,
        seed: seed + index,
        rateLimits: 'off',
        skewMs,
        plansPerSecond,
        loadMs,
        restMs: REST_MS,
        weather: FOUL,
        throughCli: 10,
      });
      chapters.push(result);
      say(describeReport(reportOf({ ...head, seed: result.seed }, [result])));
      if (result.violations.length > 0) say(`logs: ${result.logDir}`);
    }
  } finally {
    build.remove();
  }
  const report = reportOf(head, chapters);
  writeFileSync(resolve('bench/campaign/last-report.json'), `${JSON.stringify(report, null, 2)}\n`);
  say(`\nAll of it:\n${describeReport(report)}`);
  return report.violations.length === 0 ? 0 : 1;
}

// An end from outside still takes the processes along that were started here.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
// A person of the campaign may still wait for an answer that a killed process owes; the report is written.
process.exit(await main());
