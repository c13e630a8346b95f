import { afterEach, describe, expect, it } from 'vitest';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { decideOpen, openWorld, type World } from '../../support/engine-world.ts';
import { type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());

describe('events of the engine', () => {
  it('tell once how long a plan took to go on after its approval', async () => {
    const ledger: Ledger = { calls: [], commits: [] };
    world = openWorld([letterTool(ledger)]);
    const made = plan(world.teamId, [proposeStep('letter', { input: { text: 'x' } })]);
    await world.start(made);
    await decideOpen(world, made, 'letter', 'approved');
    await world.run(made);
    await world.run(made);
    const starts = world.events.filter(({ name }) => name === 'tool_call_start');
    expect(starts).toMatchObject([{ attempt: 1 }, { attempt: 2, resumedAfterMs: expect.any(Number) }]);
    expect(starts[0]).not.toHaveProperty('resumedAfterMs');
  });

  it('tell what a failed attempt cost', async () => {
    const fail = () => Promise.reject(new Error('no'));
    world = openWorld([readTool('odd', { calls: [], commits: [] }, fail)]);
    const made = plan(world.teamId, [step('one', { tool: 'odd', cost: 2 })]);
    await world.start(made);
    const failure = world.events.find(({ name }) => name === 'tool_call_error');
    expect(failure).toMatchObject({ cost: 2, willRetry: false });
    expect((await world.record(made)).spent.cost).toBe(2);
  });
});
