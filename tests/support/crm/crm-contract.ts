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
import { aRep } from '../records.ts';
import { startVendorServer } from '../vendor-server.ts';
import { emptyState, type FakeCrm } from './fake-crm.ts';

const KEY = '01KAP0000000000000000000AA:draft:1';

const entry = (over: Partial<CrmEntry> = {}): CrmEntry => ({
  key: KEY,
  kind: 'message',
  channel: 'email',
  title: 'E-mail to Priya Raman',
  text: 'To: Priya Raman\n\nHello Priya,\nthree plants at once is a lot.',
  at: '2026-11-22T09:00:00.000Z',
  ...over,
});

const QUICK = { lookMs: 10_000, writeMs: 10_000, allMs: 30_000, pausesMs: [1, 5] };
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

  const start = async (times: Partial<CrmTimes> = {}) => {
    const state = emptyState();
    const routes = fake.routes(world, state);
    const refuse = { creation: 0, status: 0, token: false };
    const server = await startVendorServer({
      routes,
      guard: (request) => {
        if (fake.isToken?.(request)) return undefined;
        if (refuse.token || !fake.isAllowed(request)) {
          refuse.token = false;
          return { status: 401, json: {} };
        }
        if (!fake.isCreation(request) || refuse.creation === 0) return undefined;
        refuse.creation -= 1;
        return { status: refuse.status, json: {} };
      },
      isSpared: (request) => !fake.isCreation(request) && !fake.isOwnerChange(request),
    });
    const config = { mode: 'live', settings: fake.settings(server.url) } as OpenOptions<V>['config'];
    const source = openVendor(vendor, {
      config,
      clock,
      world: () => world,
      random: () => 0,
    });
    open.push(source, server);
    const crm = createCrm([source], SourcePolicy.parse({}), { ...QUICK, ...times });
    const { signal } = new AbortController();
    const account = world.companies.find((one) => one.account.accountId === 'acc_acme')?.account;
    if (!account) throw new Error('the sample has no such company');
    const { place } = await crm.place(account, 'message', signal);
    if (!place) throw new Error('the fake does not know the company');
    const creations = () => server.requests.filter(fake.isCreation).length;
    const ownerChanges = () => server.requests.filter(fake.isOwnerChange).length;
    return {
      state,
      server,
      source,
      crm,
      signal,
      account,
      place,
      creations,
      ownerChanges,
      /** The next creations are answered with the status and not carried out. */
      refuseCreations: (status: number, times = 1) => Object.assign(refuse, { creation: times, status }),
      refuseToken: () => Object.assign(refuse, { token: true }),
    };
  };

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

  describe('giving an account another owner', () => {
    const ann = aRep({ repId: 'r1', name: 'Ann Poe', extra: { email: 'ann@cugar.example' } });

    const proposed = async () => {
      const made = await start();
      const { changes, refused } = await made.crm.ownerChanges(
        [{ account: made.account, rep: ann }],
        made.signal,
      );
      expect(refused).toEqual([]);
      return { ...made, changes };
    };

    it('finds the owner by the address of the rep, changes it, and finds it changed', async () => {
      const { crm, changes, state, place, signal, ownerChanges } = await proposed();
      expect(changes).toMatchObject([
        { crm: vendor.name, accountId: 'acc_acme', recordId: place.recordId, ownerName: 'Ann Poe' },
      ]);
      expect(ownerChanges()).toBe(0);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([
        { what: 'owner', state: 'written', recordId: place.recordId, form: 'Ann Poe' },
      ]);
      expect(state.owners.get(place.recordId)).toBe(changes[0]?.ownerId);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([{ state: 'found' }]);
      expect(ownerChanges()).toBe(1);
    });

    it('has nothing to change where it stands so already', async () => {
      const { crm, changes, account, signal } = await proposed();
      await crm.changeOwners(changes, KEY, signal);
      expect(await crm.ownerChanges([{ account, rep: ann }], signal)).toEqual({ changes: [], refused: [] });
    });

    it.each([
      [undefined, /no e-mail address/],
      ['nobody@cugar.example', /no active owner/],
      ['desk@cugar.example', /several owners/],
    ])('refuses the address %s with the reason', async (email, why) => {
      const { crm, account, signal } = await start();
      const rep = aRep({ name: 'Ann Poe', ...(email !== undefined && { extra: { email } }) });
      const { changes, refused } = await crm.ownerChanges([{ account, rep }], signal);
      expect(changes).toEqual([]);
      expect(refused).toMatchObject([{ accountId: 'acc_acme', reason: expect.stringMatching(why) }]);
    });

    it('leaves an account alone whose owner has changed since', async () => {
      const { crm, changes, state, place, signal, ownerChanges } = await proposed();
      state.owners.set(place.recordId, '7003');
      const [outcome] = await crm.changeOwners(changes, KEY, signal);
      expect(outcome).toMatchObject({ state: 'failed', reason: expect.stringContaining('since') });
      expect(ownerChanges()).toBe(0);
    });

    it('sees for itself whether it changed when the answer is lost', async () => {
      const { crm, changes, server, signal } = await proposed();
      server.fail('reset', 4);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([
        { state: expect.stringMatching(/^(written|found)$/) },
      ]);
    });

    it('says that the account is gone', async () => {
      const { crm, changes, state, place, signal } = await proposed();
      state.gone.add(place.recordId);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([{ state: 'failed' }]);
    });
  });

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
