import { arrayOf, type Check, type Fields, isRecord, number, oneOf, pick, string, tagged } from './check.ts';
import { ELEMENTS } from './elements.ts';
import { block, LAYOUT } from './layout.ts';
import { anyText, blockId, plainText, url } from './objects.ts';

const id = string({ min: 1 });

/** Checks the named fields and lets the others pass. */
function loose(required: Fields, optional: Fields = {}): Check {
  const known: Fields = { block_id: blockId, ...required, ...optional };
  return (value, at, report) => {
    if (!isRecord(value)) return;
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(`missing required field: ${name}`, at);
    }
    for (const [name, check] of Object.entries(known)) {
      if (value[name] !== undefined) check(value[name], `${at}/${name}`, report);
    }
  };
}

const card = loose(
  {},
  {
    title: anyText(150),
    subtitle: anyText(150),
    body: anyText(200),
    subtext: anyText(200),
    actions: arrayOf(tagged(pick(ELEMENTS, 'button')), { max: 3 }),
  },
);
const columns = arrayOf(loose({}), { min: 1, max: 20 });

/** Blocks that exist but that we do not send: their limits hold, their finer shape is let pass. */
export const RARE_BLOCKS: Fields = {
  alert: block({ text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: loose({ elements: arrayOf(tagged({ card }), { min: 1, max: 10 }) }),
  container: loose(
    { child_blocks: arrayOf(tagged({ ...LAYOUT, card }), { max: 10 }) },
    { title: plainText(150), subtitle: anyText(150) },
  ),
  context_actions: block({
    elements: arrayOf(tagged(pick(ELEMENTS, 'feedback_buttons', 'icon_button')), { min: 1, max: 5 }),
  }),
  data_table: loose(
    { rows: arrayOf(columns, { min: 2, max: 201 }) },
    { page_size: number({ min: 1, max: 100 }), caption: id },
  ),
  file: block({ external_id: id, source: oneOf('remote') }),
  plan: loose({ title: id, tasks: arrayOf(loose({ task_id: id, title: id })) }),
  task_card: loose({ task_id: id, title: id }),
  video: loose(
    {
      alt_text: string({ min: 1, max: 200 }),
      title: plainText(200),
      thumbnail_url: url,
      video_url: url,
    },
    {
      author_name: string({ max: 50 }),
      description: plainText(200),
      provider_name: string({ max: 50 }),
    },
  ),
};
