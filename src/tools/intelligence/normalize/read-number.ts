/** Digits with separators of thousands and of decimals, in any country's way. */
export const DIGITS = "\\d+(?:[.,'’\\u00A0\\u202F ]\\d+)*";

/**
 * The number that digits with separators stand for; null when they stand for none. `1.234` and `1,234` are a
 * thousand and more, unless `scaled`: nobody writes `1.234 million` for a thousand millions.
 */
export function readNumber(text: string, { scaled = false } = {}): number | null {
  const compact = text.replace(/(?<=\d)['’\u00A0\u202F ](?=\d{3}(?!\d))/g, '').trim();
  if (!/^\d+(?:[.,]\d+)*$/.test(compact)) return null;
  const marks = [...compact.matchAll(/[.,]/g)].map(([mark]) => mark);
  const last = marks.at(-1);
  if (last === undefined) return finite(compact);
  const parts = compact.split(/[.,]/);
  const mixed = new Set(marks).size > 1;
  const inThrees = parts.slice(1).every((part) => part.length === 3) && (parts[0] ?? '').length <= 3;
  if (mixed) {
    const decimals = parts.at(-1) ?? '';
    const head = parts.slice(0, -1);
    const grouped =
      head.slice(1).every((part) => part.length === 3) && marks.slice(0, -1).every((mark) => mark !== last);
    return grouped ? finite(`${head.join('')}.${decimals}`) : null;
  }
  if (marks.length > 1) return inThrees ? finite(parts.join('')) : null;
  const isGroup = inThrees && !scaled && parts[0] !== '0';
  return finite(isGroup ? parts.join('') : parts.join('.'));
}

function finite(digits: string): number | null {
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}
