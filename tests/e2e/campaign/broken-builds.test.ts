import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  breakCompareAndSet,
  breakFence,
  breakFirstPost,
  breakSweeper,
  copyBuild,
  openPace,
} from '../../../bench/campaign/builds.ts';
import { type ChapterOptions, runChapter } from '../../../bench/campaign/chapter.ts';
import { CALM, FOUL, ONLY_ZOMBIES } from '../../../bench/campaign/nemesis.ts';

let build: ReturnType<typeof copyBuild> | undefined;
afterEach(() => build?.remove());

const seed = Number(process.env.CUGAR_TEST_SEED ?? 4_711);

type Own = Pick<ChapterOptions, 'loadMs' | 'restMs' | 'weather'> & Partial<ChapterOptions>;

/** How often a chapter is tried: on a busy machine fewer faults fall into the same time. */
const MOST_CHAPTERS = 4;

/** What short chapters find in a build that was changed so, until one finds what it should. */
async function findings(change: (dir: string) => void, own: Own, wanted?: RegExp): Promise<string[]> {
  build = copyBuild(`campaign-${change.name}`);
  openPace(build.dir);
  change(build.dir);
  let found: string[] = [];
  for (let chapter = 0; chapter < (wanted ? MOST_CHAPTERS : 1); chapter += 1) {
    const result = await runChapter({
      build: build.dir,
      redisBinary: inject('redisBinary'),
      registries: [{ policy: 'requester', expires: '10m' }],
      seed: seed + chapter,
      rateLimits: 'off',
      skewMs: { web: 0, workers: [0, 0] },
      plansPerSecond: 2,
      throughCli: 1,
      ...own,
    });
    found = result.violations.map(({ invariant, text }) => `${invariant} ${text}`);
    process.stdout.write(`${change.name || 'as it is'}: ${found.length} found, such as ${found[0]}\n`);
    if (wanted && found.some((one) => wanted.test(one))) break;
  }
  return wanted ? found.filter((one) => wanted.test(one)) : found;
}

describe('the campaign', { timeout: 900_000 }, () => {
  it('finds nothing in the build as it is', async () => {
    const asItIs = (dir: string) => expect(dir).not.toBe('');
    expect(await findings(asItIs, { loadMs: 8_000, restMs: 60_000, weather: CALM })).toEqual([]);
  });

  it('finds a decision that does not compare before it sets', async () => {
    const own = { loadMs: 6_000, restMs: 12_000, weather: CALM };
    expect(await findings(breakCompareAndSet, own, /^I3 .*decided more than once/)).not.toEqual([]);
  });

  it('finds cards that are posted twice, and with their buttons at once', async () => {
    const own = { loadMs: 4_000, restMs: 4_000, weather: CALM };
    const found = await findings(
      breakFirstPost,
      own,
      /^I10 .*posted (with buttons|again with nothing wrong)/,
    );
    for (const kind of ['first posted with buttons', 'posted again with nothing wrong'])
      expect(found.join()).toContain(kind);
  });

  it('finds that nobody repeats lost wake-ups', async () => {
    const own = { loadMs: 20_000, restMs: 12_000, weather: FOUL };
    expect(await findings(breakSweeper, own, /^I8 .*left in (outbox|dirty|active)/)).not.toEqual([]);
  });

  it('finds a late worker that still counts', async () => {
    const own = {
      loadMs: 28_000,
      restMs: 5_000,
      weather: ONLY_ZOMBIES,
      latencyMs: 100,
    };
    expect(await findings(breakFence, own, /^I4 .*attempt/)).not.toEqual([]);
  });
});
