import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { projectPath } from '../../src/config/paths.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts';
import type { GoalWorld } from '../../src/planner/goal/read-goal.ts';

/** The sample book of business and its documents, as the demo has them. */
export async function openOwnWorld(): Promise<GoalWorld & { close(): Promise<void> }> {
  const dir = projectPath('data', 'sample');
  const clock = { now: () => new Date('2026-11-25T10:00:00Z') };
  const told = { onReload: () => undefined, onProblem: () => undefined };
  const book = await openLocalBook({ dir, isSample: true, clock, ...told });
  const knowledge = await openKnowledge({
    bookDir: dir,
    mode: () => book.status().mode,
    clock,
    rules: loadPlaybook().knowledge,
    ...told,
  });
  return {
    data: book,
    knowledge,
    close: async () => {
      await Promise.all([book.close(), knowledge.close()]);
    },
  };
}
