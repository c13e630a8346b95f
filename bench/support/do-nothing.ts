import { z } from 'zod';
import type { Proposal } from '../../src/core/proposal.ts';
import type { Tool } from '../../src/core/tool.ts';

const ANYTHING = { input: z.looseObject({}), output: z.looseObject({}) };
const NOTHING = { ok: true };

const PROPOSAL: Proposal = {
  summary: 'Send this?',
  payload: {
    kind: 'message',
    channel: 'email',
    accountId: 'acc_acme',
    accountName: 'Acme Robotics',
    recipient: {},
    subject: 'Nothing',
    body: 'Nothing.',
  },
  consequences: ['Nothing.'],
  reasoning: [],
  evidence: [],
  unknowns: [],
  risk: 'low',
};

/** The same tools, none of which does any work: what is left is the engine. */
export function doingNothing(tools: ReadonlyMap<string, Tool>): ReadonlyMap<string, Tool> {
  return new Map([...tools].map(([name, tool]) => [name, emptied(tool)]));
}

function emptied(tool: Tool): Tool {
  if (tool.sideEffect !== 'read-only')
    return { ...tool, ...ANYTHING, run: async () => PROPOSAL, commit: async () => NOTHING };
  const idle = { ...tool, ...ANYTHING, run: async () => NOTHING };
  if (!tool.check) return idle;
  return {
    ...idle,
    check: { ...tool.check, verdict: () => ({ passed: true, summary: 'Nothing.', issues: [] }) },
  };
}
