import { isJson, type Json, listOf, textOf } from './json.ts';

/** Something in a message that notifies people or leads elsewhere once Slack has read the markup. */
export interface Ping {
  readonly kind: 'user' | 'group' | 'channel' | 'here' | 'everyone' | 'link' | 'channel_link';
  /** User, group or channel id, or the link's address; the word itself for broadcasts. */
  readonly target: string;
  /** Where it stands: `text`, or a JSON pointer such as `/blocks/0/text`. */
  readonly where: string;
}

const MARKUP = /<([^<>\n]+)>/g;
const BARE_LINK = /https?:\/\/[^\s<>|]+/g;
const MARKDOWN_LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

function fromMarkup(inner: string, where: string): Ping | null {
  const target = inner.split('|')[0] ?? '';
  if (/^@[UW]/.test(target)) return { kind: 'user', target: target.slice(1), where };
  if (/^#[CG]/.test(target)) return { kind: 'channel_link', target: target.slice(1), where };
  if (target.startsWith('!subteam^'))
    return { kind: 'group', target: target.slice('!subteam^'.length), where };
  const word = /^!(channel|here|everyone)$/.exec(target)?.[1];
  if (word === 'channel' || word === 'here' || word === 'everyone')
    return { kind: word, target: word, where };
  return /^(https?:|mailto:|tel:|www\.)/.test(target) ? { kind: 'link', target, where } : null;
}

/** The pings of one mrkdwn text. Escaped text (`&lt;!channel&gt;`) has none. */
export function pingsInText(text: string, where: string): Ping[] {
  const marked = [...text.matchAll(MARKUP)].flatMap((match) => fromMarkup(match[1] ?? '', where) ?? []);
  const bare = [...text.replace(MARKUP, ' ').matchAll(BARE_LINK)].map(
    (match): Ping => ({ kind: 'link', target: match[0], where }),
  );
  return [...marked, ...bare];
}

function fromRichText(node: Json, where: string): Ping[] {
  const ping = (kind: Ping['kind'], target: unknown): Ping[] => [{ kind, target: textOf(target), where }];
  switch (node.type) {
    case 'user':
      return ping('user', node.user_id);
    case 'usergroup':
      return ping('group', node.usergroup_id);
    case 'channel':
      return ping('channel_link', node.channel_id);
    case 'broadcast':
      return ping(node.range === 'here' || node.range === 'everyone' ? node.range : 'channel', node.range);
    case 'link':
      return ping('link', node.url);
    default:
      return [];
  }
}

function pingsInValue(value: unknown, where: string): Ping[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pingsInValue(item, `${where}/${index}`));
  if (!isJson(value)) return [];
  if (value.type === 'mrkdwn') return pingsInText(textOf(value.text), where);
  if (value.type === 'markdown') {
    const links = [...textOf(value.text).matchAll(MARKDOWN_LINK)];
    return [
      ...pingsInText(textOf(value.text).replace(MARKDOWN_LINK, ' '), where),
      ...links.map((match): Ping => ({ kind: 'link', target: match[1] ?? '', where })),
    ];
  }
  const inner = Object.entries(value).flatMap(([key, item]) => pingsInValue(item, `${where}/${key}`));
  return [...fromRichText(value, where), ...inner];
}

/** Everything in a message that Slack would resolve, in its fallback text and in its blocks. */
export function pingsIn(text: string, blocks: readonly unknown[]): Ping[] {
  return [
    ...pingsInText(text, 'text'),
    ...listOf(blocks).flatMap((block, i) => pingsInValue(block, `/blocks/${i}`)),
  ];
}
