import { describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../../src/config/playbook.ts';
import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { ReadTool, Tool } from '../../../src/core/tool.ts';
import { type CollectDeps, createCollector, type DigestQuestion } from '../../../src/digest/collect.ts';
import { MAX_DEALS } from '../../../src/digest/judgements.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { aWaiting } from '../../support/digest-content.ts';
import { type Book, inMemoryData } from '../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../support/in-memory-knowledge.ts';
import { anApproval, aPlanRecord } from '../../support/plan-records.ts';
import { aDeal, anAccount, anIcp, aSignal, daysAgo, NOW } from '../../support/records.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const nowMs = NOW.getTime();

const WAITING = [
  aWaiting({ requestedBy: 'U1', stepId: 'later' }),
  aWaiting({ requestedBy: 'U2', stepId: 'first', approval: anApproval({ openedAt: 5 }) }),
];

const BOOK: Book = {
  accounts: [
    anAccount({ owner: 'Sam Lee' }),
    anAccount({ accountId: 'a2', name: 'Umbra Steel', owner: 'Ann Roe' }),
  ],
  opportunities: [
    aDeal({ owner: 'Sam Lee', nextStep: 'Call the CFO', closeDate: daysAgo(-9) }),
    aDeal({
      opportunityId: 'o2',
      accountId: 'a2',
      name: 'Roof lines',
      owner: 'Ann Roe',
      stage: 'proposal',
      lastActivityAt: daysAgo(90),
      stageChangedAt: daysAgo(200),
      closeDate: daysAgo(40),
      criteria: { budget: false, authority: false, champion: false },
    }),
    aDeal({ opportunityId: 'o3', accountId: 'a2', stage: 'closed_won' }),
  ],
  signals: [
    aSignal({ title: 'Raises a Series C', occurredAt: daysAgo(2) }),
    aSignal({ signalId: 's2', type: 'executive_hire', title: 'New head of plants', occurredAt: daysAgo(1) }),
    aSignal({ signalId: 's3', type: 'expansion', title: 'Opens a third plant', occurredAt: daysAgo(1) }),
  ],
};

let ids = 0;
function entry(event: string, atMs: number, over: Partial<AuditEntry> = {}): AuditEntry {
  ids += 1;
  return {
    id: `${atMs}-${ids}`,
    at: atMs,
    event,
    planId: 'P1',
    stepId: '',
    actor: 'U1',
    data: {},
    hash: '',
    ...over,
  };
}
const ended = (status: string, atMs: number, planId = 'P1') =>
  entry('plan_ended', atMs, { planId, data: { status } });

function depsOf(
  given: { book?: Book; audit?: AuditEntry[]; tools?: ReadonlyMap<string, Tool> } = {},
): CollectDeps {
  return {
    data: inMemoryData(given.book ?? BOOK),
    tools: given.tools ?? catalogue,
    icp: anIcp(),
    playbook: loadPlaybook(),
    knowledge: inMemoryKnowledge(),
    traceId: () => 'trace-1',
    budgets: () => [{ kind: 'workspace_month', id: '2026-11', costLimit: 10, callLimit: 10 }],
    audit: {
      async *between(_teamId, afterMs, untilMs) {
        yield* (given.audit ?? []).filter(({ at }) => at > afterMs && at <= untilMs);
      },
    },
    store: {
      load: async (_teamId, planId) =>
        planId === 'gone'
          ? null
          : aPlanRecord({
              plan: { planId, goal: `Qualify ${planId}`, requestedBy: planId === 'P1' ? 'U1' : 'U2' },
              error: { code: 'AGENT_TIMEOUT', message: 'Too slow' },
              ...(planId === 'P2' && {
                status: 'partial',
                steps: { fit: { status: 'denied', attempts: 1, spent: 0 } },
              }),
            }),
      openRequests: async () => WAITING,
      pendingApprovals: async (_teamId, places) =>
        places.flatMap(({ stepId }) => WAITING.find((one) => one.stepId === stepId) ?? []),
      budgetUse: async (_teamId, scopes) => scopes.map((scope) => ({ ...scope, cost: 4, calls: 2 })),
    },
  };
}

const question = (over: Partial<DigestQuestion> = {}): DigestQuestion => ({
  teamId: 'T1',
  frame: { sinceMs: nowMs - DAY, untilMs: nowMs, riskBefore: [] },
  audience: { kind: 'channel' },
  askedBy: null,
  date: '2026-11-22',
  timeZone: 'UTC',
  ...over,
});
const collect = (deps: CollectDeps, over: Partial<DigestQuestion> = {}) =>
  createCollector(deps, NOW)(question(over));
const PERSON = { kind: 'person', userId: 'U1', owner: 'sam  LEE' } as const;

describe('what the tools judge', () => {
  it('names the hot account with its heaviest signal, where it comes from and its age', async () => {
    const { hot } = await collect(depsOf());
    expect(hot).toMatchObject({ total: 1, judged: 2, failed: 0, leftOut: 0 });
    const [account] = hot?.items ?? [];
    expect(account).toMatchObject({
      accountId: 'a1',
      name: 'Northwind Traders',
      owner: 'Sam Lee',
      dataMode: 'local',
    });
    expect(account?.signal.source).not.toBe('');
    expect([1, 2]).toContain(account?.signal.ageDays);
    expect(account?.score).toBeGreaterThanOrEqual(0.7);
  });

  it('names open deals at risk with the reason and what comes next, and no closed ones', async () => {
    const { risky, hasNewRisk } = await collect(depsOf());
    expect(risky?.judged).toBe(2);
    expect(risky?.items.map(({ opportunityId }) => opportunityId)).toEqual(['o2']);
    expect(risky?.items[0]).toMatchObject({ accountName: 'Umbra Steel', owner: 'Ann Roe' });
    expect(risky?.items[0]?.reason.length).toBeGreaterThan(10);
    expect(risky?.items[0]).not.toHaveProperty('nextStep');
    expect(hasNewRisk).toBe(true);
  });

  it('has the deals that are furthest on first, and within a stage the smallest chance', async () => {
    const bad = { lastActivityAt: daysAgo(90), stageChangedAt: daysAgo(200), closeDate: daysAgo(40) };
    const opportunities = [
      aDeal({ ...bad, opportunityId: 'early', stage: 'discovery' }),
      aDeal({ ...bad, opportunityId: 'late', stage: 'negotiation' }),
      aDeal({
        ...bad,
        opportunityId: 'worse',
        stage: 'negotiation',
        criteria: { budget: false, champion: false },
      }),
    ];
    const { risky } = await collect(depsOf({ book: { ...BOOK, opportunities } }));
    expect(risky?.items.map(({ opportunityId }) => opportunityId)).toEqual(['worse', 'late', 'early']);
  });

  it('knows the risks of the digest before', async () => {
    const frame = { sinceMs: nowMs - DAY, untilMs: nowMs, riskBefore: ['o2'] };
    expect((await collect(depsOf(), { frame })).hasNewRisk).toBe(false);
  });

  it('counts what cannot be judged, and judges the rest', async () => {
    const broken = { ...(catalogue.get('assess_deal_risk') as ReadTool) };
    const run: ReadTool['run'] = async (input, context) => {
      if (JSON.stringify(input).includes('o1')) throw new Error('no');
      return await (catalogue.get('assess_deal_risk') as ReadTool).run(input, context);
    };
    const tools = new Map([...catalogue, ['assess_deal_risk', { ...broken, run }] as const]);
    expect((await collect(depsOf({ tools }))).risky).toMatchObject({ judged: 1, failed: 1, total: 1 });
  });

  it('counts an answer that breaks its schema as not judged', async () => {
    const tool = {
      ...(catalogue.get('detect_buying_signals') as ReadTool),
      run: async () => ({ tier: 'hot' }),
    };
    const tools = new Map([...catalogue, ['detect_buying_signals', tool] as const]);
    expect((await collect(depsOf({ tools }))).hot).toMatchObject({ judged: 0, failed: 2, total: 0 });
  });

  it('asks no tool that the profile does not allow', async () => {
    expect(await collect(depsOf({ tools: new Map() }))).toMatchObject({
      hot: null,
      risky: null,
      hasNewRisk: false,
    });
  });

  it('lets others run between two questions', async () => {
    const tool = catalogue.get('assess_deal_risk') as ReadTool;
    const asked: string[] = [];
    let others = 0;
    const run: ReadTool['run'] = async (input, context) => {
      asked.push(`${others}`);
      setImmediate(() => {
        others += 1;
      });
      return await tool.run(input, context);
    };
    await collect(depsOf({ tools: new Map([['assess_deal_risk', { ...tool, run }]]) }));
    expect(asked).toEqual(['0', '1']);
  });

  it('looks at so many deals and says how many it left out', async () => {
    const opportunities = Array.from({ length: MAX_DEALS + 7 }, (_, index) =>
      aDeal({ opportunityId: `o${index}` }),
    );
    const { risky } = await collect(depsOf({ book: { ...BOOK, opportunities } }));
    expect(risky).toMatchObject({ judged: MAX_DEALS, leftOut: 7 });
  });
});

describe('what happened', () => {
  const audit = [
    ended('completed', nowMs - 6 * DAY),
    ended('failed', nowMs - 2 * DAY, 'P2'),
    entry('plan_created', nowMs - 5 * HOUR),
    entry('approval_received', nowMs - 4 * HOUR, { actor: 'U7', data: { decision: 'denied' } }),
    entry('approval_timeout', nowMs - 3 * HOUR, {
      actor: 'system',
      planId: 'gone',
      data: { decision: 'expired' },
    }),
    entry('tool_call_complete', nowMs - 3 * HOUR),
    ended('completed', nowMs - 2 * HOUR),
    ended('partial', nowMs - HOUR, 'P2'),
    entry('plan_cancelled', nowMs - HOUR, { planId: 'P1', data: { status: 'cancelled' } }),
  ];

  it('counts plans by outcome since the digest before, and by day for the picture', async () => {
    const content = await collect(depsOf({ audit }));
    expect(content.ended).toEqual({ completed: 1, partial: 1, failed: 0, cancelled: 1 });
    expect(content.started).toBe(1);
    expect(content.troubled).toMatchObject({
      total: 2,
      items: [{ planId: 'P1' }, { planId: 'P2', reason: 'Too slow' }],
    });
    expect(content.troubled.items.map(({ undone }) => undone)).toEqual([undefined, 'denied']);
    expect(content.week.map(({ date }) => date)).toEqual(
      [16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`),
    );
    expect(content.week[0]?.counts.completed).toBe(1);
    expect(content.week[4]?.counts.failed).toBe(1);
    expect(content.week[6]?.counts).toEqual({ completed: 1, partial: 1, failed: 0, cancelled: 1 });
  });

  it('has the decisions, newest first, also of plans that are stored no longer', async () => {
    const { decisions } = await collect(depsOf({ audit }));
    expect(decisions.items).toMatchObject([
      { decision: 'expired', by: 'system', goal: '' },
      { decision: 'denied', by: 'U7', goal: 'Qualify P1' },
    ]);
  });

  it('counts by the local day', async () => {
    const late = [ended('completed', Date.parse('2026-11-22T05:30:00Z'))];
    const zone = { timeZone: 'America/New_York' };
    expect((await collect(depsOf({ audit: late }), zone)).week[6]?.counts.completed).toBe(1);
    const earlier = [ended('completed', Date.parse('2026-11-22T04:30:00Z'))];
    expect((await collect(depsOf({ audit: earlier }), zone)).week[5]?.counts.completed).toBe(1);
  });

  it('has the budget and the freshness of the data', async () => {
    const { budget, data } = await collect(depsOf());
    expect(budget).toEqual([
      { kind: 'workspace_month', id: '2026-11', costLimit: 10, callLimit: 10, cost: 4, calls: 2 },
    ]);
    expect(data).toEqual({
      mode: 'local',
      loadedAtMs: Date.parse('2026-11-22T06:00:00.000Z'),
      problemCount: 0,
    });
  });

  it('has the oldest waiting request first', async () => {
    expect((await collect(depsOf())).waiting.items.map(({ requestedBy }) => requestedBy)).toEqual([
      'U2',
      'U1',
    ]);
  });

  it('has for a person only the own: deals, accounts, plans and requests', async () => {
    const own = await collect(depsOf({ audit }), { audience: PERSON });
    expect(own.hot?.items.map(({ owner }) => owner)).toEqual(['Sam Lee']);
    expect(own.risky).toMatchObject({ total: 0, judged: 2 });
    expect(own.ended).toEqual({ completed: 1, partial: 0, failed: 0, cancelled: 1 });
    expect(own.waiting).toMatchObject({ total: 1, items: [{ requestedBy: 'U1' }] });
    expect(own.budget).toEqual([]);
  });
});
