import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ibmSalesCloud } from '../../../../src/adapters/ibm-sales-cloud/index.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { clock, NOW } from '../../../support/mock-worlds.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const MAPPING = `
health: ping
paging: { style: none }
accounts:
  path: firms
  one: firms/{id}
  find: { name: { q: '{name}' } }
  fields: { id: key, name: title }
`;
const routes = () => ({ json: {} });
const shared = { api_key: 'crm-right-0123456789abcdef', base_url: 'https://crm.example.com/' };

async function mappingWith(limits: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crm-limits-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'crm.yaml');
  await writeFile(file, `${MAPPING}${limits}\n`);
  return file;
}

async function start(limits: string, options: Partial<VendorServerOptions> = {}) {
  const mapping = await mappingWith(limits);
  const server = await startVendorServer({ routes, ...options });
  const source = openVendor(ibmSalesCloud, {
    config: { mode: 'live', settings: { ...shared, base_url: server.url, mapping } },
    clock,
    world: () => ({ now: NOW, companies: [] }),
    random: () => 0,
  });
  onTestFinished(async () => {
    await source.close();
    await server.close();
  });
  return { server, source };
}

/** The outcome of so many questions at the same time. */
async function outcomes(count: number, ask: () => Promise<void>): Promise<string[]> {
  const results = await Promise.allSettled(Array.from({ length: count }, ask));
  return results.map((result) => (result.status === 'fulfilled' ? 'answered' : result.reason.kind));
}

describe('what a CRM bears', () => {
  it.each([
    ['', { concurrency: 4, perSecond: 5, burst: 10 }],
    ['limits: { at_once: 1 }', { concurrency: 1, perSecond: 5, burst: 10 }],
    ['limits: { per_second: 20 }', { concurrency: 4, perSecond: 20, burst: 40 }],
    ['limits: { per_second: 0.1 }', { concurrency: 4, perSecond: 0.1, burst: 1 }],
    ['limits: { per_second: 2, burst: 3 }', { concurrency: 4, perSecond: 2, burst: 3 }],
  ])('is what its mapping says, else as before: "%s"', async (limits, expected) => {
    const mapping = await mappingWith(limits);
    expect(ibmSalesCloud.limitsOf?.({ ...shared, mapping })).toEqual(expected);
  });

  it('is the same for the shipped mapping as for one that says nothing', () => {
    expect(ibmSalesCloud.limitsOf?.(shared)).toEqual(ibmSalesCloud.limits);
  });

  it('is held: what would have to wait for too long is refused, and never sent', async () => {
    const { server, source } = await start('limits: { per_second: 0.01, burst: 2 }');
    const told = await outcomes(3, () => source.health());
    expect(told.sort()).toEqual(['answered', 'answered', 'rate_limited']);
    expect(server.requests).toHaveLength(2);
  });

  it('is held: no more than so many requests are under way', async () => {
    let answered = 0;
    const underWay: number[] = [];
    const guard = () => {
      underWay.push(server.requests.length - answered);
      answered += 1;
      return undefined;
    };
    const { server, source } = await start('limits: { at_once: 2 }', { guard, delayMs: 20 });
    expect(await outcomes(6, () => source.health())).toEqual(Array(6).fill('answered'));
    expect(underWay).toHaveLength(6);
    expect(Math.max(...underWay)).toBeLessThanOrEqual(2);
  });
});
