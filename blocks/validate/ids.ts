import { isRecord } from './check.ts';
import type { Report } from './problem.ts';

/** An interactive element, the block that holds it and the pointers to both. */
export interface PlacedElement {
  readonly element: Record<string, unknown>;
  readonly block: Record<string, unknown>;
  readonly pointer: string;
}

const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The elements of a list of blocks, in reading order; what is no object is left out. */
export function placedElements(blocks: readonly unknown[], at = ''): PlacedElement[] {
  return blocks.flatMap((block, index) => {
    if (!isRecord(block)) return [];
    const here = `${at}/${index}`;
    const candidates: [unknown, string][] = [
      [block.accessory, `${here}/accessory`],
      [block.element, `${here}/element`],
      ...items(block.elements).map((value, i): [unknown, string] => [value, `${here}/elements/${i}`]),
      ...items(block.actions).map((value, i): [unknown, string] => [value, `${here}/actions/${i}`]),
    ];
    return candidates.flatMap(([element, pointer]) =>
      isRecord(element) && element.type !== 'mrkdwn' && element.type !== 'plain_text'
        ? [{ element, block, pointer }]
        : [],
    );
  });
}

/** Block ids are unique in a message or view, action ids in their block. */
export function reportDuplicateIds(blocks: readonly unknown[], at: string, report: Report): void {
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const id = isRecord(block) ? block.block_id : undefined;
    if (id === undefined || id === '') continue;
    if (blockIds.has(id)) report(`\`block_id\` "${id}" already exists`, `${at}/${index}/block_id`);
    blockIds.add(id);
  }
  const actionIds = new Map<unknown, Set<unknown>>();
  for (const { element, block, pointer } of placedElements(blocks, at)) {
    const id = element.action_id;
    if (id === undefined || id === '') continue;
    const seen = actionIds.get(block) ?? new Set();
    if (seen.has(id)) report(`\`action_id\` "${id}" already exists`, `${pointer}/action_id`);
    actionIds.set(block, seen.add(id));
  }
}
