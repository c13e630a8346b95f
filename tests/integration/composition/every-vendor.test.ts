import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MockWorld } from '../../../src/adapters/mock/mock-world.ts';
import { VENDOR_SETTINGS, VENDORS, type VendorName } from '../../../src/config/vendors/index.ts';
import type { SalesData } from '../../../src/core/ports.ts';
import type { ReadTool } from '../../../src/core/tool.ts';
import { watchedData } from '../../../src/engine/watched-data.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { type FakeVendor, LIVE_VENDORS, startFakeVendor } from '../../support/fake-vendor.ts';
import { clock, NOW, sampleWorld } from '../../support/mock-worlds.ts';
import { type OpenedSources, openedSources } from '../../support/opened-sources.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { toolContext } from '../../support/tool-context.ts';

const ACCOUNT = 'acc_acme';
const BOOK = 'book of business';
const titleOf = (name: VendorName) => VENDOR_SETTINGS[name].title;
const TITLES: readonly string[] = LIVE_VENDORS.map(titleOf);
/** What the qualification of an account asks. */
const READ_STEPS = ['score_account_fit', 'detect_buying_signals', 'qualify_opportunity', 'assess_deal_risk'];

let world: MockWorld;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await sampleWorld();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function sources(live: readonly FakeVendor[], rest: 'mock' | 'off' = 'off'): Promise<OpenedSources> {
  const opened = await openedSources(live, { redisUrl: sharedRedisUrl(), clock, rest });
  open.push(opened);
  return opened;
}

async function fakes(names: readonly VendorName[] = LIVE_VENDORS): Promise<FakeVendor[]> {
  const started = await Promise.all(names.map((name) => startFakeVendor(name, world)));
  open.push(...started.map(({ server }) => server));
  return started;
}

/** Everything that is known of the account, and who said it. */
async function answered(data: SalesData) {
  const [account, contacts, opportunities, signals, coverage] = await Promise.all([
    data.account(ACCOUNT),
    data.contacts(ACCOUNT),
    data.opportunities(ACCOUNT),
    data.signals(ACCOUNT),
    data.coverage?.(ACCOUNT),
  ]);
  return { facts: { account, contacts, opportunities, signals }, coverage };
}

/** The same facts, as if the vendors had been asked in earnest. */
function asLive<T>(facts: T): T {
  return JSON.parse(JSON.stringify(facts).replaceAll('"mode":"mock"', '"mode":"live"')) as T;
}

/** Which steps of a qualification say this among what they do not know. */
async function stepsThatSay(data: SalesData, sentence: string): Promise<string[]> {
  const said: string[] = [];
  for (const name of READ_STEPS) {
    const tool = catalogue.get(name) as ReadTool;
    const watched = watchedData(data);
    const context = { ...toolContext({ now: NOW }), data: watched.data };
    const output = await watched.named(await tool.run(tool.input.parse({ accountId: ACCOUNT }), context));
    if ((output as { unknowns: string[] }).unknowns.includes(sentence)) said.push(name);
  }
  return said;
}

/** Whoever is asked twice for the same within one question was not given up in time. */
function askedTwice({ server }: FakeVendor, before: number): string[] {
  const asked = server.requests
    .slice(before)
    .map(({ method, path, body, query }) => [method, path, String(query), JSON.stringify(body)].join(' '));
  return asked.filter((question, index) => asked.indexOf(question) !== index);
}

