import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { byKind } from '../../../bench/campaign/check/copies.ts';
import type { Evidence, PlanDocument } from '../../../bench/campaign/check/evidence.ts';
import { violations } from '../../../bench/campaign/check/violations.ts';
import { approvalCard, approvalPlaceholder, handoverPlaceholder, planCard } from '../../../blocks/index.ts';
import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { Message } from '../../../src/sandbox/messages.ts';
import { aPlanRecord } from '../../support/plan-records.ts';

/** The fallback texts of real cards. */
function realTexts() {
  const record = aPlanRecord();
  return {
    plan: planCard(record).text,
    approval: {
      first: approvalPlaceholder(record, 'draft').text,
      card: approvalCard(record, 'draft').text,
    },
    handover: handoverPlaceholder(record, 'draft').text,
  };
}

const PLAN = '01M81K83YMY3FWE4QEWVGN4H1G';
const SELLER = 'U0CAMPS0001';
const T0 = 1_795_350_000_000;

type Line = readonly [event: string, stepId: string, actor: string, data: Record<string, unknown>];

const COURSE: readonly Line[] = [
  ['plan_created', '', SELLER, {}],
  ['tool_call_start', 'draft', 'system', { phase: 'run', attempt: 1 }],
  ['approval_requested', 'draft', 'system', { version: 1 }],
  ['approval_received', 'draft', SELLER, { decision: 'approved', version: 1 }],
  ['tool_call_start', 'draft', 'system', { phase: 'commit', attempt: 2 }],
  ['tool_call_complete', 'draft', 'system', { attempt: 2, status: 'succeeded' }],
  ['plan_ended', '', 'system', { status: 'completed' }],
];

const trail = (lines: readonly Line[]): AuditEntry[] =>
  lines.map(([event, stepId, actor, data], index) => ({
    id: `${index}-0`,
    at: T0 + index * 10,
    event,
    planId: PLAN,
    stepId,
    actor,
    data,
    hash: '',
  }));

function chained(entries: readonly AuditEntry[]): string[][] {
  let before = '';
  return entries.map(({ at, event, planId, stepId, actor, data }) => {
    const covered = [String(at), event, planId, stepId, actor, JSON.stringify(data)];
    before = createHash('sha1')
      .update([before, ...covered].join('\n'))
      .digest('hex');
    const names = ['at', 'event', 'plan', 'step', 'actor', 'data'];
    return [...names.flatMap((name, index) => [name, covered[index] ?? '']), 'hash', before];
  });
}

function message(ts: string, text: string, markup = ''): Message {
  const version = { text, blocks: [{ type: 'section', text: markup }], atMs: T0 + 1_000 };
  return {
    ...version,
    channelId: 'C0CAMP0000',
    ts,
    authorId: 'U0CUGARBOT',
    isDeleted: false,
    versions: [version],
    pings: [],
  };
}

const CARDS = [
  message('1.1', `Qualify Acme: Completed, 1 of 1 steps done. Plan ${PLAN}.`),
  message('1.2', 'Decided', `*Approved* by <@${SELLER}>`),
  { ...message('1.3', 'Handed over', 'Sending is up to you.'), channelId: 'D0SELLER01' },
];

const DOCUMENT: PlanDocument = {
  planId: PLAN,
  requestedBy: SELLER,
  status: 'completed',
  spent: { cost: 1, calls: 2 },
  budget: { cost: 10, calls: 30 },
  steps: [
    {
      id: 'draft',
      status: 'succeeded',
      sideEffect: 'propose',
      cost: 1,
      approval: { state: 'approved', version: 1, decidedBy: SELLER, openedAt: T0, expiresAt: T0 + 8_000 },
    },
  ],
};

/** Slack did what it was asked for and its answer was lost, at the time when the cards were posted. */
const LATE = { kind: 'dies_after', from: T0 + 900, until: T0 + 1_100 };

