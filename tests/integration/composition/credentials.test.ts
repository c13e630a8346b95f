import { afterEach, describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/vendors.ts';
import { VENDORS, type VendorName, vendorModeVariable } from '../../../src/config/vendors/index.ts';
import { type FakeVendor, startFakeVendor } from '../../support/fake-vendor.ts';
import { clock, sampleWorld } from '../../support/mock-worlds.ts';
import { openedSources } from '../../support/opened-sources.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const isFree = (name: VendorName) => adapterOf(name).isHealthFree;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const sources = async (live: readonly FakeVendor[]) => {
  const opened = await openedSources(live, { redisUrl: sharedRedisUrl(), clock, rest: 'off', db: 11 });
  open.push(opened);
  return opened;
};

/** A vendor that takes no credentials, or these only once. */
const refusing = async (name: VendorName) => {
  const vendor = await startFakeVendor(name, await sampleWorld(), {
    guard: () => ({ status: 401, json: {} }),
  });
  open.push(vendor.server);
  return vendor;
};

describe('the start with live vendors', () => {
  it.each(VENDORS.filter(isFree))('is stopped by %s, which does not take its credentials', async (name) => {
    const vendor = await refusing(name);
    const error = await sources([vendor]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: `${vendor.title} does not accept the credentials (${vendorModeVariable(name)} is "live")`,
      detail: { hint: expect.stringContaining(`Correct the credentials of ${vendor.title}`) },
    });
    const told = `${(error as Error).stack} ${JSON.stringify(error)}`;
    for (const secret of vendor.secrets) expect(told).not.toContain(secret);
  });

  it.each(VENDORS.filter((name) => !isFree(name)))('asks %s nothing, which would cost', async (name) => {
    const vendor = await refusing(name);
    const { data } = await sources([vendor]);
    expect(vendor.server.requests).toEqual([]);
    expect((await data.coverage?.('acc_acme'))?.failed).toMatchObject([
      { source: vendor.title, kind: 'auth' },
    ]);
  });

  it('goes on without one that is away, and names it with the first question', async () => {
    const vendor = await startFakeVendor('hubspot', await sampleWorld());
    await vendor.server.close();
    const { data } = await sources([vendor]);
    expect((await data.coverage?.('acc_acme'))?.failed).toMatchObject([
      { source: 'HubSpot', kind: 'upstream' },
    ]);
  });
});
