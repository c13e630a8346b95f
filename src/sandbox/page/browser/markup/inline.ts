/** A piece of text as Slack reads it. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'group' | 'broadcast'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'date';
      /** Unix seconds as written, which may be senseless. */
      readonly seconds: string;
      readonly format: string;
      readonly fallback: string;
    }
  | { readonly kind: 'emoji'; readonly name: string };

export type Paragraph =
  | { readonly kind: 'text' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'pre'; readonly text: string };

/** `&lt;` and its kind as characters; everything else stays as it is. */
export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What stands between `<` and `>`. */
export function readMarkup(inner: string): Inline {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = unescapeEntities(bar < 0 ? '' : inner.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice('!subteam^'.length), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^');
    return { kind: 'date', seconds, format, fallback: label };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', id: target.slice(1), label };
  return { kind: 'link', url: unescapeEntities(target), label };
}
