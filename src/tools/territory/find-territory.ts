import { CugarError } from '../../core/errors.ts';
import { fold, listed, oneLine } from '../shared/text.ts';

const MOST_NAMED = 12;

/** A name among several: exact, else the only one that begins with it, else the only one with these words. */
export function findNamed(query: string, names: readonly string[]): readonly string[] {
  const wanted = fold(query);
  if (wanted === '') return [];
  const tries = [
    (name: string) => name === wanted,
    (name: string) => name.startsWith(wanted),
    (name: string) => wanted.split(' ').every((word) => name.split(' ').includes(word)),
  ];
  for (const fits of tries) {
    const found = names.filter((name) => fits(fold(name)));
    if (found.length > 0) return found;
  }
  return [];
}

/** The territory that a person means; `USER_INPUT` with the names to choose from where it is none or several. */
export function requireTerritory(query: string, territories: readonly string[]): string {
  return requireNamed(query, territories, 'territory');
}

export function requireNamed(query: string, names: readonly string[], what: string): string {
  const found = findNamed(query, names);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const written = `"${oneLine(query, 60)}"`;
  if (found.length > 1) {
    throw new CugarError('USER_INPUT', `${written} may be ${enumerated(found, 'or')}.`, {
      hint: 'Write the whole name, in quotes where it has blanks.',
    });
  }
  throw new CugarError('USER_INPUT', `There is no ${what} ${written} in the book of business.`, {
    hint:
      names.length === 0
        ? 'No rep and no account of the book has a territory: add the column to reps.csv.'
        : `There are ${enumerated(names, 'and')}.`,
  });
}

function enumerated(names: readonly string[], and: string): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => oneLine(name, 60));
  const more = names.length - shown.length;
  const text = more > 0 ? `${shown.join(', ')} ${and} ${more} more` : listed(shown);
  return and === 'or' ? text.replace(/ and (?=[^,]*$)/, ' or ') : text;
}
