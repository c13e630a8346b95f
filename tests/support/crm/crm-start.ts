import { createCrm } from '../../../src/adapters/hub/create-crm.ts';
import type { CrmTimes } from '../../../src/adapters/hub/crm-writer.ts';
import type { MockWorld } from '../../../src/adapters/mock/mock-world.ts';
import { type OpenOptions, openVendor } from '../../../src/adapters/open-vendor.ts';
import type { Capability, Vendor } from '../../../src/adapters/vendor.ts';
import { SourcePolicy } from '../../../src/config/registry-adapters.ts';
import type { VendorName } from '../../../src/config/vendors/index.ts';
import { clock } from '../mock-worlds.ts';
import { startVendorServer } from '../vendor-server.ts';
import { emptyState, type FakeCrm } from './fake-crm.ts';

export const KEY = '01KAP0000000000000000000AA:draft:1';

export const QUICK = { lookMs: 10_000, writeMs: 10_000, allMs: 30_000, pausesMs: [1, 5] };

interface CrmParts<V extends VendorName, C extends Capability> {
  readonly vendor: Vendor<V, C>;
  readonly fake: FakeCrm<V>;
  readonly world: MockWorld;
  /** Where what has been opened is put, for the caller to close. */
  readonly open: { close(): Promise<void> }[];
}

/** The real client of a CRM against its fake server, and the place of an account of the sample there. */
export async function startCrm<V extends VendorName, C extends Capability>(
  { vendor, fake, world, open }: CrmParts<V, C>,
  times: Partial<CrmTimes> = {},
) {
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
}
