import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCrm } from '../../../src/adapters/hub/create-crm.ts';
import type { CrmTimes } from '../../../src/adapters/hub/crm-writer.ts';
import type { MockWorld } from '../../../src/adapters/mock/mock-world.ts';
import { type OpenOptions, openVendor } from '../../../src/adapters/open-vendor.ts';
import type { Capability, Vendor } from '../../../src/adapters/vendor.ts';
import { SourcePolicy } from '../../../src/config/registry-adapters.ts';
import type { VendorName } from '../../../src/config/vendors/index.ts';
import type { CrmEntry } from '../../../src/core/crm.ts';
import { crmMark } from '../../../src/core/payloads/crm-record.ts';
import { clock, sampleWorld } from '../mock-worlds.ts';
import { crmOwnerContract } from './crm-owner-contract.ts';
import { KEY, QUICK, startCrm } from './crm-start.ts';
import type { FakeCrm } from './fake-crm.ts';

const entry = (over: Partial<CrmEntry> = {}): CrmEntry => ({
  key: KEY,
  kind: 'message',
  channel: 'email',
  title: 'E-mail to Priya Raman',
  text: 'To: Priya Raman\n\nHello Priya,\nthree plants at once is a lot.',
  at: '2026-11-22T09:00:00.000Z',
  ...over,
});

/** Long for a server on this machine, and short for one that never answers. */
const SHORT_MS = 1_500;

