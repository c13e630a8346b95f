import { isJson, type Json, listOf, textOf } from '../../../json.ts';
import { el } from '../dom.ts';
import { formatDate } from '../markup/dates.ts';
import { emojiOf, linkTo, mentionOf } from '../markup/render.ts';
import type { Names } from '../state/names.ts';
import { troubleBox } from './trouble.ts';

const STYLES = { code: 'code', bold: 'strong', italic: 'em', strike: 's', underline: 'u' } as const;

function styled(node: Node, style: unknown): Node {
  if (!isJson(style)) return node;
  return Object.entries(STYLES).reduce(
    (inner, [name, tag]) => (style[name] === true ? el(tag, {}, inner) : inner),
    node,
  );
}

function leaf(node: Json, names: Names): Node {
  switch (node.type) {
    case 'text':
      return document.createTextNode(textOf(node.text));
    case 'link':
      return linkTo(textOf(node.url), textOf(node.text) || textOf(node.url));
    case 'user':
      return mentionOf(names.person(textOf(node.user_id)));
    case 'usergroup':
      return mentionOf(names.group(textOf(node.usergroup_id)));
    case 'channel':
      return mentionOf(names.channel(textOf(node.channel_id)), '#');
    case 'broadcast':
      return mentionOf(textOf(node.range));
    case 'emoji':
      return emojiOf(textOf(node.name));
    case 'date': {
      const options = { now: new Date() };
      const text = formatDate(
        String(node.timestamp ?? ''),
        textOf(node.format),
        textOf(node.fallback),
        options,
      );
      return el('span', { class: 'date' }, text);
    }
    default:
      return troubleBox(`This page cannot draw the text element "${textOf(node.type)}".`, node);
  }
}

function leaves(node: Json, names: Names): Node[] {
  return listOf(node.elements)
    .filter(isJson)
    .map((one) => styled(leaf(one, names), one.style));
}

function list(node: Json, names: Names): HTMLElement {
  const tag = node.style === 'ordered' ? 'ol' : 'ul';
  const depth = Math.min(8, Number(node.indent ?? 0));
  const start = tag === 'ol' && Number(node.offset ?? 0) > 0 ? Number(node.offset) + 1 : null;
  const items = listOf(node.elements).filter(isJson);
  return el(
    tag,
    { class: `indent-${depth}`, start },
    ...items.map((item) => el('li', {}, ...leaves(item, names))),
  );
}

/** One part of a rich text. */
function part(node: Json, names: Names): HTMLElement {
  switch (node.type) {
    case 'rich_text_section':
      return el('p', {}, ...leaves(node, names));
    case 'rich_text_preformatted':
      return el('pre', { tabindex: 0 }, ...leaves(node, names));
    case 'rich_text_quote':
      return el('blockquote', {}, ...leaves(node, names));
    case 'rich_text_list':
      return list(node, names);
    default:
      return troubleBox(`This page cannot draw the text part "${textOf(node.type)}".`, node);
  }
}

export function renderRichText(block: Json, names: Names): HTMLElement {
  const parts = listOf(block.elements).filter(isJson);
  return el('div', { class: 'rich-text' }, ...parts.map((one) => part(one, names)));
}
