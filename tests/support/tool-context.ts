import { loadPlaybook } from '../../src/config/playbook.ts';
import type { WorkspaceRecords } from '../../src/core/audit-trail.ts';
import type { Drafter } from '../../src/core/drafter.ts';
import type { Icp } from '../../src/core/icp.ts';
import type { DealHistory } from '../../src/core/learning.ts';
import type { PlanMaker } from '../../src/core/planning.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import type { CommitContext, ToolContext } from '../../src/core/tool.ts';
import type { Touches } from '../../src/core/touches.ts';
import { type Book, inMemoryData } from './in-memory-data.ts';
import { inMemoryKnowledge } from './in-memory-knowledge.ts';
import { anIcp, NOW } from './records.ts';

/** The playbook as it is shipped. */
export const PLAYBOOK = loadPlaybook();

interface Given extends Book {
  readonly icp?: Icp;
  readonly playbook?: Playbook;
  /** The knowledge folder: texts by file name. */
  readonly documents?: Readonly<Record<string, string>>;
  readonly now?: Date;
  readonly history?: DealHistory;
  readonly senderName?: string;
  readonly planMaker?: PlanMaker;
  readonly drafter?: Drafter;
  readonly touches?: Touches;
  readonly records?: WorkspaceRecords;
}

/** What a tool sees of the world, made of a book of business. */
export function toolContext({
  icp = anIcp(),
  playbook = PLAYBOOK,
  documents,
  now = NOW,
  history,
  senderName,
  planMaker,
  drafter,
  touches,
  records,
  ...book
}: Given = {}): ToolContext {
  return {
    planId: '01KAP0000000000000000000AA',
    stepId: 'step',
    traceId: 'trace-1',
    now,
    data: inMemoryData(book),
    knowledge: inMemoryKnowledge(documents),
    icp,
    playbook,
    ...(history && { history }),
    ...(senderName === undefined ? {} : { senderName }),
    ...(planMaker && { planMaker }),
    ...(drafter && { drafter }),
    ...(touches && { touches }),
    ...(records && { records }),
    signal: new AbortController().signal,
  };
}

export function commitContext(given: Given = {}): CommitContext {
  return {
    ...toolContext(given),
    bookWriter: { assign: async () => ({ file: 'assignments.csv' }) },
    idempotencyKey: '01KAP0000000000000000000AA:step:1',
    approvedBy: 'U1',
  };
}
