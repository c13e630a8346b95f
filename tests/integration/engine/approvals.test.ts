import { afterEach, describe, expect, it } from 'vitest';
import type { ProposeTool } from '../../../src/core/tool.ts';
import { letExpire } from '../../support/engine-approvals.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { decideOpen, openWorld, statuses, type World } from '../../support/engine-world.ts';
import { inMemoryData } from '../../support/in-memory-data.ts';
import { checkTool, type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());

function open(): World & { ledger: Ledger } {
  const ledger: Ledger = { calls: [], commits: [] };
  world = openWorld([readTool('echo', ledger), letterTool(ledger), checkTool('proofread')]);
  return { ...world, ledger };
}

const steps = (onDenied: 'stop' | 'skip' = 'skip') => [
  step('facts'),
  proposeStep('letter', { input: { text: '$steps.facts.output.text' }, checks: ['proofread'], onDenied }),
  step('after', { after: ['letter'] }),
  step('needs', { input: { text: '$steps.letter.output.sent' } }),
];

describe('a proposal', () => {
  it('waits for a person and has no effect before', async () => {
    const { teamId, start, run, record, ledger } = open();
    const made = plan(teamId, steps());
    const end = await start(made);
    expect(end).toMatchObject({ kind: 'waiting', stepId: 'letter' });
    expect(await run(made)).toEqual(end);
    const waiting = await record(made);
    expect(waiting.status).toBe('awaiting_approval');
    expect(waiting.steps.letter?.approval).toMatchObject({
      state: 'pending',
      checks: [{ check: 'proofread', passed: true }],
    });
    expect(ledger.commits).toEqual([]);
  });

  it('names the sources that failed while it was made', async () => {
    const ledger: Ledger = { calls: [], commits: [] };
    const letter = letterTool(ledger) as ProposeTool;
    const asking: ProposeTool = {
      ...letter,
      run: async (input, context) => {
        await context.data.account('a1');
        return letter.run(input, context);
      },
    };
    const failed = [{ source: 'A', kind: 'timeout', message: 'A did not answer in time' } as const];
    const coverage = async () => ({ asked: ['A'], answered: [], failed, mock: [] });
    const data = { ...inMemoryData(), coverage };
    world = openWorld([readTool('echo', ledger), asking, checkTool('proofread')], { data });
    const made = plan(world.teamId, steps());
    await world.start(made);
    const { approval } = (await world.record(made)).steps.letter ?? {};
    expect(approval?.proposal.unknowns).toContain('A did not answer in time.');
  });

  it('is committed once, exactly as approved, under its own key', async () => {
    const { teamId, start, run, record, ledger, events } = open();
    const made = plan(teamId, steps());
    await start(made);
    await decideOpen(world as World, made, 'letter', 'approved');
    expect(await run(made)).toEqual({ kind: 'ended' });
    expect(await run(made)).toEqual({ kind: 'ended' });
    expect(ledger.commits).toEqual([{ key: `${made.planId}:letter:1`, body: 'facts', approvedBy: 'U1' }]);
    expect((await record(made)).status).toBe('completed');
    expect(events.filter(({ name }) => name === 'approval_received')).toHaveLength(1);
  });

  it.each([
    ['denied', 'skip', { facts: 'succeeded', letter: 'denied', after: 'succeeded', needs: 'skipped' }],
    ['denied', 'stop', { facts: 'succeeded', letter: 'denied', after: 'skipped', needs: 'skipped' }],
    ['expired', 'skip', { facts: 'succeeded', letter: 'expired', after: 'succeeded', needs: 'skipped' }],
    ['expired', 'stop', { facts: 'succeeded', letter: 'expired', after: 'skipped', needs: 'skipped' }],
  ] as const)('that is %s does %s', async (decision, onDenied, expected) => {
    const opened = open();
    const made = plan(opened.teamId, steps(onDenied));
    await opened.start(made);
    if (decision === 'expired')
      await letExpire(opened, { planId: made.planId, stepId: 'letter', version: 1, hash: '' });
    await decideOpen(opened, made, 'letter', decision);
    await opened.run(made);
    const ended = await opened.record(made);
    expect(statuses(ended)).toEqual(expected);
    expect(ended.status).toBe('partial');
    expect(opened.ledger.commits).toEqual([]);
  });

  it('that a check blocks is never shown to anybody', async () => {
    const { teamId, start, record } = open();
    const made = plan(teamId, [
      proposeStep('letter', { input: { text: 'forbidden' }, checks: ['proofread'] }),
    ]);
    await start(made);
    const { letter } = (await record(made)).steps;
    expect(letter).toMatchObject({ status: 'failed', error: { code: 'POLICY_CHECK', hint: 'leave it out' } });
    expect(letter).not.toHaveProperty('approval');
  });

  it('that was edited is committed in its new words under a new key', async () => {
    const opened = open();
    const { teamId, start, run, record, ledger, decisions } = opened;
    const made = plan(teamId, steps());
    await start(made);
    const before = await record(made);
    const { version = 0, hash = '' } = before.steps.letter?.approval ?? {};
    const ref = { planId: made.planId, stepId: 'letter', version, hash };
    const edit = (body: string, subject = 'Your new warehouse in Lyon') =>
      decisions.edit(before, { ref, text: { body, subject }, by: 'U1' });
    expect(await edit('facts')).toEqual({ kind: 'unchanged' });
    expect(await edit('a forbidden text')).toMatchObject({
      kind: 'blocked',
      issues: [{ message: 'a forbidden word' }],
    });
    expect(await edit('Better words')).toEqual({ kind: 'amended', version: 2 });
    const old = { teamId, ref, decision: 'approved', by: 'U1' } as const;
    expect(await decisions.decide(before, old)).toEqual({ kind: 'superseded', version: 2 });
    await decideOpen(opened, made, 'letter', 'approved');
    await run(made);
    expect(ledger.commits).toMatchObject([{ key: `${made.planId}:letter:2`, body: 'Better words' }]);
  });

  it('waits behind another: one approval is open at a time', async () => {
    const opened = open();
    const made = plan(opened.teamId, [
      proposeStep('first', { input: { text: 'a' } }),
      proposeStep('second', { input: { text: 'b' } }),
    ]);
    expect(await opened.start(made)).toMatchObject({ stepId: 'first' });
    expect((await opened.record(made)).steps.second?.status).toBe('pending');
    await decideOpen(opened, made, 'first', 'approved');
    expect(await opened.run(made)).toMatchObject({ kind: 'waiting', stepId: 'second' });
    await decideOpen(opened, made, 'second', 'denied');
    await opened.run(made);
    expect((await opened.record(made)).status).toBe('partial');
  });

  it('is gone when the plan is cancelled', async () => {
    const opened = open();
    const made = plan(opened.teamId, steps());
    await opened.start(made);
    expect(await opened.decisions.cancel(made, 'U1')).toBe('applied');
    expect(await opened.decisions.cancel(made, 'U1')).toBe('fenced');
    expect(await decideOpen(opened, made, 'letter', 'approved')).toMatchObject({
      kind: 'already',
      state: 'cancelled',
    });
    expect(await opened.run(made)).toEqual({ kind: 'ended' });
    expect(opened.events.filter(({ name }) => name === 'plan_ended')).toHaveLength(1);
  });
});
