import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VendorError } from '../../src/adapters/http/vendor-error.ts';
import type { MockWorld } from '../../src/adapters/mock/mock-world.ts';
import { type OpenOptions, openVendor, type VendorSource } from '../../src/adapters/open-vendor.ts';
import { CAPABILITIES, type Capability, type Vendor, type VendorPage } from '../../src/adapters/vendor.ts';
import { Technology, VendorAccount } from '../../src/adapters/vendor-records.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { type SettingsOf, VENDOR_SETTINGS, type VendorName } from '../../src/config/vendors/index.ts';
import type { VendorSettings } from '../../src/config/vendors/vendor-settings.ts';
import { DAY } from '../../src/core/clock.ts';
import { Contact, Opportunity, SignalRecord } from '../../src/core/records.ts';
import { clock, crowdedWorld, NOW, sampleWorld } from './mock-worlds.ts';
import {
  type Fault,
  startVendorServer,
  type VendorServer,
  type VendorServerOptions,
} from './vendor-server.ts';

/** What the suite must know of a vendor besides the vendor itself. */
export interface FakeVendor<V extends VendorName, C extends Capability> {
  readonly vendor: Vendor<V, C>;
  /** Right settings for a server at the address. Secrets must be unmistakable: the suite looks for them. */
  readonly settings: (url: string) => SettingsOf<V>;
  /** Settings whose credentials the server refuses. */
  readonly wrongSettings: (url: string) => SettingsOf<V>;
  /** The vendor's server as documented: routes, credentials, allowances. */
  readonly server: (world: MockWorld) => VendorServerOptions;
  /** How it says "too many requests, come back at once". */
  readonly rateLimited: Fault;
  /** How it says that credits or the day's requests are used up. Null where it cannot. */
  readonly quotaExhausted: Fault | null;
  /** Credentials that expire: makes the server refuse those in use, once. Null where they do not expire. */
  readonly expire: ((server: VendorServer) => void) | null;
  /** What the vendor can list without an account; null where it cannot list anything. */
  readonly lists: 'accounts' | null;
  /** A company of the sample that the vendor's mock knows. */
  readonly knownAccountId?: string;
}

const SCHEMAS = {
  accounts: VendorAccount,
  contacts: Contact,
  opportunities: Opportunity,
  signals: SignalRecord,
  company_enrichment: VendorAccount,
  contact_enrichment: Contact,
  technologies: Technology,
} as const satisfies Record<Capability, unknown>;

const SHORT_TIMES = { connectMs: 1_000, readMs: 300, overallMs: 1_500 };

