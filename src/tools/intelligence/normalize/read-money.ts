import { type Amount, readAmount } from './read-amount.ts';

export interface MoneyAmount extends Amount {
  /** ISO 4217; absent where the text names none. */
  readonly currency?: string;
  /** The sign stands for several currencies, and the commonest was taken. */
  readonly assumed?: true;
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };
const WORDS: Readonly<Record<string, string>> = {
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  fr: 'CHF',
};
/** Signs that several countries use. */
const AMBIGUOUS = new Set(['$', '¥']);
const CODES = new Set(Intl.supportedValuesOf('currency'));

/** Reads `$1.2M`, `1,5 Mio. €`, `EUR 5 million`, `10-50M USD`; null when the text is no amount of money. */
export function readMoney(text: string): MoneyAmount | null {
  const found = new Set<string>();
  let assumed = false;
  const rest = text.replace(/[€$£¥₹]|\p{L}+\.?/gu, (piece) => {
    const word = piece.replace('.', '');
    const code =
      SIGNS[piece] ??
      WORDS[word.toLowerCase()] ??
      (CODES.has(word.toUpperCase()) ? word.toUpperCase() : null);
    if (code === null) return piece;
    found.add(code);
    assumed ||= AMBIGUOUS.has(piece);
    return ' ';
  });
  const [currency, ...others] = found;
  if (others.length > 0) return null;
  const amount = readAmount(rest.replace(/\s+/g, ' ').replace(/ (?=[-–—+])|(?<=[-–—]) /g, ''));
  if (!amount) return null;
  return {
    ...amount,
    ...(currency === undefined ? {} : { currency }),
    ...(assumed ? { assumed: true } : {}),
  };
}