function evidence({
  lines = COURSE,
  cards = CARDS,
  ...rest
}: Partial<Evidence> & { lines?: readonly Line[]; cards?: readonly Message[] } = {}): Evidence {
  const audit = trail(lines);
  return {
    history: {
      commands: [{ at: T0, person: SELLER, result: 'queued', planId: PLAN }],
      clicks: [{ at: T0 + 25, person: SELLER, planId: PLAN, kind: 'approve', heard: 'ok' }],
      stays: [{ planId: PLAN, people: [SELLER], from: T0, until: T0 + 60_000 }],
    },
    harms: [],
    told: [],
    twins: [],
    seenPlanIds: [PLAN],
    messages: () => cards,
    audit,
    rawAudit: chained(audit),
    plans: new Map([[PLAN, DOCUMENT]]),
    leftovers: {},
    stretch: 1,
    ...rest,
  };
}

const found = (given: Parameters<typeof evidence>[0]) =>
  violations(evidence(given)).map(({ invariant, text }) => `${invariant} ${text}`);

const without = (index: number): Line[] => COURSE.filter((_, at) => at !== index);
const behind = (index: number, line: Line): Line[] => [
  ...COURSE.slice(0, index + 1),
  line,
  ...COURSE.slice(index + 1),
];
const plan = (change: Partial<PlanDocument>) => ({ plans: new Map([[PLAN, { ...DOCUMENT, ...change }]]) });

