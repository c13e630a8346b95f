const BITS = 31;

/** Which letters stand in a text, as bits; letters of other alphabets share bits, which only makes the set say less. */
export function letterSet(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at += 1) set |= 1 << (text.charCodeAt(at) & BITS);
  return set;
}

/** How many letters of the one set the other lacks, at the least: each of them costs a typing error. */
export function missingLetters(wanted: number, there: number): number {
  let missing = 0;
  for (let rest = wanted & ~there; rest !== 0; rest &= rest - 1) missing += 1;
  return missing;
}
