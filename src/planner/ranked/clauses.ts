/** What parts one wish from the next. */
const BETWEEN = /[,;.!?\n]+|\b(?:and then|then|afterwards|and|plus|as well as|but first|before that)\b/giu;

/** The single wishes of a goal, without the names in it: `qualify X, then write to them` holds two. */
export function clausesOf(goal: string, names: readonly string[]): string[] {
  const nameless = [...names]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (text, name) => text.replace(new RegExp(`(?<!\\p{L})${escaped(name)}(?!\\p{L})`, 'giu'), ' '),
      goal,
    );
  return nameless
    .split(BETWEEN)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
