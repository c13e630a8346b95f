import { loadPlaybook } from '../../src/config/playbook.ts';
import type { Icp } from '../../src/core/icp.ts';
import type { DealHistory } from '../../src/core/learning.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import type { CommitContext, ToolContext } from '../../src/core/tool.ts';
import { type Book, inMemoryData } from './in-memory-data.ts';
import { anIcp, NOW } from './records.ts';

/** The playbook as it is shipped. */
export const PLAYBOOK = loadPlaybook();

interface Given extends Book {
  readonly icp?: Icp;
  readonly playbook?: Playbook;
  readonly now?: Date;
  readonly history?: DealHistory;
  readonly senderName?: string;
}

/** What a tool sees of the world, made of a book of business. */
export function toolContext({
  icp = anIcp(),
  playbook = PLAYBOOK,
  now = NOW,
  history,
  senderName,
  ...book
}: Given = {}): ToolContext {
  return {
    planId: '01KAP0000000000000000000AA',
    stepId: 'step',
    traceId: 'trace-1',
    now,
    data: inMemoryData(book),
    icp,
    playbook,
    ...(history && { history }),
    ...(senderName === undefined ? {} : { senderName }),
    signal: new AbortController().signal,
  };
}

export function commitContext(given: Given = {}): CommitContext {
  return { ...toolContext(given), idempotencyKey: '01KAP0000000000000000000AA:step:1', approvedBy: 'U1' };
}
