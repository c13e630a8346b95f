import type { World } from '../world.ts';
import type { Style } from './style.ts';
import { harmless } from './wrap.ts';

/** What rendering needs to know: who is who, and how to mark text up. */
export interface RenderContext {
  readonly world: World;
  readonly style: Style;
}

const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔',
  x: '❌',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  warning: '⚠',
  no_entry: '⛔',
  eyes: '👀',
  pencil2: '✏',
  tada: '🎉',
  bell: '🔔',
  lock: '🔒',
  mag: '🔍',
  bulb: '💡',
  arrow_right: '→',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
};

export function userName({ world }: RenderContext, id: string): string {
  return world.people.get(id)?.displayName ?? id;
}

export function channelLabel({ world }: RenderContext, id: string): string {
  const channel = world.channels.get(id);
  if (channel?.kind !== 'im') return `#${channel?.name ?? id}`;
  const other = [...channel.members].find((member) => member !== world.app.botUserId) ?? '';
  return `direct message with ${world.people.get(other)?.displayName ?? other}`;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** `{date_short_pretty} {time}` in UTC, so that every run looks the same; the fallback for a broken time. */
function renderDate(seconds: string, format: string, fallback: string): string {
  const date = new Date(Number(seconds) * 1_000);
  if (Number.isNaN(date.getTime())) return fallback;
  const day = `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  return format.replace(/\{(\w+)\}/g, (_all, token: string) => {
    if (token === 'time') return `${time} UTC`;
    if (token === 'time_secs') return `${time}:${pad(date.getUTCSeconds())} UTC`;
    return token.startsWith('date') ? day : _all;
  });
}

function renderMarkup(inner: string, context: RenderContext): string {
  const { world, style } = context;
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return style.accent(`@${userName(context, target.slice(1))}`);
  if (target.startsWith('#')) return style.accent(channelLabel(context, target.slice(1)));
  if (target.startsWith('!subteam^')) {
    const id = target.slice('!subteam^'.length);
    return style.accent(`@${world.groups.get(id)?.handle ?? (label || id)}`);
  }
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^');
    return renderDate(seconds, format, label);
  }
  if (target.startsWith('!')) return style.accent(`@${target.slice(1)}`);
  return label && label !== target ? `${label} (${shortened(target)})` : target;
}

/** A long address tells no more than its beginning does. */
const shortened = (target: string) => (target.length > 70 ? `${target.slice(0, 69)}…` : target);

function unescapeEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

const emoji = (text: string) => text.replace(/:([a-z0-9_+-]+):/g, (all, name: string) => EMOJI[name] ?? all);

/** Bold, italic and struck text; a mark counts only at the edge of a word. */
function decorate(text: string, style: Style): string {
  const edge = (mark: string) =>
    new RegExp(`(?<![\\w${mark}])${mark}(?=\\S)([^${mark}\\n]+?)(?<=\\S)${mark}(?![\\w${mark}])`, 'g');
  return text
    .replace(edge('\\*'), (_all, inner: string) => style.bold(inner))
    .replace(edge('_'), (_all, inner: string) => style.italic(inner))
    .replace(edge('~'), (_all, inner: string) => style.strike(inner));
}

/** One mrkdwn text as a terminal shows it; may hold several lines. */
export function renderMrkdwn(text: string, context: RenderContext): string {
  const parts = harmless(text).split(/(```[\s\S]*?```|`[^`\n]+`|<[^<>\n]+>)/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return unescapeEntities(emoji(decorate(part, context.style)));
      if (part.startsWith('```')) return unescapeEntities(part.slice(3, -3).replace(/^\n|\n$/g, ''));
      if (part.startsWith('`')) return unescapeEntities(part.slice(1, -1));
      return unescapeEntities(renderMarkup(part.slice(1, -1), context));
    })
    .join('');
}

/** A plain text: emoji names are shown, nothing else is read. */
export const renderPlain = (text: string): string => emoji(harmless(text));
