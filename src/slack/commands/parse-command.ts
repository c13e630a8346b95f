/** Slack takes no more; what is longer is cut. */
const MAX_LENGTH = 3_000;

const HIDDEN = /[\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;
const ESCAPE = /<([^<>]*)>/g;
const OPENING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“',
  '«': '»',
  "'": "'",
  '‘': '’',
};
const CLOSING_ALIKE: Readonly<Record<string, string>> = {
  '”': '"“',
  '“': '"”',
  '"': '”“',
  "'": '’',
  '’': "'",
};

/** A slash command's text word by word; what stood in quotes is one. Never throws, whatever is typed. */
export function parseCommand(text: string): string[] {
  const cut = Array.from(text).slice(0, MAX_LENGTH).join('');
  const shown = plainOf(cut).replace(HIDDEN, ' ').normalize('NFC');
  return words(shown);
}

/** What Slack escapes when it sends: `<@U1|sam>` becomes `@sam`, `<http://acme.example|acme.example>` its label. */
function plainOf(text: string): string {
  return text
    .replace(ESCAPE, (_, inside: string) => shownEscape(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function shownEscape(inside: string): string {
  const [target = '', label = ''] = inside.split('|', 2);
  const sign = /^[@#]/.exec(target)?.[0] ?? '';
  if (sign !== '') return label === '' ? target : `${sign}${label.replace(/^[@#]/, '')}`;
  return label === '' ? target : label;
}

function words(text: string): string[] {
  const found: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const end = quotedEnd(rest);
    if (end > 0) {
      const word = rest.slice(1, end).trim();
      if (word !== '') found.push(word);
      rest = rest.slice(end + 1).trimStart();
      continue;
    }
    const [word = rest] = /^\S+/.exec(rest) ?? [];
    found.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return found;
}

/** Where the quotation that begins the text ends; 0 when it begins with none, or one that is never closed. */
function quotedEnd(text: string): number {
  const close = OPENING[text[0] ?? ''];
  if (close === undefined) return 0;
  const closers = `${close}${CLOSING_ALIKE[close] ?? ''}`;
  for (let at = 1; at < text.length; at += 1) {
    const isEnd = closers.includes(text[at] ?? '') && /^$|\s/.test(text[at + 1] ?? '');
    if (isEnd) return at;
  }
  return 0;
}
