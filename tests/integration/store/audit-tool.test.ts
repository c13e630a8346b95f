import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordsOf } from '../../../src/core/audit-trail.ts';
import { AuditOutput, auditTrail } from '../../../src/tools/governance/audit-trail.ts';
import { auditOf, openStores, type Stores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { toolContext } from '../../support/tool-context.ts';

let stores: Stores;
beforeEach(() => {
  stores = openStores(sharedRedisUrl());
});
afterEach(() => stores.close());

const [PLAN, OTHER] = ['01JD9ZK5X8Q2M4N6P8R0S2T4V6', '01JD9ZK5X8Q2M4N6P8R0S2T4V7'];
const note = (event: string, actor: string, planId = PLAN, data: Record<string, unknown> = {}) =>
  stores.store.note(stores.teamId, event, { planId, stepId: 'draft', actor, data });

async function ask(input: object = {}): Promise<AuditOutput> {
  const records = recordsOf(stores.store, stores.audit, stores.teamId);
  const context = toolContext({ records, now: new Date() });
  return AuditOutput.parse(await auditTrail.run(auditTrail.input.parse(input), context));
}

describe('audit_trail', () => {
  it('finds entries by plan, actor, event and tool, oldest first', async () => {
    await note('tool_call_start', 'system', PLAN, { tool: 'assign_territory' });
    await note('approval_received', 'U1');
    await note('approval_received', 'U2', OTHER);
    const events = async (input: object) =>
      (await ask(input)).entries.map(({ event, actor }) => `${event} ${actor}`);
    expect(await events({})).toEqual([
      'tool_call_start system',
      'approval_received U1',
      'approval_received U2',
    ]);
    expect(await events({ planId: PLAN })).toEqual(['tool_call_start system', 'approval_received U1']);
    expect(await events({ actor: 'U2' })).toEqual(['approval_received U2']);
    expect(await events({ tool: 'assign_territory' })).toEqual(['tool_call_start system']);
    expect(await events({ planId: PLAN, event: 'approval_received', stepId: 'draft' })).toEqual([
      'approval_received U1',
    ]);
    const found = await ask({ planId: PLAN });
    expect(found.headline).toBe(`2 entries about plan ${PLAN}.`);
    expect(found.details?.[0]?.lines[1]).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\d [\\d:]{8} UTC: approval received, plan ${PLAN}, step draft, by U1$`),
    );
  });

  it('reads its own workspace alone', async () => {
    await note('approval_received', 'U1');
    const other = openStores(sharedRedisUrl());
    try {
      const records = recordsOf(other.store, other.audit, other.teamId);
      const input = auditTrail.input.parse({});
      const found = await auditTrail.run(input, toolContext({ records, now: new Date() }));
      expect(found).toMatchObject({ entries: [], next: null });
    } finally {
      await other.close();
    }
  });

  it('goes on page by page, and reaches every entry once', async () => {
    for (let n = 0; n < 7; n += 1) await note(`event_${n}`, 'U1');
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ask({ limit: 3, ...(after && { after }) });
      seen.push(...page.entries.map(({ event }) => event));
      if (page.next) expect(page.reasons).toEqual([`There are more; ask for those after ${page.next}.`]);
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, n) => `event_${n}`));
  });

  it('keeps to the days named', async () => {
    await note('approval_received', 'U1');
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect((await ask({ since: day(-1), until: day(1) })).entries).toHaveLength(1);
    expect((await ask({ since: day(2) })).entries).toHaveLength(0);
    expect((await ask({ until: day(-2), since: day(-5) })).entries).toHaveLength(0);
  });

  it('exports the lines that the command line exports', async () => {
    await note('approval_received', 'U1', PLAN, { reason: 'fine', decision: 'approved' });
    const [entry] = await auditOf(stores);
    const found = await ask({ action: 'export', planId: PLAN });
    expect(found.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { teamId: stores.teamId, ...entry },
    ]);
    expect(found).toMatchObject({ entries: [], details: [] });
  });

  it('recomputes the chain, and names the first broken link', async () => {
    for (let n = 0; n < 4; n += 1) await note(`event_${n}`, 'U1');
    expect(await ask({ action: 'verify' })).toMatchObject({
      intact: true,
      headline: 'The audit trail is intact: all 4 entries match their hashes.',
    });
    const entries = await stores.redis.xrange(stores.keys.audit, '-', '+');
    const [forged] = entries.splice(2, 1);
    await stores.redis.xdel(stores.keys.audit, forged?.[0] ?? '');
    const broken = await ask({ action: 'verify' });
    expect(broken.intact).toBe(false);
    expect(broken.headline).toBe(
      `The audit trail is broken at entry ${entries[2]?.[0]}, after 2 good entries.`,
    );
  });

  it('says so where no trail is kept, and changes nothing', async () => {
    await expect(auditTrail.run(auditTrail.input.parse({}), toolContext())).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    for (const action of ['query', 'verify', 'export']) await ask({ action });
    expect(await auditOf(stores)).toEqual([]);
    expect(auditTrail.input.safeParse({ action: 'delete' }).success).toBe(false);
  });
});
