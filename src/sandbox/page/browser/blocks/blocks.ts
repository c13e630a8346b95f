import { isJson, type Json, listOf, textOf } from '../../../json.ts';
import { el } from '../dom.ts';
import type { BlockContext } from './context.ts';
import { renderElement, renderImage } from './element.ts';
import { renderInput } from './input-block.ts';
import { renderRichText } from './rich-text.ts';
import { plainText, renderText } from './text-object.ts';
import { troubleBox } from './trouble.ts';

type Draw = (block: Json, context: BlockContext) => HTMLElement;

const blockId = (block: Json) => textOf(block.block_id);

const section: Draw = (block, context) => {
  const fields = listOf(block.fields);
  return el(
    'div',
    { class: block.accessory ? 'section has-accessory' : 'section' },
    el(
      'div',
      { class: 'section-text' },
      ...renderText(block.text, context),
      fields.length > 0 &&
        el(
          'div',
          { class: 'facts' },
          ...fields.map((field) => el('div', { class: 'fact' }, ...renderText(field, context))),
        ),
    ),
    block.accessory !== undefined && renderElement(block.accessory, blockId(block), context),
  );
};

const context: Draw = (block, context) =>
  el(
    'div',
    { class: 'context' },
    ...listOf(block.elements).map((element) => {
      if (!isJson(element)) return troubleBox('This page cannot draw this part.', element);
      if (element.type === 'image') return renderImage(element);
      if (element.type !== 'mrkdwn' && element.type !== 'plain_text')
        return troubleBox(`This page cannot draw "${textOf(element.type)}" here.`, element);
      return el('span', { class: 'context-part' }, ...renderText(element, context));
    }),
  );

const actions: Draw = (block, context) =>
  el(
    'div',
    { class: 'actions' },
    ...listOf(block.elements).map((element) => renderElement(element, blockId(block), context)),
  );

const DRAW: Readonly<Record<string, Draw>> = {
  header: (block, context) => el('h3', { class: 'header' }, ...renderText(block.text, context)),
  section,
  context,
  divider: () => el('hr'),
  actions,
  input: renderInput,
  rich_text: (block, { names }) => renderRichText(block, names),
  image: (block) => {
    const figure = renderImage(block);
    if (block.title) figure.prepend(el('strong', {}, plainText(block.title)));
    return figure;
  },
};

/** Blocks in their order. A block that the page does not know shows as a box that says so. */
export function renderBlocks(blocks: readonly unknown[], context: BlockContext): HTMLElement[] {
  return blocks.map((block) => {
    const type = isJson(block) ? textOf(block.type) : '';
    const draw = Object.hasOwn(DRAW, type) ? DRAW[type] : undefined;
    if (!isJson(block) || !draw) return troubleBox(`This page cannot draw the block "${type}".`, block);
    try {
      return draw(block, context);
    } catch (error) {
      return troubleBox(`This page failed to draw the block "${type}": ${String(error)}`, block);
    }
  });
}
