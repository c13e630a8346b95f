import type { KnowledgeDocument, PassageLine } from '../../core/knowledge.ts';

/** One sentence of a document, item of a list or row of a table, word for word. */
export interface Sentence {
  readonly document: KnowledgeDocument;
  /** Which passage of the document. */
  readonly passage: number;
  readonly line: number;
  readonly text: string;
  /** Its words that carry meaning, as the search compares them. */
  readonly words: readonly string[];
  /** It opens a passage. */
  readonly first: boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of the document, in order. `words` reads a text's comparable words. */
export function sentencesOf(
  document: KnowledgeDocument,
  words: (text: string) => readonly string[],
): Sentence[] {
  return document.passages.flatMap((passage, index) =>
    passage.lines.flatMap((line, position) =>
      splitLine(line).map(({ line: at, text }, nth) => ({
        document,
        passage: index,
        line: at,
        text,
        words: words(text),
        first: position === 0 && nth === 0,
      })),
    ),
  );
}

/** The sentences of a plain text. */
export function sentencesIn(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].flatMap(({ segment }) => segment.trim() || []));
}

function splitLine({ line, text }: PassageLine): PassageLine[] {
  return [...segmenter.segment(text)].flatMap(({ segment }) => {
    const sentence = segment.trim();
    return sentence === '' ? [] : [{ line, text: sentence }];
  });
}
