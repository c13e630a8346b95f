import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { crmWritten } from '../../src/core/payloads/crm-record.ts';
import { emptyState } from '../support/crm/fake-crm.ts';
import { fakeHubspot } from '../support/crm/fake-hubspot.ts';
import { startProgram } from '../support/e2e-program.ts';
import { sampleWorld } from '../support/mock-worlds.ts';
import { startOwnRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/test-redis.ts';
import { startVendorServer } from '../support/vendor-server.ts';

let redis: TestRedis;
let dir: string;
beforeAll(async () => {
  redis = await startOwnRedis({ appendfsync: 'always' });
  dir = await mkdtemp(join(tmpdir(), 'cugar-crm-'));
  const registry = await readFile('registry.yaml', 'utf8');
  expect(registry).toContain('crm_writes: false');
  await writeFile(join(dir, 'writing.yaml'), registry.replace('crm_writes: false', 'crm_writes: true'));
  await writeFile(join(dir, 'accounts.csv'), 'name,domain\nAcme Robotics,acme-robotics.example\n');
  await writeFile(
    join(dir, 'contacts.csv'),
    'account,full_name,title,email\nAcme Robotics,Priya Raman,VP Operations,priya@acme-robotics.example\n',
  );
});
afterAll(async () => {
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

/** The program with a book of its own and HubSpot live on this machine. */
async function withHubspot() {
  const state = emptyState();
  const server = await startVendorServer({
    routes: fakeHubspot.routes(await sampleWorld(), state),
    guard: (request) => (fakeHubspot.isAllowed(request) ? undefined : { status: 401, json: {} }),
  });
  onTestFinished(() => server.close());
  const { api_key, base_url } = fakeHubspot.settings(server.url);
  const cugar = async (env: Readonly<Record<string, string>>, ...args: string[]) => {
    const hubspot = {
      SALES_HUBSPOT_MODE: 'live',
      SALES_HUBSPOT_API_KEY: api_key,
      SALES_HUBSPOT_BASE_URL: base_url,
    };
    const settings = { REDIS_URL: redis.url, SALES_DATA_DIR: dir, ...hubspot, ...env };
    const program = startProgram('cli.js', { args, env: settings });
    const { code } = await program.ended;
    expect(program.stderr()).not.toMatch(/^\s+at /m);
    return { code, out: program.stdout() };
  };
  return { state, server, cugar };
}

describe('cugar run with a live CRM', () => {
  it('puts the approved message on record where the profile says so, and tells it everywhere', async () => {
    const { state, cugar } = await withHubspot();
    const env = { CUGAR_REGISTRY: join(dir, 'writing.yaml') };
    const { code, out } = await cugar(env, 'run', 'draft', 'Acme', '--approve', '--json');
    expect(code).toBe(0);
    const { planId, steps } = JSON.parse(out);
    const draft = steps.find(({ tool }: { tool: string }) => tool === 'draft_outbound_message');
    const [note] = state.entries;
    expect(state.entries).toHaveLength(1);
    expect(note?.body).toContain(`[cugar:${planId}:${draft.id}:1]`);
    expect(crmWritten(draft.output)).toMatchObject([
      { state: 'written', title: 'HubSpot', entryId: note?.id },
    ]);
    const audit = (await cugar(env, 'audit', 'export', '--plan', planId)).out;
    const entries = audit
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.find(({ event }) => event === 'crm_write')).toMatchObject({
      actor: entries.find(({ event }) => event === 'approval_received').actor,
      data: { state: 'written', entryId: note?.id, recordName: 'Acme Robotics' },
    });
    expect((await cugar(env, 'audit', 'verify')).code).toBe(0);
    const shown = (await cugar(env, 'plan', 'show', planId)).out;
    expect(shown).toContain(`The note ${note?.id} stands in HubSpot on Acme Robotics`);
  });

  it('looks the place up for the proposal, and writes nothing without a decision', async () => {
    const { state, server, cugar } = await withHubspot();
    const env = { CUGAR_REGISTRY: join(dir, 'writing.yaml') };
    const { out } = await cugar(env, 'run', 'touchpoint', 'Acme', '--zone', 'Europe/Berlin');
    expect(out).toContain('awaiting approval');
    expect(server.requests.map(({ path }) => path)).toContain('/crm/objects/2026-03/companies/search');
    expect(server.requests.filter(fakeHubspot.isCreation)).toEqual([]);
    expect(state.entries).toEqual([]);
  });

  it('writes nothing as it is shipped', async () => {
    const { state, server, cugar } = await withHubspot();
    const { code } = await cugar({}, 'run', 'draft', 'Acme', '--approve', '--json');
    expect(code).toBe(0);
    expect(state.entries).toEqual([]);
    const asked = server.requests.map(({ method, path }) => `${method} ${path}`);
    expect(asked.filter((one) => /notes|tasks|owners|PATCH/.test(one))).toEqual([]);
  });
});
