/** Where a name stands in a text as whole words, whatever the case; -1 when it does not. */
function placeOf(text: string, name: string): number {
  const wanted = folded(name);
  return wanted.trim() === '' ? -1 : folded(text).indexOf(wanted);
}

function folded(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** Those of the named that stand in the text, in its order; a name within a longer one that stands there does not count. */
export function namedIn<T>(text: string, all: readonly T[], nameOf: (one: T) => string): T[] {
  const found = all
    .map((one) => ({ one, name: folded(nameOf(one)), at: placeOf(text, nameOf(one)) }))
    .filter(({ at }) => at >= 0);
  const isInside = (inner: (typeof found)[number]) =>
    found.some((outer) => outer.name.length > inner.name.length && outer.name.includes(inner.name));
  return found
    .filter((each) => !isInside(each))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
