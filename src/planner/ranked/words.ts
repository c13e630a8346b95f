/** Words that say nothing about which tool is meant. */
const STOP_WORDS = new Set(
  `a about account accounts all also am an and any are as at be because been before being both but by can could did do does
  doing done each few find for from get give go had has have having he her here him his how i if in into is it its
  just know let like look make may me more most my need needs no nor not now of off on once one only or other our
  out over own please plan put see shall she should show so some such take tell than that the their them then there
  these they thing things this those through to too under until up us use very want was way we were what when where
  whether which while who whom why will with would yes you your`.split(/\s+/),
);

/** In this order, plurals first; what is left must still be a word. */
const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(?<=[sxz]|ch|sh)es$/, ''],
  [/(?<=[^su])s$/, ''],
  [/(?:ization|isation)$/, 'ize'],
  [/(?:ational|ation)$/, 'ate'],
  [/ise$/, 'ize'],
  [/(?<=[a-z]{3})ing$/, ''],
  [/(?<=[a-z]{3})ed$/, ''],
  [/(?<=[a-z]{3})er$/, ''],
  [/(?<=[a-z]{4})ment$/, ''],
  [/(?<=[a-z]{3})ly$/, ''],
];

/** The stems of what a text is about, in order; accents, case and small words do not count. */
export function stemsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/e-mail/g, 'email');
  const words = plain.replace(/['’]s?\b/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stem);
}

/** `assignments`, `assigning` and `assign` are one. */
function stem(word: string): string {
  let short = word;
  for (const [suffix, end] of SUFFIXES) {
    const next = short.replace(suffix, end);
    if (next.length >= 3) short = next;
  }
  // Doubled consonants and a silent e are left over: `planned`, `score`.
  return short.replace(/([bdgmnprt])\1$/, '$1').replace(/(?<=[a-z]{3})e$/, '');
}
