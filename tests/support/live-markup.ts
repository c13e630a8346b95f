/** What Slack would act upon in a message or view, beyond what our own builders may write. */
const OURS = [
  /^<@U00[0-9]>$/,
  /^<!subteam\^S00[0-9]>$/,
  /^<!date\^-?\d+\^\{date_short_pretty\} at \{time\}\|[^<>|]{1,30}>$/,
  /^<mailto:(dana\.reyes@northwind|evil@evil)\.example(\?[A-Za-z0-9.%=&+-]*)?\|Open in your e-mail program>$/,
];

/** Comes back to the program, and is shown to nobody. */
const OPAQUE = ['value', 'private_metadata'];

const HIDDEN = /(?!\u200c|\u200d|\u2060)\p{Cf}|(?![\n\t])\p{Cc}|\p{Cs}/u;

/** Complaints about every text that Slack parses or shows; empty when all is as it should be. */
export function liveMarkup(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return inLiteral(value, path);
  if (typeof value !== 'object' || value === null) return [];
  if (Reflect.get(value, 'type') === 'mrkdwn') {
    const verbatim = Reflect.get(value, 'verbatim') === true ? [] : [`${path}: not verbatim`];
    return [...verbatim, ...inMarkup(String(Reflect.get(value, 'text')), path)];
  }
  const emoji = Reflect.get(value, 'emoji') === true ? [`${path}: emoji are parsed`] : [];
  return [
    ...emoji,
    ...Object.entries(value)
      .filter(([key]) => !OPAQUE.includes(key))
      .flatMap(([key, inner]) => liveMarkup(inner, `${path}/${key}`)),
  ];
}

/** The fallback text, which Slack parses without `verbatim`. */
export function liveFallback(text: string): string[] {
  const bare = text.replace(/<[^<>]*>/g, '').match(/[\p{L}\p{N}]\.\p{L}{2}/u);
  return [...inMarkup(text, '/text'), ...(bare ? [`/text: bare domain ${bare[0]}`] : [])];
}

function inMarkup(text: string, path: string): string[] {
  const tokens = text.match(/<[^<>]*>/g) ?? [];
  const rest = text.replace(/<[^<>]*>/g, '');
  const foreign = tokens.filter((token) => !OURS.some((pattern) => pattern.test(token)));
  const live = [
    /[<>]/,
    /(?<![\p{L}\p{N}])@\p{L}/u,
    /:(?!(?<=\d:)\d\d:)[a-z0-9_+'-]+:/i,
    /:\/\//,
    /\*EVILB|(?<![\p{L}\p{N}])_EVILI|~EVILS|`EVILC/u,
    /^[>\uff1e]|^&gt;/m,
    HIDDEN,
  ];
  return [
    ...foreign.map((token) => `${path}: ${token}`),
    ...live.flatMap((pattern) => {
      const found = pattern.exec(rest);
      return found
        ? [
            `${path}: ${pattern} in ${JSON.stringify(rest.slice(Math.max(0, found.index - 20), found.index + 20))}`,
          ]
        : [];
    }),
  ];
}

function inLiteral(text: string, path: string): string[] {
  return [/<[!@#]/, HIDDEN].flatMap((pattern) => (pattern.test(text) ? [`${path}: ${pattern}`] : []));
}
