import { afterEach, beforeEach, expect, it } from 'vitest';
import { VENDORS, vendorModeVariable } from '../../src/config/vendors/index.ts';
import { approvalCard, handover, planCard, queue, readable, seller } from '../support/e2e-plans.ts';
import { expectValidTranscript } from '../support/e2e-transcript.ts';
import { openWorld, type World } from '../support/e2e-world.ts';
import { type FakeVendor, startFakeVendor } from '../support/fake-vendor.ts';
import { sampleWorld } from '../support/mock-worlds.ts';

let world: World;
let hubspot: FakeVendor;
beforeEach(async () => {
  world = await openWorld();
  hubspot = await startFakeVendor('hubspot', await sampleWorld());
});
afterEach(async () => {
  await world.close();
  await hubspot.server.close();
});

it('lets a plan that waits go on when vendors change their mode, and asks those that are live from then on', async () => {
  const { sandbox } = world;
  const mocks = await world.start();
  const waiting = await queue(sandbox);
  const card = await approvalCard(sandbox, waiting);
  expect(await mocks.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(hubspot.server.requests).toEqual([]);

  const off = Object.fromEntries(VENDORS.map((name) => [vendorModeVariable(name), 'off']));
  await world.start({ ...off, ...hubspot.env });
  await sandbox.as(seller).click(card, 'Approve');
  expect(readable(await planCard(sandbox, waiting))).toContain('Completed, 6 of 6');
  await handover(sandbox, waiting);

  const next = await queue(sandbox, 'risk Acme');
  expect(readable(await planCard(sandbox, next))).toContain('Completed');
  const asked = hubspot.server.requests.map(({ path }) => path);
  expect(asked).toContain('/crm/objects/2026-03/companies/search');
  expectValidTranscript(sandbox);
});
