import { arrayOf, boolean, type Check, type Fields, number, oneOf, shape, string, tagged } from './check.ts';

const id = string({ min: 1 });
const styles: Fields = Object.fromEntries(
  ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'].map((name) => [
    name,
    boolean,
  ]),
);
const style = shape({}, styles);
const inline = (required: Fields, optional: Fields = {}): Check =>
  shape({ type: id, ...required }, { style, ...optional });

const INLINE: Fields = {
  text: inline({ text: string({ min: 1 }) }),
  link: inline({ url: id }, { text: string(), unsafe: boolean }),
  emoji: inline({ name: id }, { unicode: string(), skin_tone: number() }),
  user: inline({ user_id: id }),
  usergroup: inline({ usergroup_id: id }),
  channel: inline({ channel_id: id }),
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  color: inline({ value: id }),
  date: inline({ timestamp: number(), format: id }, { fallback: string(), url: id }),
  team: inline({ team_id: id }),
};

const run = arrayOf(tagged(INLINE));
const border = number({ min: 0 });
const section = shape({ type: id, elements: run });

const rows: Check = tagged({
  rich_text_section: section,
  rich_text_quote: shape({ type: id, elements: run }, { border }),
  rich_text_preformatted: shape({ type: id, elements: run }, { border, language: string() }),
  rich_text_list: shape(
    {
      type: id,
      style: oneOf('bullet', 'ordered'),
      elements: arrayOf(tagged({ rich_text_section: section }), { min: 1 }),
    },
    { indent: number({ min: 0, max: 8 }), offset: number({ min: 0 }), border },
  ),
});

/** The rows of a `rich_text` block. */
export const richTextRows = arrayOf(rows);

/** A whole `rich_text` value as it stands inside another object. */
export const richText: Check = tagged({
  rich_text: shape({ type: id, elements: richTextRows }, { block_id: string({ max: 255 }) }),
});

/** What a rich text input starts with: a whole value, or one run of it. */
export const richTextInitialValue: Check = tagged({ ...INLINE, rich_text: richText });
