import { isJson, type Json, listOf, textOf } from '../json.ts';
import { channelLabel, type RenderContext, renderPlain, userName } from './mrkdwn.ts';

function renderRun(run: Json, context: RenderContext): string {
  const { style } = context;
  const styles = isJson(run.style) ? run.style : {};
  const marked = (text: string) => {
    const bold = styles.bold ? style.bold(text) : text;
    const italic = styles.italic ? style.italic(bold) : bold;
    return styles.strike ? style.strike(italic) : italic;
  };
  switch (run.type) {
    case 'user':
      return style.accent(`@${userName(context, textOf(run.user_id))}`);
    case 'usergroup':
      return style.accent(
        `@${context.world.groups.get(textOf(run.usergroup_id))?.handle ?? textOf(run.usergroup_id)}`,
      );
    case 'channel':
      return style.accent(channelLabel(context, textOf(run.channel_id)));
    case 'broadcast':
      return style.accent(`@${textOf(run.range)}`);
    case 'link':
      return run.text ? `${marked(renderPlain(textOf(run.text)))} (${textOf(run.url)})` : textOf(run.url);
    case 'emoji':
      return renderPlain(`:${textOf(run.name)}:`);
    case 'date':
      return textOf(run.fallback);
    default:
      return marked(renderPlain(textOf(run.text)));
  }
}

const renderRuns = (node: Json, context: RenderContext): string[] =>
  listOf(node.elements)
    .map((run) => (isJson(run) ? renderRun(run, context) : ''))
    .join('')
    .replace(/\n$/, '')
    .split('\n');

/** The lines of a `rich_text` value. */
export function renderRichText(value: Json, context: RenderContext): string[] {
  return listOf(value.elements).flatMap((row) => {
    if (!isJson(row)) return [];
    if (row.type === 'rich_text_list') {
      const indent = '  '.repeat(Number(row.indent ?? 0));
      const first = Number(row.offset ?? 0) + 1;
      return listOf(row.elements).flatMap((item, index) => {
        const mark = row.style === 'ordered' ? `${first + index}.` : '•';
        return isJson(item) ? [`${indent}${mark} ${renderRuns(item, context).join(' ')}`] : [];
      });
    }
    const lines = renderRuns(row, context);
    if (row.type === 'rich_text_quote') return lines.map((line) => `│ ${line}`);
    return row.type === 'rich_text_preformatted' ? lines.map((line) => `    ${line}`) : lines;
  });
}
