import { remember } from './remember.ts';

/** ASCII words with single blanks between them: nothing to tidy. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/;

/** Text from data as one printable line of at most `max` characters. */
export function oneLine(text: string, max = 120): string {
  if (text.length <= max && TIDY.test(text)) return text;
  const flat = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  const characters = [...flat];
  return characters.length <= max
    ? flat
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** Lower case, without accents and punctuation, words parted by single spaces; for comparing, never for showing. */
export const fold = remember((text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim(),
);

/** Whether `phrase` stands in `text` as whole words, whatever the case: IT is not in Hospitality. */
export function hasPhrase(text: string, phrase: string): boolean {
  const wanted = fold(phrase);
  return wanted !== '' && ` ${fold(text)} `.includes(` ${wanted} `);
}

/** `1 deal`, `3 deals`. */
export function count(n: number, noun: string, many = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : many}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
