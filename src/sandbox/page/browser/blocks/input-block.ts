import { isJson, type Json, textOf } from '../../../json.ts';
import { el, freshId, icon } from '../dom.ts';
import { ICONS } from '../icons.ts';
import type { BlockContext } from './context.ts';
import { fieldOf } from './fields.ts';
import { renderText } from './text-object.ts';
import { troubleBox } from './trouble.ts';

/** A field with its label, hint and complaint. */
export function renderInput(block: Json, context: BlockContext): HTMLElement {
  const { element } = block;
  const field = isJson(element) ? fieldOf(element.type) : undefined;
  if (!isJson(element) || !field)
    return troubleBox(
      `This page cannot draw the field "${isJson(element) ? textOf(element.type) : ''}".`,
      block,
    );
  const { form } = context;
  const dispatches = block.dispatch_action === true;
  if (!form && !dispatches) return troubleBox('A field outside of a modal needs "dispatch_action".', block);
  const blockId = textOf(block.block_id);
  const complaint = form?.errors[blockId];
  const [id, hintId, complaintId] = [freshId('field'), freshId('hint'), freshId('complaint')];
  const described = [block.hint && hintId, complaint && complaintId].filter(Boolean).join(' ');
  const labelId = freshId('label');
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const control = field({
    element,
    context,
    value: form?.values.get(blockId),
    attributes: {
      id,
      'aria-labelledby': labelId,
      'aria-describedby': described || null,
      'aria-invalid': complaint ? 'true' : null,
      'aria-required': block.optional === true || isGroup ? null : 'true',
    },
    onChange(value, isDone) {
      form?.values.set(blockId, value);
      if (isDone && dispatches) void context.use({ blockId, element, choose: value });
    },
  });
  return el(
    'div',
    { class: complaint ? 'input-block has-complaint' : 'input-block', 'data-block': blockId },
    el(
      isGroup ? 'span' : 'label',
      { class: 'label', id: labelId, for: isGroup ? null : id },
      ...renderText(block.label, context),
      block.optional === true && el('span', { class: 'optional' }, ' (optional)'),
    ),
    control,
    complaint && el('p', { class: 'complaint', id: complaintId }, icon(ICONS.alert), complaint),
    isJson(block.hint) && el('p', { class: 'hint', id: hintId }, ...renderText(block.hint, context)),
  );
}
