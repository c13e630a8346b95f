/** Stated at the end of everything that was shortened. */
export const CUT = '… (cut)';

const WORD_JOINER = '\u2060';
/** Format characters hide or reorder text; only the two joiners that scripts and emoji need may stay. */
const HIDDEN = /(?![\u200c\u200d])\p{Cf}|(?![\n\t])\p{Cc}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Text from data without control, bidirectional-override and invisible characters; lines are kept. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(HIDDEN, '');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Length as Slack counts it: in code points. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Shortens to at most `max` code points, saying so. */
export function clip(text: string, max: number): string {
  if (text.length <= max || lengthOf(text) <= max) return text;
  const kept = Array.from(text).slice(0, Math.max(0, max - CUT.length));
  return `${kept.join('')}${CUT}`;
}

/** Cuts into pieces of at most `max` code points that together are the whole text. */
export function chunks(text: string, max: number): string[] {
  const points = Array.from(text);
  const count = Math.ceil(points.length / max);
  return Array.from({ length: count }, (_, index) => points.slice(index * max, (index + 1) * max).join(''));
}

/** Text for plain and rich text elements: nothing is parsed there, and nothing looks like a mention. */
export function literal(text: string): string {
  return clean(text).replace(/<(?=[!@#])/g, `<${WORD_JOINER}`);
}
