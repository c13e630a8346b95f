import { CUT, clip, lengthOf, oneLine } from './clean.ts';

const WORD_JOINER = '\u2060';
const RAW = Symbol('mrkdwn');

/** Markup that this program wrote; text from data gets in only escaped. */
export interface Mrkdwn {
  readonly [RAW]: string;
}

/** The markup as Slack takes it. */
export function rawOf(markup: Mrkdwn): string {
  return markup[RAW];
}

function trusted(raw: string): Mrkdwn {
  return { [RAW]: raw };
}

/** Slack has no escape for formatting characters, so look-alikes stand in for them. */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' };

/** A colon that could begin an emoji, also with a colon that follows the data; times such as 10:30 stay. */
const EMOJI_COLON = /:(?!(?<=\d:)\d\d(?![a-z0-9_+'-]))(?=[a-z0-9_+'-])/gi;

/** Text from data, on one line, that can neither mention, link, format nor become an emoji. */
export function escapeText(text: string): string {
  return oneLine(text)
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (mark) => LOOKALIKES[mark] ?? mark)
    .replace(/^(?=[>\uff1e])/, WORD_JOINER)
    .replace(EMOJI_COLON, `:${WORD_JOINER}`)
    .replace(/:(?=\/\/)/g, `:${WORD_JOINER}`)
    .replace(/(?<![\p{L}\p{N}])@(?=\p{L})/gu, `@${WORD_JOINER}`)
    .replace(/(?<=<)(?=[!@#])/g, WORD_JOINER)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Writes markup: what stands in the template is ours, what is put in is escaped unless it is markup. */
export function md(literals: TemplateStringsArray, ...values: readonly (string | number | Mrkdwn)[]): Mrkdwn {
  const shown = values.map((value) =>
    typeof value === 'object' ? value[RAW] : typeof value === 'number' ? String(value) : escapeText(value),
  );
  return trusted(literals.map((part, index) => part + (shown[index] ?? '')).join(''));
}

export const NOTHING = trusted('');

export function join(parts: readonly Mrkdwn[], separator = ''): Mrkdwn {
  return trusted(
    parts
      .map((part) => part[RAW])
      .filter((raw) => raw !== '')
      .join(separator),
  );
}

/** Bold text from data, shortened to `max` code points first, so that its marks stay in pairs. */
export function bold(text: string, max = 300): Mrkdwn {
  const shown = escapeText(clip(oneLine(text), max));
  return trusted(shown === '' ? '' : `*${shown}*`);
}

/** The same as code. */
export function code(text: string, max = 200): Mrkdwn {
  const shown = escapeText(clip(oneLine(text), max));
  return trusted(shown === '' ? '' : `\`${shown}\``);
}

const USER = /^[UW][A-Z0-9]{2,20}$/;
const GROUP = /^S[A-Z0-9]{2,20}$/;

/** Mentions a Slack user or user group by its id; any other actor, such as a shell user, is only named. */
export function mention(id: string): Mrkdwn {
  if (USER.test(id)) return trusted(`<@${id}>`);
  if (GROUP.test(id)) return trusted(`<!subteam^${id}>`);
  return trusted(escapeText(id));
}

const CHANNEL = /^[CG][A-Z0-9]{2,30}$/;

/** Names a channel by its id, as a link for those who may see it. */
export function channelLink(id: string): Mrkdwn {
  return trusted(CHANNEL.test(id) ? `<#${id}>` : escapeText(id));
}

/** Text from data as a sentence of its own. */
export function sentence(text: string, max = 300): Mrkdwn {
  const line = clip(oneLine(text), max);
  return trusted(line === '' || /[.!?…)]$/.test(line) ? escapeText(line) : `${escapeText(line)}.`);
}

/** A moment in the reader's own time zone, with UTC as its fallback. `atMs` is milliseconds since 1970. */
export function date(atMs: number): Mrkdwn {
  const iso = utc(atMs);
  return iso === null
    ? trusted('an unknown time')
    : trusted(`<!date^${Math.floor(atMs / 1_000)}^{date_short_pretty} at {time}|${iso}>`);
}

/** `2026-11-22 10:42 UTC`, for texts that cannot hold a date token; null when it is no moment. */
export function utc(atMs: number): string | null {
  const moment = new Date(atMs);
  if (Number.isNaN(moment.getTime())) return null;
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A `mailto:` link. The address must be checked and the URL percent-encoded by the caller. */
export function mailLink(url: `mailto:${string}`, label: string): Mrkdwn {
  return trusted(`<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${escapeText(label)}>`);
}

const ATOM = /<[^>]*>|&(?:amp|lt|gt);|[\s\S]/gu;

/** Shortens markup to `max` code points, never inside a link, a mention or an escaped character. */
export function clipMarkup(markup: Mrkdwn, max: number): Mrkdwn {
  const raw = markup[RAW];
  if (raw.length <= max || lengthOf(raw) <= max) return markup;
  let room = max - CUT.length;
  let kept = '';
  for (const [atom] of raw.matchAll(ATOM)) {
    room -= lengthOf(atom);
    if (room < 0) break;
    kept += atom;
  }
  return trusted(kept + CUT);
}

/** Markup for a message's fallback text, where Slack would also turn bare domains and e-mail addresses into links. */
export function fallback(markup: Mrkdwn, max = 600): string {
  const unlinked = markup[RAW].replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, `.${WORD_JOINER}`);
  return rawOf(clipMarkup(trusted(unlinked), max)) || 'Cugar has something to show.';
}
