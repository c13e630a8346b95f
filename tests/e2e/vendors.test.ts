import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../support/e2e-program.ts';
import { type FakeVendor, LIVE_VENDORS, startFakeVendor } from '../support/fake-vendor.ts';
import { sampleWorld } from '../support/mock-worlds.ts';
import { startOwnRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/test-redis.ts';

interface Step {
  readonly tool: string;
  readonly status: string;
  readonly output?: { readonly unknowns?: readonly string[]; readonly sources?: readonly string[] };
  readonly approval?: { readonly proposal: { readonly unknowns: readonly string[] } };
}

let redis: TestRedis;
let vendors: FakeVendor[];
beforeAll(async () => {
  redis = await startOwnRedis({ appendfsync: 'always' });
  const world = await sampleWorld();
  /** Takes the credentials at the start, and refuses everything after. */
  let asked = 0;
  const guard = () => {
    asked += 1;
    return asked > 1 ? { status: 403, json: {} } : undefined;
  };
  vendors = await Promise.all(
    LIVE_VENDORS.map((name) => startFakeVendor(name, world, name === 'hubspot' ? { guard } : {})),
  );
});
afterAll(async () => {
  await Promise.all(vendors.map(({ server }) => server.close()));
  await redis.stop();
});

describe('a plan over live vendors', () => {
  it('names the one that fails in every step that asked it, the draft among them, and goes on with the others', async () => {
    const program = startProgram('cli.js', {
      args: ['run', 'qualify', 'Acme Robotics', '--approve', '--json'],
      env: Object.assign({ REDIS_URL: redis.url }, ...vendors.map(({ env }) => env)),
    });
    const { code } = await program.ended;
    expect({ code, said: program.stderr() }).toEqual({ code: 0, said: '' });
    const { status, steps } = JSON.parse(program.stdout()) as { status: string; steps: Step[] };
    expect(status).toBe('completed');
    const named = 'HubSpot does not allow this with these credentials or this plan.';
    const naming = steps.filter(({ output, approval }) =>
      (approval?.proposal ?? output)?.unknowns?.includes(named),
    );
    expect(naming.map(({ tool }) => tool)).toEqual(
      expect.arrayContaining([
        'score_account_fit',
        'detect_buying_signals',
        'qualify_opportunity',
        'assess_deal_risk',
        'draft_outbound_message',
      ]),
    );
    const others = vendors.filter(({ name }) => name !== 'hubspot');
    for (const { server } of others) expect(server.requests.length).toBeGreaterThan(0);
    const sources = steps.flatMap(({ output }) => output?.sources ?? []);
    expect(sources).not.toContain('HubSpot');
    expect(sources).toContain('Salesforce');
    for (const secret of vendors.flatMap((vendor) => vendor.secrets)) {
      expect(program.stdout()).not.toContain(secret);
    }
  });
});
