import { isJson, textOf } from '../json.ts';
import type { Message } from '../messages.ts';
import { captionOf } from '../people/find-element.ts';
import { inputFields } from '../people/form-state.ts';
import type { Entry } from '../transcript.ts';
import { renderBlocks, renderContent } from './blocks.ts';
import { channelLabel, type RenderContext, renderPlain, userName } from './mrkdwn.ts';

interface EntryContext extends RenderContext {
  /** Whose terminal it is. */
  readonly userId: string;
}

const indented = (lines: readonly string[]) => lines.map((line) => (line ? `  ${line}` : ''));

function header(message: Message, context: EntryContext, verb: string): string {
  const { style, userId } = context;
  const reply = message.threadTs ? ' (in a thread)' : '';
  const whom = message.ephemeralTo === userId ? 'you' : userName(context, message.ephemeralTo ?? '');
  const mark = message.ephemeralTo ? style.dim(` · only visible to ${whom}`) : '';
  return `${style.bold(userName(context, message.authorId))}${verb} ${style.dim(`in ${channelLabel(context, message.channelId)}`)}${reply}${mark}`;
}

/** Lines of `after` that were not there before; equal lines are matched one by one. */
export function changedLines(before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  return after.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}

function updated(entry: Extract<Entry, { kind: 'message_updated' }>, context: EntryContext): string[] {
  const before = renderContent(entry.before, context);
  const after = renderContent(entry.message, context);
  const changes = changedLines(before, after);
  const isShorter = changes.length === 0 && before.length > after.length;
  if (changes.length === 0 && !isShorter) return [];
  return [
    header(entry.message, context, ' updated'),
    ...indented(isShorter ? ['(some of it was taken away)'] : changes),
  ];
}

/** An entry of the transcript as lines for a terminal; none for what people do not see. */
export function renderEntry(entry: Entry, context: EntryContext): string[] {
  const { style } = context;
  const who = (id: string) => style.bold(userName(context, id));
  switch (entry.kind) {
    case 'message_posted':
      return [header(entry.message, context, ''), ...indented(renderContent(entry.message, context))];
    case 'message_updated':
      return updated(entry, context);
    case 'message_deleted':
      return [header(entry.message, context, ' deleted a message')];
    case 'command':
      return [
        `${who(entry.userId)} ${style.dim(`in ${channelLabel(context, entry.channelId)}`)}`,
        `  ${style.accent(renderPlain(`${entry.command} ${entry.text}`))}`,
      ];
    case 'click':
      return [
        `${who(entry.userId)} ${entry.confirm?.accepted === false ? 'did not confirm' : 'clicked'} [ ${renderPlain(captionOf(entry.action)) || textOf(entry.action.action_id)} ]`,
      ];
    case 'view_opened':
    case 'view_pushed': {
      const { title } = entry.view.content;
      const name = isJson(title) ? renderPlain(textOf(title.text)) : '';
      return [
        `${style.bold(`Dialog "${name}"`)} ${style.dim(`for ${userName(context, entry.userId)}`)}`,
        ...indented(renderBlocks(entry.view.content.blocks, context)),
      ];
    }
    case 'view_errors': {
      const labels = new Map(inputFields(entry.view).map(({ blockId, label }) => [blockId, label]));
      return Object.entries(entry.errors).map(([id, text]) =>
        style.bad(`  ! ${labels.get(id) ?? id}: ${renderPlain(text)}`),
      );
    }
    case 'view_submitted':
      return [`${who(entry.userId)} submitted the dialog`];
    case 'home_published':
      return [
        `${who(context.world.app.botUserId)} published the home tab of ${userName(context, entry.userId)}`,
      ];
    case 'ack':
      return entry.of === 'command' && entry.status !== null
        ? [style.dim(`  (acknowledged in ${entry.ms} ms)`)]
        : [];
    case 'notice':
      return [
        `${style.bad(`! ${renderPlain(entry.text)}`)} ${style.dim(`· only visible to ${entry.userId === context.userId ? 'you' : userName(context, entry.userId)}`)}`,
      ];
    default:
      return [];
  }
}
