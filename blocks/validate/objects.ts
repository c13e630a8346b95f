import {
  all,
  arrayOf,
  boolean,
  type Check,
  needsOneOf,
  notBoth,
  oneOf,
  shape,
  string,
  tagged,
} from './check.ts';

const type = (name: string): Check => oneOf(name);

/** A `plain_text` object of at most `max` characters. */
export function plainText(max: number, min = 1): Check {
  const text = shape({ type: type('plain_text'), text: string({ min, max }) }, { emoji: boolean });
  return tagged({ plain_text: text });
}

/** A `plain_text` or `mrkdwn` object of at most `max` characters. */
export function anyText(max: number, min = 1): Check {
  return tagged({
    plain_text: plainText(max, min),
    mrkdwn: shape({ type: type('mrkdwn'), text: string({ min, max }) }, { verbatim: boolean }),
  });
}

export const actionId = string({ max: 255 });
export const blockId = string({ max: 255 });
export const url = string({ min: 1, max: 3000 });

export const confirm = shape(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

/** An option of a select (plain text only) or of radio buttons and checkboxes (either text). */
export function option(text: (max: number) => Check = plainText): Check {
  return shape({ text: text(75), value: string({ max: 150 }) }, { description: text(75), url });
}

export const optionGroup = shape({
  label: plainText(75),
  options: arrayOf(option(), { min: 1, max: 100 }),
});

const slackFile = all(
  shape({}, { id: string({ min: 1 }), url }),
  needsOneOf('must define either `id` or `url`', 'id', 'url'),
);

export const imageSource = all(
  needsOneOf('must define either `image_url` or `slack_file`', 'image_url', 'slack_file'),
  notBoth('image_url', 'slack_file'),
);

export const imageFields = { image_url: url, slack_file: slackFile };
export const altText = string({ min: 1, max: 2000 });

export const conversationFilter = shape(
  {},
  {
    include: arrayOf(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

export const dispatchActionConfig = shape(
  {},
  { trigger_actions_on: arrayOf(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1 }) },
);

export const workflow = shape({
  trigger: shape(
    { url },
    { customizable_input_parameters: arrayOf(shape({ name: string({ min: 1 }), value: string() })) },
  ),
});
