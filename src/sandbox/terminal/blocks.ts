import { isJson, type Json, listOf, textOf } from '../json.ts';
import type { Message } from '../messages.ts';
import { captionOf } from '../people/find-element.ts';
import { optionsOf } from '../people/form-state.ts';
import { type RenderContext, renderMrkdwn, renderPlain } from './mrkdwn.ts';
import { renderRichText } from './rich-text.ts';
import { visibleWidth } from './wrap.ts';

function renderText(value: unknown, context: RenderContext): string {
  if (!isJson(value)) return '';
  const text = textOf(value.text);
  return value.type === 'mrkdwn' ? renderMrkdwn(text, context) : renderPlain(text);
}

const quoted = (text: string) =>
  text.split('\n').map((line) => (line.startsWith('> ') || line === '>' ? `│ ${line.slice(2)}` : line));

function renderElement(element: unknown, context: RenderContext): string {
  if (!isJson(element)) return '';
  const { style } = context;
  const caption = renderPlain(captionOf(element));
  const type = textOf(element.type);
  if (type === 'mrkdwn' || type === 'plain_text') return renderText(element, context);
  if (type === 'image') return `[image: ${renderPlain(textOf(element.alt_text))}]`;
  if (type === 'button' || type === 'workflow_button') {
    const shown = `[ ${caption} ]${element.url ? ` (${textOf(element.url)})` : ''}`;
    if (element.style === 'primary') return style.good(shown);
    return element.style === 'danger' ? style.bad(shown) : shown;
  }
  if (type === 'plain_text_input')
    return `[ ${renderPlain(textOf(element.initial_value)) || caption || '…'} ]`;
  if (type === 'checkboxes' || type === 'radio_buttons') {
    const chosen = [element.initial_option, ...listOf(element.initial_options)]
      .filter(isJson)
      .map(({ value }) => value);
    return optionsOf(element)
      .map((option) => `${chosen.includes(option.value) ? '☑' : '☐'} ${renderText(option.text, context)}`)
      .join('\n');
  }
  const initial = isJson(element.initial_option) ? renderText(element.initial_option.text, context) : '';
  if (type === 'overflow')
    return `[ ⋯ ${optionsOf(element)
      .map((option) => renderText(option.text, context))
      .join(' | ')} ]`;
  return `[ ${initial || caption || type.replace(/_/g, ' ')} ▾ ]`;
}

function renderTable(block: Json, context: RenderContext): string[] {
  const rows = listOf(block.rows).map((row) =>
    listOf(row).map((cell) => {
      if (!isJson(cell)) return '';
      return cell.type === 'rich_text'
        ? renderRichText(cell, context).join(' ')
        : renderPlain(textOf(cell.text));
    }),
  );
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => visibleWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - visibleWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function renderSection(block: Json, context: RenderContext): string[] {
  const text = block.text ? quoted(renderText(block.text, context)) : [];
  const fields = listOf(block.fields).flatMap((field) => {
    const [title = '', ...rest] = renderText(field, context).split('\n');
    const value = rest.join(' ');
    if (!value) return [`  ${title}`];
    return [`  ${title}${/:\S*$/.test(title) ? '' : ':'} ${value}`];
  });
  const accessory = block.accessory ? renderElement(block.accessory, context).split('\n') : [];
  return [...text, ...fields, ...accessory.map((line) => `  ${line}`)];
}

function renderBlock(block: Json, context: RenderContext): string[] {
  const { style } = context;
  switch (block.type) {
    case 'header':
      return [style.bold(renderText(block.text, context))];
    case 'section':
      return renderSection(block, context);
    case 'context':
      return listOf(block.elements)
        .map((element) => renderElement(element, context))
        .join(' · ')
        .split('\n')
        .map((line) => style.dim(line));
    case 'divider':
      return [style.dim('────────')];
    case 'actions':
      return [
        listOf(block.elements)
          .map((element) => renderElement(element, context))
          .join('  '),
      ];
    case 'input': {
      const label = renderText(block.label, context) + (block.optional === true ? ' (optional)' : '');
      const hint = block.hint ? [style.dim(`  ${renderText(block.hint, context)}`)] : [];
      return [
        style.bold(label),
        ...renderElement(block.element, context)
          .split('\n')
          .map((line) => `  ${line}`),
        ...hint,
      ];
    }
    case 'rich_text':
      return renderRichText(block, context);
    case 'image':
      return [`[image: ${renderPlain(textOf(block.alt_text))}]`];
    case 'table':
      return renderTable(block, context);
    case 'markdown':
      return renderPlain(textOf(block.text))
        .replace(/\*\*(\S[^*\n]*)\*\*/g, (_all, inner: string) => style.bold(inner))
        .split('\n');
    default:
      return [`[a ${textOf(block.type)} block, which a terminal cannot show]`];
  }
}

/** Blocks as lines of text, not wrapped yet. */
export function renderBlocks(blocks: readonly Json[], context: RenderContext): string[] {
  return blocks.flatMap((block) => renderBlock(block, context));
}

/** A message as people see it: its blocks, or its text when it has none. */
export function renderContent(
  content: Pick<Message, 'text' | 'blocks' | 'files'>,
  context: RenderContext,
): string[] {
  const { text, blocks, files = [] } = content;
  const pictures = files.map(({ name, title, altText, mimetype }) =>
    mimetype.startsWith('image/')
      ? `[image: ${renderPlain(altText || title)}]`
      : `[file: ${renderPlain(name)}]`,
  );
  if (blocks.length > 0) return [...renderBlocks(blocks, context), ...pictures];
  return text === '' ? pictures : [...quoted(renderMrkdwn(text, context)), ...pictures];
}
