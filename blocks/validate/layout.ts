import {
  all,
  arrayOf,
  boolean,
  type Check,
  type Fields,
  isRecord,
  needsOneOf,
  oneOf,
  pick,
  shape,
  string,
  tagged,
} from './check.ts';
import { ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION } from './elements.ts';
import { altText, anyText, blockId, imageFields, imageSource, plainText } from './objects.ts';
import { richText, richTextRows } from './rich-text.ts';

const id = string({ min: 1 });

/** A block with its `type`, its optional `block_id` and these fields. */
export const block = (required: Fields, optional: Fields = {}): Check =>
  shape({ type: id, ...required }, { block_id: blockId, ...optional });

const contextElement = tagged({
  ...pick(ELEMENTS, 'image'),
  mrkdwn: anyText(3000),
  plain_text: anyText(3000),
});

const cell = tagged({
  raw_text: shape({ type: id, text: string({ min: 1 }) }),
  rich_text: richText,
});

/** All rows have the width of the first, and no more column settings than columns. */
const rectangular: Check = (value, at, report) => {
  if (!isRecord(value) || !Array.isArray(value.rows)) return;
  const widths = value.rows.map((row: unknown) => (Array.isArray(row) ? row.length : 0));
  const width = widths[0] ?? 0;
  for (const [index, other] of widths.entries()) {
    if (other !== width) report(`must have ${width} cells`, `${at}/rows/${index}`);
  }
  if (Array.isArray(value.column_settings) && value.column_settings.length > width) {
    report(`no more than ${width} items allowed`, `${at}/column_settings`);
  }
};

const columnSetting = shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

/** The blocks that carry our messages, by type. */
export const LAYOUT: Fields = {
  header: block({ text: plainText(150) }),
  section: all(
    block(
      {},
      {
        text: anyText(3000),
        fields: arrayOf(anyText(2000), { min: 1, max: 10 }),
        accessory: tagged(pick(ELEMENTS, ...IN_SECTION)),
        expand: boolean,
      },
    ),
    needsOneOf('must define either `text` or `fields`', 'text', 'fields'),
  ),
  context: block({ elements: arrayOf(contextElement, { min: 1, max: 10 }) }),
  divider: block({}),
  actions: block({ elements: arrayOf(tagged(pick(ELEMENTS, ...IN_ACTIONS)), { min: 1, max: 25 }) }),
  input: block(
    { label: plainText(2000), element: tagged(pick(ELEMENTS, ...IN_INPUT)) },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: block({ elements: richTextRows }),
  image: all(block({ alt_text: altText }, { ...imageFields, title: plainText(2000) }), imageSource),
  table: all(
    block(
      { rows: arrayOf(arrayOf(cell, { min: 1, max: 20 }), { min: 1, max: 100 }) },
      { column_settings: arrayOf(columnSetting, { max: 20 }) },
    ),
    rectangular,
  ),
  markdown: block({ text: string({ min: 1, max: 12_000 }) }),
};
