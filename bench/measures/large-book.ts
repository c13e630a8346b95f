import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { dealWeights } from '../../src/core/deal-weights.ts';
import { Icp } from '../../src/core/icp.ts';
import type { ReadTool, ToolContext } from '../../src/core/tool.ts';
import { createDealHistory } from '../../src/learning/deal-history.ts';
import { catalogue } from '../../src/tools/index.ts';
import { inMemoryKnowledge } from '../../tests/support/in-memory-knowledge.ts';
import { inventedName } from '../support/invented-names.ts';
import { writeLargeBook } from '../support/large-book.ts';
import { shown } from '../support/numbers.ts';
import type { Line, Section } from '../support/report.ts';

const RESOLUTION_MS = 2;
const MS = 1e6;
const many = (count: number) => count.toLocaleString('en-US');
const clock = { now: () => new Date('2026-11-22T10:00:00Z') };
/** What is found once for each loaded book, in the order in which a first question would ask for it. */
const TOOLS = ['analyze_win_loss_patterns', 'extract_buyer_personas', 'assess_capacity_coverage'];

/** What a large book of business costs, and how long others wait meanwhile for their turn. */
export async function largeBook(accounts: number): Promise<Section> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-bench-book-'));
  const lines: Line[] = [];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delay.enable();
    // What comes before its first look is not seen.
    await pause(5 * RESOLUTION_MS);
    const startedAt = performance.now();
    const result = await work();
    const ms = performance.now() - startedAt;
    await pause(5 * RESOLUTION_MS);
    delay.disable();
    lines.push({
      what,
      value: `${shown(ms, 'ms')}, of which ${shown(delay.max / MS, 'ms')} at most in one go`,
    });
    return result;
  };
  try {
    await writeLargeBook(dir, accounts, inventedName);
    const before = process.memoryUsage.rss();
    const book = await timed('reading it', () => openLocalBook({ dir, clock, isSample: false }));
    const grown = (process.memoryUsage.rss() - before) / 1e6;
    const playbook = loadPlaybook();
    const history = createDealHistory(book, dealWeights(playbook));
    await timed('learning from its closed deals', () => history.lesson());
    const context: ToolContext = {
      planId: 'bench',
      stepId: 'bench',
      traceId: 'bench',
      now: clock.now(),
      data: book,
      knowledge: inMemoryKnowledge(),
      icp: Icp.parse({}),
      playbook,
      history,
      signal: new AbortController().signal,
    };
    for (const name of TOOLS) {
      const tool = catalogue.get(name) as ReadTool;
      const input = tool.input.parse({});
      for (const time of ['the first time', 'again'])
        await timed(`${name}, ${time}`, () => tool.run(input, context));
    }
    await book.close();
    const { contacts, opportunities, signals } = book.status().counts;
    return {
      title: 'A large book of business',
      how: `Invented: ${many(accounts)} accounts, ${many(contacts)} contacts, ${many(opportunities)} deals, ${many(signals)} signals; each piece of work once.`,
      lines: [...lines, { what: 'memory for it', value: shown(grown, 'MB') }],
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
