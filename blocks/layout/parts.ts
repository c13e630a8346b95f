import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { clip, lengthOf, literal, oneLine } from '../text/clean.ts';
import { clipMarkup, join, type Mrkdwn, md, rawOf } from '../text/mrkdwn.ts';

/** Slack refuses empty texts. */
const EMPTY = '–';

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: clip(literal(oneLine(text)), max) || EMPTY, emoji: false };
}

/** `verbatim` keeps Slack from making links and mentions of what merely looks like them. */
function mrkdwn(markup: Mrkdwn, max: number): MrkdwnElement {
  return { type: 'mrkdwn', text: rawOf(clipMarkup(markup, max)) || EMPTY, verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

export function section(markup: Mrkdwn, max = 3_000): SectionBlock {
  return { type: 'section', text: mrkdwn(markup, Math.min(max, 3_000)) };
}

export function context(...markups: readonly Mrkdwn[]): ContextBlock {
  return { type: 'context', elements: markups.slice(0, 10).map((markup) => mrkdwn(markup, 600)) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** Text exactly as it is, to read or copy whole. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: literal(text) || EMPTY }] },
    ],
  };
}

/** The same under a title of ours. */
export function titledText(title: string, text: string): RichTextBlock {
  const heading = { type: 'text', text: title, style: { bold: true } } as const;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [heading] }, ...preformatted(text).elements],
  };
}

export interface ButtonOptions {
  readonly text: string;
  readonly actionId: string;
  /** At most 2,000 characters; what does not fit must not be offered as a button. */
  readonly value: string;
  /** What a screen reader says instead of the text. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: ConfirmationDialog;
}

export function button({ text, actionId, value, label, style, confirm }: ButtonOptions): Button {
  return {
    type: 'button',
    text: plain(text, 75),
    action_id: actionId,
    value,
    accessibility_label: clip(literal(oneLine(label)), 75),
    ...(style && { style }),
    ...(confirm && { confirm }),
  };
}

export function actions(elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, 25) };
}

export interface ListOptions {
  /** Code points for the whole list. */
  readonly max: number;
  /** Code points for one line. */
  readonly line?: number;
  /** Where the rest can be read. */
  readonly more?: Mrkdwn;
}

/** Lines with a bullet. Whole lines are left out rather than cut, and their number is said. */
export function bullets(items: readonly Mrkdwn[], { max, line = 300, more }: ListOptions): Mrkdwn {
  const where = more ? md`, see ${more}` : md``;
  const room = max - lengthOf(rawOf(where)) - 20;
  const lines: Mrkdwn[] = [];
  let used = 0;
  for (const item of items) {
    const shown = md`• ${clipMarkup(item, line)}`;
    used += lengthOf(rawOf(shown)) + 1;
    if (used > room && lines.length > 0) break;
    lines.push(shown);
  }
  const left = items.length - lines.length;
  return join(left > 0 ? [...lines, md`• ${left} more${where}`] : lines, '\n');
}