/** What every CRM that can be written to must do alike, with the real client against its fake server. */
export function crmContract<V extends VendorName, C extends Capability>(
  vendor: Vendor<V, C>,
  fake: FakeCrm<V>,
): void {
  const open: { close(): Promise<void> }[] = [];
  let world: MockWorld;
  beforeAll(async () => {
    world = await sampleWorld();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const start = (times?: Partial<CrmTimes>) => startCrm({ vendor, fake, world, open }, times);

  describe('putting an approval on record', () => {
    it('names the account and what is made there before anything is written', async () => {
      const { place, creations, crm, account, signal } = await start();
      expect(place).toMatchObject({ crm: vendor.name, recordName: 'Acme Robotics' });
      expect(place.recordId).toMatch(/^\w+$/);
      expect((await crm.place(account, 'touchpoint', signal)).place?.form).toMatch(/^[a-z ]+$/);
      expect(creations()).toBe(0);
    });

    it.each(['message', 'touchpoint'] as const)(
      'writes a %s once, however often it is called',
      async (kind) => {
        const { crm, place, state, signal, creations } = await start();
        const asked = entry({ kind, minutes: 30 });
        const first = await crm.log(place, asked, signal);
        expect(first).toMatchObject({ what: 'entry', state: 'written', recordId: place.recordId });
        expect(await crm.log(place, asked, signal)).toEqual({ ...first, state: 'found' });
        expect(creations()).toBe(1);
        expect(state.entries).toHaveLength(1);
        expect(state.entries[0]).toMatchObject({ id: first.entryId, recordId: place.recordId });
        expect(state.entries[0]?.body).toContain(crmMark(KEY));
        expect(state.entries[0]?.body).toContain('three plants at once is a lot.');
      },
    );

    it('takes another version, and another step, for something else', async () => {
      const { crm, place, state, signal } = await start();
      for (const key of [KEY, `${KEY}2`, KEY.replace('draft', 'draft2')])
        expect(await crm.log(place, entry({ key }), signal)).toMatchObject({ state: 'written' });
      expect(state.entries).toHaveLength(3);
    });

    it('finds what was written although its answer was lost, and does not write it again', async () => {
      const { crm, place, state, server, signal, creations } = await start();
      server.fail('reset');
      expect(await crm.log(place, entry(), signal)).toMatchObject({
        state: 'written',
        entryId: state.entries[0]?.id,
      });
      expect(creations()).toBe(1);
      expect(state.entries).toHaveLength(1);
    });

    it('finds it after an answer that took too long, and after one that nobody understands', async () => {
      for (const fault of ['hang', 'html'] as const) {
        const { crm, place, state, server, signal, creations } = await start({ writeMs: SHORT_MS });
        server.fail(fault);
        expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'written' });
        expect([creations(), state.entries.length]).toEqual([1, 1]);
      }
    });

    it('does not know where nothing is to be seen after a lost answer; a second try writes it once', async () => {
      const { crm, place, state, signal, creations, refuseCreations } = await start();
      refuseCreations(503);
      const lost = await crm.log(place, entry(), signal);
      expect(lost).toMatchObject({ state: 'uncertain', mark: crmMark(KEY) });
      expect(lost.reason).toContain(place.title);
      expect(creations()).toBe(1);
      expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'written' });
      expect(state.entries).toHaveLength(1);
    });

    it('finds on a second try what was late to be seen', async () => {
      const { crm, place, state, server, signal, creations } = await start();
      server.fail('reset');
      const kept = state.entries.push;
      const late: (typeof state.entries)[number][] = [];
      state.entries.push = (...items) => late.push(...items);
      expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'uncertain' });
      state.entries.push = kept;
      state.entries.push(...late);
      expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'found' });
      expect([creations(), state.entries.length]).toEqual([1, 1]);
    });

    it.each([
      [401, /credentials/],
      [403, /does not allow/],
      [404, /does not know/],
      [429, /fewer requests/],
      [400, /does not understand/],
    ])('says that it failed after a %i, and does not insist', async (status, why) => {
      const { crm, place, state, signal, creations, refuseCreations } = await start();
      refuseCreations(status, 5);
      const outcome = await crm.log(place, entry(), signal);
      expect(outcome).toMatchObject({ state: 'failed' });
      expect(outcome.reason).toMatch(why);
      // A token that can be renewed is, once.
      expect(creations()).toBe(status === 401 && fake.isToken ? 2 : 1);
      expect(state.entries).toEqual([]);
    });

    it('says that the account is gone', async () => {
      const { crm, place, state, signal } = await start();
      state.gone.add(place.recordId);
      expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'failed' });
      expect(state.entries).toEqual([]);
    });

    it('writes nothing where it cannot look first', async () => {
      const { crm, place, server, signal, creations } = await start();
      await server.close();
      const outcome = await crm.log(place, entry(), signal);
      expect(outcome).toMatchObject({ state: 'failed' });
      expect(outcome.reason).toContain('nothing was written');
      expect(creations()).toBe(0);
    });

    it('shows text as text', async () => {
      const { crm, place, state, signal } = await start();
      const text = 'Hello <script>alert(1)</script> & <a href="https://evil.example">you</a>';
      await crm.log(place, entry({ text }), signal);
      const [kept] = state.entries;
      if (fake.isHtml) expect(kept?.body).not.toMatch(/<(script|a)\b/);
      else expect(kept?.body).toContain(text);
      expect(kept?.body).toContain('alert(1)');
      expect(kept?.body).toContain(crmMark(KEY));
    });

    it('has nothing to write to as a mock', async () => {
      const source = openVendor(vendor, {
        config: { mode: 'mock' } as OpenOptions<V>['config'],
        clock,
        world: () => world,
      });
      open.push(source);
      expect(source.writes).toBeUndefined();
      const { account } = world.companies[0] ?? {};
      const crm = createCrm([source], SourcePolicy.parse({}), QUICK);
      if (!account) throw new Error('the sample is empty');
      const found = await crm.place(account, 'message', new AbortController().signal);
      expect(found).toEqual({ place: null, reason: 'no CRM is live' });
    });
  });

  crmOwnerContract(vendor, start);

  if (fake.isToken) {
    it('renews a token that has expired, and writes once', async () => {
      const { crm, place, state, signal, refuseToken, refuseCreations } = await start();
      refuseToken();
      expect(await crm.log(place, entry(), signal)).toMatchObject({ state: 'written' });
      refuseCreations(401);
      const other = entry({ key: KEY.replace('draft', 'other') });
      expect(await crm.log(place, other, signal)).toMatchObject({ state: 'written' });
      expect(state.entries).toHaveLength(2);
    });
  }
}
