const NUMBER_WORDS = new Set(
  `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
  billion billions dozen dozens half halve halved quarter third thirds double doubled twice triple tripled tenfold
  percent majority most all every everyone none`.split(/\s+/),
);

const TIME_WORDS = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday
  thursday friday saturday sunday today tomorrow yesterday tonight week weeks month months year years quarter quarters
  decade spring summer autumn winter recently lately soon already ago since until by`.split(/\s+/),
);

const NEGATIONS = new Set(
  `not no never none nobody nothing without neither nor cannot stop stopped end ended fail failed lose lost less fewer
  decline declined cancel cancelled`.split(/\s+/),
);

/** Words of a text as they are compared: small letters, without accents; a negated verb gives `not`. */
export function tokensOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/n['’]t\b/giu, ' not')
    .replace(/(?<=\d)[,’' {2}](?=\d{3}\b)/g, '')
    .toLowerCase();
  return (
    plain.match(/\d+(?:\.\d+)?|\p{L}+(?:[’']\p{L}+)?/gu)?.map((word) => word.replace(/['’]s$/u, '')) ?? []
  );
}

/** The parts of a text that can be wrong: numbers, times and names. */
export interface Specifics {
  readonly numbers: ReadonlySet<string>;
  readonly times: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
}

export function specificsOf(text: string): Specifics {
  const tokens = tokensOf(text);
  const among = (words: ReadonlySet<string>) => new Set(tokens.filter((token) => words.has(token)));
  return {
    numbers: new Set([...tokens.filter((token) => /^\d/.test(token)), ...among(NUMBER_WORDS)]),
    times: among(TIME_WORDS),
    names: new Set(namesIn(text)),
    negations: among(NEGATIONS),
  };
}

/** Words written like names where grammar does not ask for a capital, and all that are written in capitals. */
function namesIn(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => {
    const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’&-]*/gu) ?? [];
    return words.flatMap((word, index) => {
      const isName = /^\p{Lu}/u.test(word) && word !== 'I' && !/^I['’]/.test(word);
      const isForced = index === 0 && !/^\p{Lu}{2,}/u.test(word);
      return isName && !isForced ? tokensOf(word) : [];
    });
  });
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
