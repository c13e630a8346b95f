import { arrayOf, type Check, type Fields, isRecord, tagged } from './check.ts';
import { reportDuplicateIds } from './ids.ts';
import { LAYOUT } from './layout.ts';
import { collectProblems, type Problem, type Report } from './problem.ts';
import { RARE_BLOCKS } from './rare-blocks.ts';
import { reportMessageTotals } from './totals.ts';

export type Surface = 'message' | 'modal' | 'home';

const ALL_BLOCKS: Fields = { ...LAYOUT, ...RARE_BLOCKS };
const ONLY_IN_MESSAGES = [
  'markdown',
  'table',
  'data_table',
  'plan',
  'task_card',
  'context_actions',
  'file',
  'alert',
];

function blocksOn(surface: Surface): Check {
  if (surface === 'message') return arrayOf(tagged(ALL_BLOCKS), { max: 50 });
  const allowed = Object.entries(ALL_BLOCKS).filter(([type]) => !ONLY_IN_MESSAGES.includes(type));
  return arrayOf(tagged(Object.fromEntries(allowed)), { max: 100 });
}

const CHECKS: Record<Surface, Check> = {
  message: blocksOn('message'),
  modal: blocksOn('modal'),
  home: blocksOn('home'),
};

export function reportBlocks(blocks: unknown, surface: Surface, report: Report): void {
  const at = surface === 'message' ? '/blocks' : '/view/blocks';
  CHECKS[surface](blocks, at, report);
  if (!Array.isArray(blocks)) return;
  reportDuplicateIds(blocks, at, report);
  if (surface === 'message') reportMessageTotals(blocks, at, report);
  if (surface === 'modal') return;
  for (const [index, block] of blocks.entries()) {
    if (isRecord(block) && isRecord(block.element) && block.element.type === 'file_input') {
      report('unsupported type: file_input', `${at}/${index}/element/type`);
    }
  }
}

/** Everything that Slack would refuse about these blocks on this surface; empty when they are fine. */
export function validateBlocks(blocks: unknown, surface: Surface): Problem[] {
  return collectProblems((report) => reportBlocks(blocks, surface, report));
}
