const NO_NAME = new Set(['', 'null', 'undefined', 'nan', 'none', 'n/a', 'na', 'unknown', 'test', 'tbd', '-']);

/**
 * A name from data as it may stand in a message: one line, no control characters, no template syntax, no
 * pictures, no address of a web page; empty when nothing usable is left.
 */
export function cleanName(name: string | undefined, max = 60): string {
  const flat = (name ?? '')
    .normalize('NFC')
    .replace(/https?:\/\/|www\./gi, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/(?![©®™])\p{Extended_Pictographic}|\u{fe0f}|[\u{1f1e6}-\u{1f1ff}]|\p{Emoji_Modifier}/gu, '')
    .replace(/[{}[\]<>%|$`"“”*_~\\^=]/g, '')
    .replace(/([!?.,;:-])\1+/g, '$1')
    .replace(/[?:;]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,!-]+|[\s,-]+$/g, '');
  const clipped = [...flat].slice(0, max).join('').trim();
  if (NO_NAME.has(clipped.toLowerCase()) || /^x{3,}$/i.test(clipped)) return '';
  return /[\p{L}\p{N}]/u.test(clipped) ? clipped : '';
}

const TITLES = /^(?:dr|mr|mrs|ms|miss|prof|professor|sir|herr|frau)\.?\s+/i;

/** The first name to greet by, from `Dr. Dana Reyes`, `Reyes, Dana` or `DANA REYES`; empty when unclear. */
export function firstNameOf(fullName: string | undefined): string {
  let name = cleanName(fullName);
  const [last, first] = name.split(',').map((part) => part.trim());
  if (last && first && !/^(?:jr|sr|phd|md|mba|esq)\b/i.test(first)) name = first;
  while (TITLES.test(name)) name = name.replace(TITLES, '');
  const word = name.split(/[\s,]/)[0] ?? '';
  if (!/^[\p{L}\p{M}'’-]{2,30}$/u.test(word)) return '';
  const shouted = word === word.toUpperCase() && word !== word.toLowerCase() && word.length > 2;
  return shouted ? word.charAt(0) + word.slice(1).toLowerCase() : word;
}
