import { z } from 'zod';
import { CugarError } from '../../src/core/errors.ts';
import type { MessagePayload } from '../../src/core/proposal.ts';
import { definePropose, defineTool, type Tool } from '../../src/core/tool.ts';
import { aPayload, aProposal } from './plan-records.ts';

/** What the tools below did to the outside world, in order. */
export interface Ledger {
  readonly calls: string[];
  readonly commits: { readonly key: string; readonly body: string; readonly approvedBy: string }[];
}

const Said = z.strictObject({ text: z.string() });
const shared = {
  domain: 'intelligence',
  purpose: 'What happens?',
  guardrails: [],
  idempotent: true,
} as const;
type Read = (input: { text: string }, signal: AbortSignal) => Promise<unknown>;

/** A read-only tool with the given behaviour; every call goes into the ledger. */
export function readTool(name: string, ledger: Ledger, run: Read = async ({ text }) => ({ text })): Tool {
  return defineTool({
    ...shared,
    name,
    sideEffect: 'read-only',
    input: z.strictObject({ text: z.string(), more: z.unknown().optional() }),
    output: Said,
    run: async (input, { stepId, signal }) => {
      ledger.calls.push(stepId);
      return (await run(input, signal)) as { text: string };
    },
  }) as unknown as Tool;
}

/** Fails so many times with a retryable error, then answers. */
export function flakyTool(name: string, ledger: Ledger, failures: number): Tool {
  let left = failures;
  return readTool(name, ledger, async ({ text }) => {
    if (left > 0) {
      left -= 1;
      throw new CugarError('RESOURCE_UNAVAILABLE', 'the source is away');
    }
    return { text };
  });
}

/** A check that blocks every text with the word `forbidden`. */
export function checkTool(name: string): Tool {
  return defineTool({
    ...shared,
    name,
    sideEffect: 'read-only',
    input: Said,
    output: z.strictObject({ good: z.boolean() }),
    run: async ({ text }) => ({ good: !text.includes('forbidden') }),
    check: {
      input: ({ payload }) => ({ text: payload.kind === 'message' ? payload.body : '' }),
      verdict: ({ good }) => ({
        passed: good,
        summary: good ? 'fine' : 'not fine',
        issues: good
          ? []
          : [{ severity: 'critical', message: 'a forbidden word', suggestion: 'leave it out' }],
      }),
    },
  }) as unknown as Tool;
}

export interface LetterOptions {
  readonly idempotent?: boolean;
  /** Runs in the middle of a commit, after its effect. */
  readonly afterEffect?: (signal: AbortSignal) => Promise<void>;
}

/** Proposes a message with the text of its input; a commit goes into the ledger. */
export function letterTool(
  ledger: Ledger,
  { idempotent = true, afterEffect = async () => undefined }: LetterOptions = {},
): Tool {
  return definePropose({
    ...shared,
    name: 'letter',
    domain: 'engagement',
    sideEffect: 'propose',
    idempotent,
    input: Said,
    output: z.strictObject({ sent: z.string() }),
    run: async ({ text }) => {
      ledger.calls.push('letter');
      return aProposal({ payload: aPayload({ body: text }) });
    },
    commit: async ({ payload }, { idempotencyKey, approvedBy, signal }) => {
      const { body } = payload as MessagePayload;
      ledger.commits.push({ key: idempotencyKey, body, approvedBy });
      await afterEffect(signal);
      return { sent: body };
    },
  }) as unknown as Tool;
}

/** Opens when as many are inside as it waits for. */
export function createLatch(parties: number): { enter(): Promise<void>; readonly open: Promise<void> } {
  let inside = 0;
  let release = () => {};
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    open,
    async enter() {
      inside += 1;
      if (inside >= parties) release();
      await open;
    },
  };
}
