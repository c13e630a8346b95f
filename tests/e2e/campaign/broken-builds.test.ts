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

/** What a short chapter finds in a build that was changed so. */
async function findings(change: (dir: string) => void, own: Own): Promise<string[]> {
  build = copyBuild(`campaign-${change.name}`, openPace, change);
  const result = await runChapter({
    build: build.dir,
    redisBinary: inject('redisBinary'),
    registries: [{ policy: 'requester', expires: '10m' }],
    seed,
    rateLimits: 'off',
    skewMs: { web: 0, workers: [0, 0] },
    plansPerSecond: 2,
    throughCli: 1,
    ...own,
  });
  const found = result.violations.map(({ invariant, text }) => `${invariant} ${text}`);
  process.stdout.write(`${change.name || 'as it is'}: ${found.length} found, such as ${found[0]}\n`);
  return found;
}

describe('the campaign', () => {
  it('finds nothing in the build as it is', async () => {
    const asItIs = (dir: string) => expect(dir).not.toBe('');
    expect(await findings(asItIs, { loadMs: 8_000, restMs: 60_000, weather: CALM })).toEqual([]);
  }, 120_000);

  it('finds a decision that does not compare before it sets', async () => {
    const found = await findings(breakCompareAndSet, { loadMs: 6_000, restMs: 12_000, weather: CALM });
    expect(found).toContainEqual(expect.stringMatching(/^I3 .*decided more than once/));
  }, 90_000);

  it('finds cards that are posted twice, and with their buttons at once', async () => {
    const found = await findings(breakFirstPost, { loadMs: 4_000, restMs: 4_000, weather: CALM });
    for (const kind of [/^I10 .*first posted with buttons/, /^I10 .*posted again with nothing wrong/])
      expect(found).toContainEqual(expect.stringMatching(kind));
  }, 90_000);

  it('finds that nobody repeats lost wake-ups', async () => {
    const found = await findings(breakSweeper, { loadMs: 20_000, restMs: 12_000, weather: FOUL });
    expect(found).toContainEqual(expect.stringMatching(/^I8 .*left in (outbox|dirty|active)/));
  }, 90_000);

  it('finds a late worker that still counts', async () => {
    const found = await findings(breakFence, {
      loadMs: 28_000,
      restMs: 5_000,
      weather: ONLY_ZOMBIES,
      latencyMs: 100,
    });
    expect(found).toContainEqual(expect.stringMatching(/^I4 .*attempt/));
  }, 120_000);
});
