import { DIGITS, readNumber } from './read-number.ts';

/** A number as people write it: exact, a range, or open at one end. */
export interface Amount {
  /** The middle of a range, the bound of an open one. */
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly kind: 'exact' | 'about' | 'range' | 'at_least' | 'at_most';
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  t: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  mil: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  b: 1e9,
  bn: 1e9,
  mrd: 1e9,
  billion: 1e9,
  billions: 1e9,
  milliarden: 1e9,
};
const SCALE = `(?:${Object.keys(SCALES)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const ONE = `(${DIGITS})\\s?(${SCALE})?\\.?`;
const RANGE = new RegExp(`^${ONE}\\s*(?:-|–|—|to|bis|and)\\s*${ONE}$`, 'iu');
const SINGLE = new RegExp(`^(.{0,20}?)\\s*${ONE}\\s*(\\+|plus|or more|and more)?$`, 'iu');
const LEAST = /^(?:>=?|≥|over|more than|above|at least|ab|über|from)$/i;
const MOST = /^(?:<=?|≤|under|less than|below|up to|at most|unter|bis|max\.?)$/i;
const ABOUT = /^(?:~|≈|about|around|approx\.?|approximately|ca\.?|circa|rund|etwa)$/i;
const LARGEST = 1e15;

/** Reads `51-200`, `10,000+`, `1.2M`, `1,5 Mio.`, `~500`; null when the text is no number. */
export function readAmount(text: string): Amount | null {
  const plain = text.trim();
  const range = RANGE.exec(plain);
  if (range) return readRange(range);
  const [, before = '', digits = '', scale, plus] = SINGLE.exec(plain) ?? [];
  const value = scaled(digits, scale);
  if (value === null) return null;
  const word = before.trim();
  if (plus !== undefined && word === '') return { value, min: value, kind: 'at_least' };
  if (LEAST.test(word)) return { value, min: value, kind: 'at_least' };
  if (MOST.test(word)) return { value, max: value, kind: 'at_most' };
  if (ABOUT.test(word)) return { value, kind: 'about' };
  return word === '' && plus === undefined ? { value, kind: 'exact' } : null;
}

/** A scale behind the second number alone counts for both: `10-50M`. */
function readRange([, low = '', lowScale, high = '', highScale]: RegExpExecArray): Amount | null {
  const min = scaled(low, lowScale ?? highScale);
  const max = scaled(high, highScale);
  if (min === null || max === null || min > max) return null;
  return min === max ? { value: min, kind: 'exact' } : { value: (min + max) / 2, min, max, kind: 'range' };
}

function scaled(digits: string, scale: string | undefined): number | null {
  const number = readNumber(digits, { scaled: scale !== undefined });
  if (number === null) return null;
  const value = number * (scale === undefined ? 1 : (SCALES[scale.toLowerCase()] ?? 1));
  return value <= LARGEST ? Number(value.toPrecision(15)) : null;
}
