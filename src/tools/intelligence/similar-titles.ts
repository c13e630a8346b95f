import { fold } from '../shared/text.ts';

const SMALL_WORDS = new Set(
  'a an the of in on at to for and its new with by from as is inc ltd corp'.split(' '),
);
const SAME_TITLE = 0.6;

/** What a headline is about: its words without small ones and without the account's own name. */
function substance(title: string, accountName: string): Set<string> {
  const own = new Set(fold(accountName).split(' '));
  const scaled = fold(title)
    .replace(/(\d+) ?(?:million|mio|m)\b/g, '$1m')
    .replace(/(\d+) ?(?:billion|bn|b)\b/g, '$1b');
  return new Set(scaled.split(' ').filter((word) => word !== '' && !SMALL_WORDS.has(word) && !own.has(word)));
}

/** Whether two headlines tell of the same event: most words in common and no contradicting numbers. */
export function similarTitles(a: string, b: string, accountName: string): boolean {
  if (fold(a) === fold(b)) return true;
  const [one, two] = [substance(a, accountName), substance(b, accountName)];
  const common = [...one].filter((word) => two.has(word));
  const numbers = (words: Set<string>) => [...words].filter((word) => /\d/.test(word));
  const [numbersA, numbersB] = [numbers(one), numbers(two)];
  const contradicts =
    numbersA.length > 0 && numbersB.length > 0 && !numbersA.some((number) => two.has(number));
  const all = new Set([...one, ...two]).size;
  return all > 0 && !contradicts && common.length / all >= SAME_TITLE;
}
