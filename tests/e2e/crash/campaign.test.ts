import { afterEach, describe, expect, it } from 'vitest';
import { breakCompareAndSet, copyBuild } from '../../../bench/campaign/builds.ts';
import { runCampaign } from '../../support/crash/campaign.ts';
import { violations } from '../../support/crash/check.ts';

let build: ReturnType<typeof copyBuild> | undefined;
afterEach(() => build?.remove());

const seed = Number(process.env.CUGAR_TEST_SEED ?? Date.now() % 1_000_000);

describe('plans under fire', () => {
  it(`keep every promise while workers, the web process and Redis are killed (CUGAR_TEST_SEED=${seed})`, async () => {
    build = copyBuild('crash');
    const killEveryMs = { worker: 1_500, desk: 3_000, redis: 8_000 };
    const report = await runCampaign({
      build: build.dir,
      seed,
      plans: 250,
      loadMs: 20_000,
      killEveryMs,
      restMs: 60_000,
    });
    const { kills, submitted, answers, ledger } = report;
    process.stdout.write(
      `crash campaign: seed ${seed}, ${submitted.length} plans, ${answers.length} answers, ${ledger.length} effects, ` +
        `${new Set(ledger.map(({ key }) => key)).size} keys, kills ${JSON.stringify(kills)}\n`,
    );
    expect(violations(report)).toEqual([]);
    expect(submitted).toHaveLength(250);
    expect(ledger.length).toBeGreaterThan(50);
    expect(kills.worker + kills.desk + kills.redis).toBeGreaterThan(5);
  }, 150_000);

  it('would be seen to break them if a decision did not compare before it sets', async () => {
    build = copyBuild('broken', breakCompareAndSet);
    const report = await runCampaign({ build: build.dir, seed, plans: 20, loadMs: 2_000, restMs: 10_000 });
    const found = violations(report);
    expect(found.filter((one) => one.includes('decided more than once')).length).toBeGreaterThan(0);
    expect(found.filter((one) => one.includes('was told decided')).length).toBeGreaterThan(0);
  }, 60_000);
});
