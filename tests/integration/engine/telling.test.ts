import { afterEach, expect, it, vi } from 'vitest';
import type { MessageKey } from '../../../src/core/ports.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { decideOpen, openWorld, type World } from '../../support/engine-world.ts';
import { createLatch, type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());

function listening(tools: Parameters<typeof openWorld>[0]) {
  const heard: MessageKey['kind'][] = [];
  const opened = openWorld(tools, {
    wakeups: {
      plan: async () => undefined,
      decided: async () => undefined,
      message: async (_teamId, { kind }) => void heard.push(kind),
    },
  });
  world = opened;
  /** What was heard since; on a slow machine a plan is called for more than once. */
  const since = () => heard.splice(0).filter((kind, index, all) => kind !== all[index - 1]);
  return { ...opened, heard, since };
}

it('calls for messages when there is something to see: queued, asking, decided, handed over, ended', async () => {
  const ledger: Ledger = { calls: [], commits: [] };
  const { since, ...opened } = listening([readTool('echo', ledger), letterTool(ledger)]);
  const made = plan(opened.teamId, [
    step('one'),
    step('two', { after: ['one'] }),
    proposeStep('letter', { after: ['two'] }),
    step('last', { after: ['letter'] }),
  ]);
  await opened.start(made);
  expect(since()).toEqual(['plan', 'approval', 'plan']);
  await decideOpen(opened, made, 'letter', 'approved');
  expect(since()).toEqual(['approval']);
  await opened.run(made);
  expect(since()).toEqual(['handover', 'plan']);
});

it('calls for the message of a plan that takes long, again and again', async () => {
  const release = createLatch(2);
  const slow = readTool('slow', { calls: [], commits: [] }, async ({ text }) => {
    await release.enter();
    return { text };
  });
  const { heard, ...opened } = listening([slow]);
  const made = plan(opened.teamId, [step('one', { tool: 'slow' })]);
  const run = opened.start(made);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(3), { timeout: 20_000 });
  await release.enter();
  await run;
  expect(new Set(heard)).toEqual(new Set(['plan']));
});
