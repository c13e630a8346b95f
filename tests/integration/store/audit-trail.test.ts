import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLine } from '../../../src/core/audit-trail.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { auditOf, openStores, type Stores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

let stores: Stores;
beforeEach(() => {
  stores = openStores(sharedRedisUrl());
});
afterEach(() => stores.close());

const PLAN_ID = '01JD9ZK5X8Q2M4N6P8R0S2T4V6';
const note = (event: string, actor = 'U1') =>
  stores.store.note(stores.teamId, event, { planId: PLAN_ID, actor, data: { event } });
const verify = () => stores.audit.verify(stores.teamId);

async function chain(length: number): Promise<void> {
  for (let i = 0; i < length; i += 1) await note(`event_${i}`);
}

type Entry = [id: string, fields: string[]];
const read = (): Promise<Entry[]> => stores.redis.xrange(stores.keys.audit, '-', '+');

/** Writes the stream anew, as somebody with access to Redis could; ids are given out anew. */
async function rewrite(change: (entries: Entry[]) => Entry[]): Promise<string[]> {
  const entries = change(structuredClone(await read()));
  await stores.redis.del(stores.keys.audit);
  const ids: string[] = [];
  for (const [, fields] of entries)
    ids.push((await stores.redis.xadd(stores.keys.audit, '*', ...fields)) ?? '');
  return ids;
}

function set(entry: Entry | undefined, field: string, value: string): void {
  const at = entry?.[1].indexOf(field) ?? -1;
  if (!entry || at < 0) throw new Error(`no ${field}`);
  entry[1][at + 1] = value;
}

describe('the audit chain', () => {
  it('is intact when it is empty, and as written', async () => {
    expect(await verify()).toEqual({ intact: true, entries: 0, head: '' });
    await chain(7);
    expect(await verify()).toMatchObject({ intact: true, entries: 7 });
  });

  it.each(['at', 'event', 'plan', 'step', 'actor', 'data', 'hash'])(
    'breaks where the field %s was changed',
    async (field) => {
      await chain(6);
      const ids = await rewrite((entries) => {
        set(entries[3], field, 'forged');
        return entries;
      });
      expect(await verify()).toMatchObject({ intact: false, entries: 3, brokenAt: ids[3] });
    },
  );

  it.each([
    ['the first', 0],
    ['one in the middle', 2],
  ])('breaks after %s was removed', async (_, index) => {
    await chain(6);
    const ids = await rewrite((entries) => entries.filter((__, at) => at !== index));
    expect(await verify()).toMatchObject({ intact: false, entries: index, brokenAt: ids[index] });
  });

  it('breaks at one that was inserted, and at two that changed places', async () => {
    await chain(6);
    const inserted = await rewrite((entries) =>
      entries.toSpliced(2, 0, structuredClone(entries[0] as Entry)),
    );
    expect(await verify()).toMatchObject({ intact: false, brokenAt: inserted[2] });
    const swapped = await rewrite((entries) => {
      const [a, b, , c, d, ...rest] = entries;
      return [a, b, d, c, ...rest].filter((entry) => entry !== undefined);
    });
    expect(await verify()).toMatchObject({ intact: false, brokenAt: swapped[2] });
  });

  it('misses a tail that was cut off, down to the last entry', async () => {
    await chain(4);
    await rewrite((entries) => entries.slice(0, 3));
    expect(await verify()).toMatchObject({ intact: false, entries: 3, brokenAt: 'end' });
    await rewrite(() => []);
    expect(await verify()).toMatchObject({ intact: false, entries: 0, brokenAt: 'end' });
  });

  it('does not believe entries that the program did not write, nor a missing head', async () => {
    await chain(3);
    const head = (await stores.redis.get(stores.keys.auditHead)) ?? '';
    await note('to_be_disowned');
    await stores.redis.set(stores.keys.auditHead, head);
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 'end' });
    await stores.redis.del(stores.keys.auditHead);
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 'end' });
  });

  it('stays intact in the eyes of a check that runs while entries are added', async () => {
    await chain(1_200);
    let writing = true;
    const writers = [1, 2, 3].map(async (writer) => {
      for (let i = 0; writing; i += 1) await note(`w${writer}_${i}`);
    });
    const verdicts = [];
    for (let i = 0; i < 10; i += 1) verdicts.push(await verify());
    writing = false;
    await Promise.all(writers);
    expect(verdicts.every(({ intact }) => intact)).toBe(true);
    expect(verdicts.at(-1)?.entries).toBeGreaterThan(1_200);
  });

  it('takes any text, and is exported as one line of JSON an entry', async () => {
    await note('odd', 'Ünïcode "quoted" 🎉');
    await stores.store.note(stores.teamId, 'odd', {
      planId: PLAN_ID,
      actor: 'U1',
      data: { text: 'a\nb\u2028\u0000\\ud83d' },
    });
    expect(await verify()).toMatchObject({ intact: true, entries: 2 });
    const lines = (await auditOf(stores)).map((entry) => auditLine({ ...entry, teamId: stores.teamId }));
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ data: { text: 'a\nb\u2028\u0000\\ud83d' } });
  });

  it('tells the entries of one plan from those of others', async () => {
    const made = plan(stores.teamId, [step('one')]);
    await stores.store.create(made, made.planId, []);
    await note('other');
    expect((await auditOf(stores, made.planId)).map(({ event }) => event)).toEqual([
      'plan_created',
      'route_decision',
    ]);
    expect(await auditOf(stores)).toHaveLength(3);
  });
});
