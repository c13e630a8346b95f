import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ibmSalesCloud } from '../../src/adapters/ibm-sales-cloud/index.ts';
import type { MockRoutes } from '../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../src/adapters/open-vendor.ts';
import { clock, NOW } from './mock-worlds.ts';
import { startVendorServer, type VendorServerOptions } from './vendor-server.ts';

export const KEY = 'crm-right-0123456789abcdef';
export const settings = (url: string, api_key = KEY) => ({ base_url: `${url}api/`, api_key });

/** A CRM of its own making, and the mapping that reads it. */
interface Strange {
  readonly mapping: string;
  readonly routes: MockRoutes;
  readonly guard?: VendorServerOptions['guard'];
  readonly tenant_id?: string;
  readonly stages?: Parameters<typeof openVendor>[1]['stages'];
}

export async function start({ mapping, routes, guard, tenant_id, stages }: Strange) {
  const folder = await mkdtemp(join(tmpdir(), 'crm-'));
  const file = join(folder, 'crm.yaml');
  await writeFile(file, mapping);
  const server = await startVendorServer({ routes, ...(guard && { guard }) });
  const config = {
    mode: 'live' as const,
    settings: { ...settings(server.url), mapping: file, ...(tenant_id && { tenant_id }) },
  };
  const source = openVendor(ibmSalesCloud, {
    config,
    clock,
    world: () => ({ now: NOW, companies: [] }),
    random: () => 0,
    ...(stages && { stages }),
  });
  onTestFinished(async () => {
    await source.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
  const asked = () =>
    server.requests.map(({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query}` : ''}`);
  return { server, source, asked };
}

/** What a mapping needs at least; `auth` and `paging` as the test wants them. */
export const least = (more: string) => `
health: ping
accounts:
  path: firms
  one: firms/{id}
  find: { name: { q: '{name}' } }
  fields: { id: key, name: title }
${more}`;
export const NO_PAGES = 'paging: { style: none }';
export const firms = [1, 2, 3, 4, 5].map((key) => ({ key, title: `Firm ${key}` }));
