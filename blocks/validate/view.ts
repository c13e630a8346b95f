import { reportBlocks } from './blocks.ts';
import { boolean, type Check, isRecord, oneOf, shape, string, tagged } from './check.ts';
import { plainText } from './objects.ts';
import { collectProblems, type Problem } from './problem.ts';

/** Slack refuses a view whose JSON is longer than this. */
export const MAX_VIEW_BYTES = 250_000;

const anything: Check = () => {};
const common = {
  private_metadata: string({ max: 3000 }),
  callback_id: string({ max: 255 }),
  external_id: string({ max: 255 }),
};

const checkView = tagged({
  modal: shape(
    { type: oneOf('modal'), title: plainText(24), blocks: anything },
    {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: shape({ type: oneOf('home'), blocks: anything }, common),
});

/** Everything that Slack would refuse about this view; pointers start with `/view`. */
export function validateView(
  view: unknown,
  allowed: readonly ('modal' | 'home')[] = ['modal', 'home'],
): Problem[] {
  return collectProblems((report) => {
    if (isRecord(view) && typeof view.type === 'string' && !allowed.some((type) => type === view.type)) {
      return report(`unsupported type: ${view.type}`, '/view/type');
    }
    checkView(view, '/view', report);
    if (!isRecord(view) || view.blocks === undefined) return;
    reportBlocks(view.blocks, view.type === 'home' ? 'home' : 'modal', report);
    if (view.type !== 'modal' || view.submit !== undefined || !Array.isArray(view.blocks)) return;
    for (const [index, block] of view.blocks.entries()) {
      if (isRecord(block) && block.type === 'input') {
        report('must define `submit` to use an `input` block in modals', `/view/blocks/${index}/input`);
      }
    }
  });
}