describe('one question, whoever answers it', () => {
  it('is answered by the book alone when all vendors are off', async () => {
    const { data, reports } = await sources([]);
    const { facts, coverage } = await answered(data);
    expect(coverage).toEqual({ asked: [], answered: [], failed: [], mock: [] });
    expect(facts.account).toMatchObject({ accountId: ACCOUNT, mode: 'sample' });
    expect(JSON.stringify(facts)).not.toMatch(/"mode":"(mock|live)"/);
    expect((await reports()).map(({ mode }) => mode)).toEqual(VENDORS.map(() => 'off'));
  });

  it('is answered by every mock, and labelled so', async () => {
    const { data } = await sources([], 'mock');
    const { facts, coverage } = await answered(data);
    const all = [BOOK, ...TITLES];
    expect(coverage).toMatchObject({ asked: all, answered: all, failed: [], mock: all });
    expect(JSON.stringify(facts)).not.toContain('"mode":"live"');
  });

  it('is answered alike by all of them live, and only the book is invented', async () => {
    const { data, reports } = await sources(await fakes());
    const { facts, coverage } = await answered(data);
    const all = [BOOK, ...TITLES];
    expect(coverage).toMatchObject({ asked: all, answered: all, failed: [], mock: [BOOK] });
    // How they do is told behind the answer.
    const doing = async () => (await reports()).filter(({ title }) => TITLES.includes(title));
    const well = {
      mode: 'live',
      health: { lastSuccessAt: NOW.getTime(), lastFailure: null, failed: 0, circuit: 'closed' },
    };
    await expect.poll(doing).toMatchObject(TITLES.map((title) => ({ title, ...well })));
    expect(facts).toEqual(asLive((await answered((await sources([], 'mock')).data)).facts));
  });

  it.each(LIVE_VENDORS)('is answered by %s live beside the mocks of the others', async (name) => {
    const [vendor] = await fakes([name]);
    if (!vendor) throw new Error('no vendor');
    const { data } = await sources([vendor], 'mock');
    const { facts, coverage } = await answered(data);
    expect(coverage?.mock).toEqual([BOOK, ...TITLES.filter((title) => title !== vendor.title)]);
    expect(coverage).toMatchObject({ answered: [BOOK, ...TITLES], failed: [] });
    expect(vendor.server.requests.length).toBeGreaterThan(0);
    const mocked = await answered((await sources([], 'mock')).data);
    expect(asLive(facts)).toEqual(asLive(mocked.facts));
    const labels = JSON.stringify(facts).match(/"source":"[^"]*","mode":"[^"]*"/g) ?? [];
    const wrong = labels.filter((label) => label.includes('"live"') !== label.includes(`"${vendor.title}"`));
    expect(wrong).toEqual([]);
  });
});

describe('one question, when somebody fails', () => {
  it.each(LIVE_VENDORS)('is answered by the others and names %s, which refuses', async (name) => {
    const vendors = await fakes();
    const { data } = await sources(vendors);
    const [failing, others] = split(vendors, name);
    failing.server.fail({ status: 403, json: {} }, Number.POSITIVE_INFINITY);
    const { facts, coverage } = await answered(data);
    expect(coverage?.failed).toMatchObject([{ source: failing.title }]);
    expect(coverage?.answered).toEqual([BOOK, ...others.map(({ title }) => title)]);
    expect(facts).toEqual((await answered((await sources(others)).data)).facts);
    const sentence = `${coverage?.failed[0]?.message}.`;
    expect(await stepsThatSay(data, sentence)).toEqual(READ_STEPS);
  });

  it.each(LIVE_VENDORS)('does not wait for %s, which never answers', async (name) => {
    const vendors = await fakes();
    const { data } = await sources(vendors);
    const [hanging, others] = split(vendors, name);
    const before = hanging.server.requests.length;
    hanging.server.fail('hang', Number.POSITIVE_INFINITY);
    const { facts, coverage } = await answered(data);
    // It still hangs: the answer came without it, and before it was asked a second time.
    expect(askedTwice(hanging, before)).toEqual([]);
    expect(coverage?.failed).toMatchObject([{ source: hanging.title, kind: 'timeout' }]);
    expect(coverage?.answered).toEqual([BOOK, ...others.map(({ title }) => title)]);
    expect(facts).toEqual((await answered((await sources(others)).data)).facts);
  });

  it('is answered by the book alone when nobody else answers, and names them all', async () => {
    const vendors = await fakes();
    const { data } = await sources(vendors);
    for (const { server } of vendors) server.fail('hang', Number.POSITIVE_INFINITY);
    const { facts, coverage } = await answered(data);
    expect(coverage?.failed.map(({ source, kind }) => [source, kind])).toEqual(
      TITLES.map((title) => [title, 'timeout']),
    );
    expect(coverage?.answered).toEqual([BOOK]);
    expect(facts).toEqual((await answered((await sources([])).data)).facts);
  });
});

function split(vendors: readonly FakeVendor[], name: VendorName): [FakeVendor, FakeVendor[]] {
  const one = vendors.find((vendor) => vendor.name === name);
  if (!one) throw new Error(`${name} is not among them`);
  return [one, vendors.filter((vendor) => vendor !== one)];
}