/** What every vendor must do alike, run against its fake server and its mock. */
export function vendorContract<V extends VendorName, C extends Capability>(fake: FakeVendor<V, C>): void {
  const { vendor } = fake;
  const { title } = VENDOR_SETTINGS[vendor.name];
  const first = vendor.capabilities[0] as Capability;
  let sample: MockWorld;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    sample = await sampleWorld();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const opened = (config: OpenOptions<V>['config'], more: Partial<OpenOptions<V>> = {}) => {
    const source = openVendor(vendor, { config, clock, world: () => sample, random: () => 0, ...more });
    open.push(source);
    return source;
  };
  const mocked = () => opened({ mode: 'mock' } as OpenOptions<V>['config']);
  const live = (settings: SettingsOf<V>, more: Partial<OpenOptions<V>> = {}) =>
    opened({ mode: 'live', settings } as OpenOptions<V>['config'], more);
  const serve = async (world = sample) => {
    const server = await startVendorServer(fake.server(world));
    open.push(server);
    return server;
  };
  const start = async (more: Partial<OpenOptions<V>> = {}) => {
    const server = await serve();
    return { server, source: live(fake.settings(server.url), more) };
  };

  const company = () => {
    const found = sample.companies.find(
      ({ account }) => account.accountId === (fake.knownAccountId ?? 'acc_acme'),
    );
    if (!found) throw new Error('the sample has no such company');
    return found;
  };
  const question = (account = company().account) => ({
    account: { domain: account.domain, name: account.name },
    since: new Date(NOW.getTime() - 730 * DAY),
    email: company().contacts.find(({ email }) => email)?.email ?? '',
    fullName: company().contacts[0]?.fullName ?? '',
  });
  const ask = async (source: VendorSource, capability: Capability, more: object = {}) => {
    const read = source[CAPABILITIES[capability]] as (question: object) => Promise<VendorPage<unknown>>;
    const page = await read({ ...question(), ...more });
    for (const warning of page.warnings) expect(warning).toContain(title);
    return page;
  };
  /** The failure of a question; a success is a failure of the test. */
  const failure = async (asked: Promise<unknown>): Promise<VendorError> => {
    const error = await asked.then(
      () => new Error('it did not fail'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(VendorError);
    return error as VendorError;
  };

  describe.each([...vendor.capabilities])('asked for %s', (capability) => {
    it('tells records of the known shape, from the mock, labelled so', async () => {
      const page = await ask(mocked(), capability);
      expect(page).toMatchObject({ mode: 'mock', fetchedAt: NOW.toISOString(), warnings: expect.any(Array) });
      for (const item of page.items) {
        expect(SCHEMAS[capability as Capability].safeParse(item).error).toBeUndefined();
        if (capability !== 'technologies') expect(item).toMatchObject({ source: title, mode: 'mock' });
      }
      if (capability === 'accounts' || capability === 'company_enrichment')
        expect(page.items).toMatchObject([{ domain: company().account.domain }]);
    });

    it('tells the same live, labelled so', async () => {
      const { source } = await start();
      const [page, expected] = [await ask(source, capability), await ask(mocked(), capability)];
      expect(page.mode).toBe('live');
      expect(page.items).toEqual(expected.items.map((item) => relabelled(item)));
    });

    it('does not mind fields that it does not know', async () => {
      const { server, source } = await start();
      server.fail('drift', Number.POSITIVE_INFINITY);
      const expected = await ask(mocked(), capability);
      expect((await ask(source, capability)).items).toEqual(expected.items.map((item) => relabelled(item)));
    });

    it('finds nothing about a company that nobody knows', async () => {
      const { source } = await start();
      const nobody = { domain: 'nobody-knows-us.example', name: 'Nobody Knows Us' };
      const about = { account: nobody, email: 'nobody@nobody-knows-us.example', fullName: 'No Body' };
      expect(await ask(source, capability, about)).toMatchObject({ items: [], mode: 'live' });
      // Nor about one that has no name: whoever cannot be asked like that says who it is.
      await ask(source, capability, { account: {}, email: undefined, fullName: undefined });
    });
  });

  describe.each(Object.keys(CAPABILITIES).filter((name) => !vendor.capabilities.some((own) => own === name)))(
    'asked for %s',
    (capability) => {
      it('says that it cannot tell, also as a mock', async () => {
        const { source, server } = await start();
        for (const one of [source, mocked()])
          expect(await failure(ask(one, capability as Capability))).toMatchObject({ kind: 'not_supported' });
        expect(server.requests).toEqual([]);
      });
    },
  );

  it('names its records after itself and its signals canonically', async () => {
    const source = mocked();
    for (const capability of vendor.capabilities) {
      const { items } = await ask(source, capability);
      for (const item of items as Record<string, string>[]) {
        const ids = [item.accountId, item.contactId, item.opportunityId, item.signalId].filter(Boolean);
        for (const id of ids) expect(id).toMatch(new RegExp(`^${vendor.name}:.`));
        if (capability === 'signals') expect(Object.keys(loadPlaybook().signals.types)).toContain(item.type);
      }
    }
  });

  if (fake.lists !== null) {
    it('reads page after page to the end, each record once', async () => {
      const world = crowdedWorld(1_050);
      const server = await serve(world);
      const source = live(fake.settings(server.url));
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await source.accounts(cursor === undefined ? {} : { cursor });
        ids.push(...page.items.map(({ accountId }) => accountId));
        cursor = page.nextCursor;
      } while (cursor !== undefined && ids.length <= 2_000);
      expect(ids).toHaveLength(1_050);
      expect(new Set(ids).size).toBe(1_050);
    });
  }

  describe('credentials', () => {
    it('proves them by its health', async () => {
      const { source } = await start();
      await expect(source.health()).resolves.toBeUndefined();
    });

    it('says that they are wrong, and does not insist', async () => {
      const server = await serve();
      const source = live(fake.wrongSettings(server.url));
      expect(await failure(source.health())).toMatchObject({ kind: 'auth' });
      expect(server.requests.length).toBeLessThanOrEqual(fake.expire ? 4 : 1);
      expect(await failure(ask(source, first))).toMatchObject({ kind: 'auth' });
    });

    if (fake.expire !== null) {
      it('are renewed once when they expire', async () => {
        const { server, source } = await start();
        const before = await ask(source, first);
        fake.expire?.(server);
        expect((await ask(source, first)).items).toEqual(before.items);
      });
    }
  });

  describe('in trouble', () => {
    it('comes back after a pause that was asked for', async () => {
      const { server, source } = await start();
      server.fail(fake.rateLimited, 2);
      expect((await ask(source, first)).items).toEqual((await ask(source, first)).items);
      expect(server.requests.length).toBeGreaterThan(2);
    });

    it('says that it was asked too much', async () => {
      const { server, source } = await start();
      server.fail(fake.rateLimited, Number.POSITIVE_INFINITY);
      expect(await failure(ask(source, first))).toMatchObject({ kind: 'rate_limited' });
    });

    if (fake.quotaExhausted !== null) {
      it('does not repeat what credits are missing for', async () => {
        const attempts: number[] = [];
        const { server, source } = await start({ onAttempt: ({ attempt }) => attempts.push(attempt) });
        server.fail(fake.quotaExhausted as Fault, Number.POSITIVE_INFINITY);
        expect(await failure(ask(source, first))).toMatchObject({ kind: 'quota_exhausted' });
        expect(new Set(attempts)).toEqual(new Set([1]));
      });
    }

    it('survives failures that pass', async () => {
      const { server, source } = await start();
      server.fail({ status: 503, json: { message: 'try again' } }, 2);
      expect((await ask(source, first)).mode).toBe('live');
      server.fail('reset', 1);
      expect((await ask(source, first)).mode).toBe('live');
    });

    it.each([
      ['upstream', { status: 500, json: { message: 'boom' } }],
      ['upstream', 'reset'],
      ['timeout', 'hang'],
      ['timeout', 'drip'],
      ['contract', 'broken_json'],
      ['contract', 'html'],
      ['contract', 'mistyped'],
      ['contract', 'huge'],
      ['contract', 'redirect'],
      ['forbidden', { status: 403, json: {} }],
    ] as const)('is %s when everything is %j, and tells no secrets', async (kind, fault) => {
      const isSlow = fault === 'hang' || fault === 'drip';
      const { server, source } = await start(isSlow ? { times: SHORT_TIMES } : {});
      server.fail(fault, Number.POSITIVE_INFINITY);
      const error = await failure(ask(source, first));
      expect(error.kind).toBe(kind);
      const told = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.detail)} ${error.cause}`;
      expect(told).not.toContain(new URL(server.url).host);
      for (const secret of secretsOf(vendor.name, fake.settings(server.url)))
        expect(told).not.toContain(secret);
    });

    it('is left alone after failing again and again', async () => {
      const { server, source } = await start();
      server.fail({ status: 500, json: {} }, Number.POSITIVE_INFINITY);
      for (let round = 0; round < 3; round += 1) await failure(ask(source, first));
      const count = server.requests.length;
      expect(await failure(ask(source, first))).toMatchObject({ kind: 'circuit_open' });
      expect(server.requests).toHaveLength(count);
      expect(source.state().circuit).toBe('open');
    });

    it('stops when nobody waits any more', async () => {
      const { server, source } = await start();
      server.fail('hang', Number.POSITIVE_INFINITY);
      const abort = new AbortController();
      const asked = ask(source, first, { signal: abort.signal });
      await expect.poll(() => server.requests.length).toBeGreaterThan(0);
      abort.abort();
      expect(await failure(asked)).toMatchObject({ kind: 'timeout' });
    });
  });
}

function relabelled(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'mode' in item ? { ...item, mode: 'live' } : item;
}

function secretsOf(vendor: VendorName, settings: object): string[] {
  const { settings: table }: VendorSettings = VENDOR_SETTINGS[vendor];
  return Object.entries(settings).flatMap(([key, value]) => (table[key]?.isSecret ? [String(value)] : []));
}