describe('the checker', () => {
  it('finds nothing where every promise was kept', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof evidence>[0], RegExp]>([
    ['a plan that is gone', { plans: new Map() }, /^I1 .*is gone/],
    ['a plan that has not ended', plan({ status: 'running' }), /^I1 .*still running/],
    ['a plan that ended twice', { lines: [...COURSE, COURSE[6] as Line] }, /^I1 .*ended 2 times/],
    ['an act without approval', { lines: without(3) }, /^I2 .*without approval/],
    ['a second decision', { lines: behind(3, COURSE[3] as Line) }, /^I3 .*more than once/],
    [
      'a decision on an older version',
      { lines: behind(2, ['approval_edited', 'draft', SELLER, { version: 2 }]) },
      /^I3 .*of version 1, not 2/,
    ],
    ['a late worker that counts', { lines: behind(5, COURSE[5] as Line) }, /^I4 .*attempt 2/],
    ['a late worker that asks', { lines: behind(5, COURSE[2] as Line) }, /^I4 .*without an open attempt/],
    ['something after the end', { lines: [...COURSE, COURSE[4] as Line] }, /^I1 .*after the end/],
    ['too much spent', plan({ spent: { cost: 11, calls: 2 } }), /^I5 .*more than its budget/],
    ['a sum that is wrong', plan({ spent: { cost: 2, calls: 2 } }), /^I5 .*its steps 1/],
    ['a state that the trail does not give', plan({ status: 'partial' }), /^I6 .*its trail says completed/],
    ['something that is left', { leftovers: { outbox: 3 } }, /^I8 3 left in outbox/],
    ['no handover', { cards: CARDS.slice(0, 2) }, /^I4 .*handed over 0 times, 1 times/],
    ['two handovers', { cards: [...CARDS, message('1.4', '', 'Sending is up to you')] }, /^I4 .*2 times/],
    ['a card without an end', { cards: CARDS.slice(1) }, /^I10 .*no card/],
    ['two live cards', { twins: [{ planId: PLAN, at: T0 }] }, /^I10 .*two live cards/],
    [
      'a card that names another person',
      { cards: CARDS.map((card) => (card.ts === '1.2' ? message('1.2', '', '*Approved* by <@U9>') : card)) },
      /^I3 .*its cards say Approved/,
    ],
    [
      'an acknowledged click that is nowhere',
      {
        lines: COURSE.map((line) =>
          line[0] === 'approval_received' ? [line[0], line[1], 'U9', line[3]] : line,
        ),
      },
      /^I7 .*nothing of it is stored/,
    ],
    [
      'a person who was told of another decision',
      { told: [{ at: T0 + 30, person: SELLER, text: 'this was already denied by <@U9> on' }] },
      /^I3 .*told denied by U9/,
    ],
    [
      'a plan more than there were commands',
      {
        history: {
          commands: [{ at: T0, person: SELLER, result: 'refused' }],
          clicks: [],
          stays: [],
        },
      },
      /^I1 .*1 plans of 0 commands/,
    ],
  ])('finds %s', (_what, given, wanted) => {
    expect(found(given).filter((one) => wanted.test(one)).length).toBeGreaterThan(0);
  });

  it('finds buttons that are left', () => {
    const card = message('1.4', '');
    const live = { ...card, blocks: [{ type: 'actions', elements: [{ action_id: 'approval.approve' }] }] };
    expect(found({ cards: [...CARDS, live], harms: [LATE] })).toEqual([
      `I10 ${PLAN} still has buttons on 1.4`,
    ]);
  });

  describe('of messages that stand twice', () => {
    const BUTTONS = [{ type: 'actions', elements: [{ action_id: 'approval.approve' }] }];
    /** A message of the approval's kind, drawn at these moments. */
    const copy = (ts: string, ...drawnAt: readonly number[]): Message => {
      const made = message(ts, 'Waits');
      const versions = drawnAt.map((atMs) => ({ text: 'Waits', blocks: made.blocks, atMs }));
      return { ...made, atMs: drawnAt[0] ?? 0, versions };
    };
    const I10 = (given: Parameters<typeof evidence>[0]) =>
      found(given).filter((one) => one.startsWith('I10'));

    it('lets one pass that was left as it was first drawn, while something was wrong', () => {
      expect(I10({ cards: [...CARDS, copy('1.4', T0 + 1_010)], harms: [LATE] })).toEqual([]);
    });

    it('finds one that was posted with nothing wrong', () => {
      const again = `I10 ${PLAN} has its approval posted again with nothing wrong (1.2, 1.4)`;
      expect(I10({ cards: [...CARDS, copy('1.4', T0 + 1_010)] })).toEqual([again]);
      const before = { ...LATE, from: T0 - 20_000, until: T0 - 15_000 };
      const after = { ...LATE, from: T0 + 1_011, until: T0 + 2_000 };
      expect(I10({ cards: [...CARDS, copy('1.4', T0 + 1_010)], harms: [before, after] })).toEqual([again]);
    });

    it('finds two that are both kept up to date', () => {
      const cards = [...CARDS, copy('1.4', T0 + 1_010, T0 + 1_020), copy('1.5', T0 + 1_030, T0 + 1_040)];
      expect(I10({ cards, harms: [LATE] })).toEqual([
        `I10 ${PLAN} has 2 messages of kind approval that are kept up to date`,
      ]);
    });

    it('finds a first post with buttons, also where they went later', () => {
      const made = copy('1.4', T0 + 1_010, T0 + 1_020);
      const versions = made.versions.map((version, index) =>
        index === 0 ? { ...version, blocks: BUTTONS } : version,
      );
      expect(I10({ cards: [...CARDS, { ...made, versions }], harms: [LATE] })).toEqual([
        `I10 ${PLAN} was first posted with buttons (1.4)`,
      ]);
    });

    it('knows the real messages by what they stand for', () => {
      const { approval, handover: handed, plan: ofPlan } = realTexts();
      const texts = [ofPlan, approval.first, approval.card, handed];
      const all = texts.map((text, index) => ({
        ...message(`2.${index}`, text),
        ...(text === handed && { channelId: 'D0SELLER01' }),
      }));
      expect([...byKind(all)].map(([kind, copies]) => [kind, copies.length])).toEqual([
        ['plan', 1],
        ['approval', 2],
        ['handover', 1],
      ]);
    });
  });

  it('finds a chain that was changed', () => {
    const rawAudit = chained(trail(COURSE));
    const changed = rawAudit.map((fields, index) =>
      index === 3 ? fields.map((field) => (field === SELLER ? 'U9' : field)) : fields,
    );
    expect(found({ rawAudit: changed })).toEqual(['I6 the chain breaks at entry 3']);
    expect(found({ rawAudit: rawAudit.filter((_, index) => index !== 2) })).toEqual([
      'I6 the chain breaks at entry 2',
    ]);
  });

  it('takes no silence for an answer while the web process is harmed', () => {
    const lines = COURSE.map(
      (line): Line => (line[0] === 'approval_received' ? [line[0], line[1], 'U9', line[3]] : line),
    );
    const harms = [{ kind: 'kill_web', from: T0, until: T0 + 10 }];
    expect(found({ lines, harms }).filter((one) => one.startsWith('I7'))).toEqual([]);
    const elsewhere = [{ kind: 'kill_worker', from: T0, until: T0 + 10 }];
    expect(found({ lines, harms: elsewhere }).filter((one) => one.startsWith('I7'))).toHaveLength(1);
  });
});
