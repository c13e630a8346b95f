/** Characters of the longest name that anything is compared with. */
export const LONGEST_NAME = 100;
/** Longer queries cannot be names; cut before anything costly happens. */
const MAX_TEXT = 300;

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** Legal forms, as the words that a name is made of. */
const LEGAL_FORMS = [
  'inc incorporated corp corporation co company companies llc llp lp ltd limited plc pty pte pvt',
  'gmbh mbh ag se kg kgaa ohg ug eg ev sa sas sasu sarl srl spa snc sl slu bv nv cv',
  'ab asa as oy oyj aps hf ehf kk sro doo zrt kft nyrt',
].flatMap((line) => line.split(' ').map((form) => [form]));
const FORMS_OF_SEVERAL_WORDS = ['a s', 's a', 's p a', 's r o', 'd o o', 'sp z oo'].map((form) =>
  form.split(' '),
);
const FORMS = [...FORMS_OF_SEVERAL_WORDS, ...LEGAL_FORMS];

export interface NameKeys {
  /** Letter for letter but for case, blanks and width; also of a name that is all signs. */
  readonly plain: string;
  /** Words without case, accents and signs. */
  readonly words: readonly string[];
  /** The words in one: `kancode` for "Kan-code" and "kan code". */
  readonly compact: string;
  /** The words without legal form, and in one. */
  readonly coreWords: readonly string[];
  readonly core: string;
}

/** The forms in which names are compared. */
export function nameKeys(text: string): NameKeys {
  const short = text.slice(0, MAX_TEXT).normalize('NFKC').slice(0, MAX_TEXT).toLowerCase();
  const plain = short.replace(/[\s\p{Cc}\p{Cf}]+/gu, '');
  const words = wordsOf(short);
  const coreWords = withoutLegalForm(words);
  return { plain, words, compact: words.join(''), coreWords, core: coreWords.join('') };
}

function wordsOf(text: string): string[] {
  const folded = text
    .replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/&/g, ' and ')
    .replace(/[.'’‘`´]/g, '');
  return folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function withoutLegalForm(words: readonly string[]): readonly string[] {
  let rest = words;
  for (;;) {
    const form = FORMS.find(
      (candidate) =>
        candidate.length < rest.length &&
        candidate.every((word, index) => rest.at(index - candidate.length) === word),
    );
    const tail =
      form?.length ?? (rest.length > 1 && rest.length < words.length && rest.at(-1) === 'and' ? 1 : 0);
    if (tail === 0) return rest;
    rest = rest.slice(0, -tail);
  }
}
