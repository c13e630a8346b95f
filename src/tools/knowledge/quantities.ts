/** A number with what it counts, as it stands in a sentence. */
export interface Quantity {
  /** Plain digits; a range as `6–8`. */
  readonly value: string;
  readonly unit: string;
  /** The part of the sentence that it stands in, without the number and its unit. */
  readonly context: string;
}

const WORDS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const NUMBER = `(?:\\d[\\d.,]*\\d|\\d|${WORDS.join('|')})`;
const UNITS =
  'percent|per cent|%|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|users?|seats?|sites?|plants?|lines?|resources?|people|languages?|gb|tb|mb|usd|eur|gbp|dollars?|euros?|pounds?';
/** `6 weeks`, `ten working days`, `6 to 8 weeks`, `18 %`, `€ 5,000`. */
const QUANTITY = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:([€$£])\\s?(${NUMBER})(?:\\s?(?:-|–|to)\\s?(${NUMBER}))?|(${NUMBER})(?:\\s?(?:-|–|to)\\s?(${NUMBER}))?[\\s-]?(?:(?:working|business|calendar|full|production)\\s)?(${UNITS}))(?![\\p{L}\\p{N}])`,
  'giu',
);

/** The numbers of a sentence that have a unit; dates, versions and bare numbers are left alone. */
export function quantitiesOf(sentence: string): Quantity[] {
  return sentence.split(/[;:]\s|\s[–—]\s/).flatMap((clause) =>
    [...clause.matchAll(QUANTITY)].map((match) => {
      const [whole, currency, money, moneyTo, from, to, unit = ''] = match;
      const low = digits(money ?? from ?? '');
      const high = moneyTo ?? to;
      return {
        value: high === undefined ? low : `${low}–${digits(high)}`,
        unit: currency ?? unitOf(unit),
        context: clause.replace(whole, ' '),
      };
    }),
  );
}

function digits(text: string): string {
  const position = WORDS.indexOf(text.toLowerCase());
  if (position >= 0) return String(position + 1);
  const grouped = text.replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '').replace(',', '.');
  return String(Number(grouped));
}

function unitOf(unit: string): string {
  const lower = unit.toLowerCase();
  if (lower === '%' || lower === 'per cent') return 'percent';
  return lower.endsWith('s') && lower.length > 3 ? lower.slice(0, -1) : lower;
}
