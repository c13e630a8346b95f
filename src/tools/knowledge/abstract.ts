import type { Drafted } from '../../core/drafter.ts';
import type { Knowledge } from '../../core/knowledge.ts';
import type { ToolContext } from '../../core/tool.ts';
import { count, oneLine } from '../shared/text.ts';
import { type Citation, shownId, shownTitle } from './citation.ts';
import type { Conflict } from './conflicts.ts';
import { type Sentence, sentencesIn } from './sentences.ts';

/** What a question to the model has room for. */
const MOST_EVIDENCE = 24_000;
const MOST_WORDS = 150;
const LEAST_WORDS = 40;
/** A sentence shares so many of its telling words with the one that it is traced to, as a share. */
const TRACED = 0.5;

/** A summary in other words, each sentence with where it stands; or why there is none. */
export type Abstract =
  | { readonly kind: 'written'; readonly sentences: readonly (Citation & { readonly text: string })[] }
  | Extract<Drafted, { kind: 'kept' }>;

interface Given {
  /** Everything that the documents say, in order. */
  readonly all: readonly Sentence[];
  readonly chosen: readonly Sentence[];
  readonly conflicts: readonly Conflict[];
}

const WANTED = [
  'A summary of documents for a salesperson: fewer words than the given text, whole sentences, the order of the text.',
  'One sentence of yours says what one sentence of the evidence says.',
];

/** Has the model word the summary, within the sentences of the documents; undefined where there is no model. */
export async function abstractOf(given: Given, context: ToolContext): Promise<Abstract | undefined> {
  const { drafter, knowledge, signal } = context;
  if (!drafter) return undefined;
  // Of two numbers that contradict each other, no model says which one is right.
  const disputed = new Set(given.conflicts.flatMap(({ readings }) => readings.map(placeOf)));
  const isSettled = ({ document, line }: Sentence) =>
    !disputed.has(placeOf({ docId: shownId(document), line }));
  const chosen = given.chosen.filter(isSettled);
  if (chosen.length === 0) return undefined;
  const evidence = within(MOST_EVIDENCE, [...chosen, ...given.all.filter(isSettled)]);
  const body = chosen.map(({ text }) => text).join(' ');
  const words = body.split(/\s+/).length;
  const drafted = await drafter.draft(
    {
      kind: 'summary',
      wanted: WANTED,
      evidence: evidence.map(({ text }) => text),
      text: { body },
      maxWords: Math.min(MOST_WORDS, Math.max(LEAST_WORDS, words)),
    },
    signal,
  );
  return drafted.kind === 'kept' ? drafted : traced(drafted.text.body, evidence, knowledge);
}

function placeOf({ docId, line }: { readonly docId: string; readonly line: number }): string {
  return `${docId}:${line}`;
}

/** As many whole sentences, each once, as there is room for. */
function within(room: number, sentences: readonly Sentence[]): Sentence[] {
  let used = 0;
  return [...new Set(sentences)].filter(({ text }) => {
    used += text.length;
    return used <= room;
  });
}

/** Finds for each sentence the one of the documents that says it; without that there is no summary. */
function traced(body: string, evidence: readonly Sentence[], { words }: Knowledge): Abstract {
  const read = (text: string) => new Set(words(text));
  const sources = evidence.map((sentence) => ({ sentence, words: new Set(sentence.words) }));
  const written = sentencesIn(body).map((text) => {
    const own = read(text);
    const shared = (source: ReadonlySet<string>) => [...own].filter((word) => source.has(word)).length;
    const [best] = sources
      .map((source) => ({ ...source, shared: shared(source.words) }))
      .sort((a, b) => b.shared - a.shared || a.words.size - b.words.size);
    return {
      text,
      best,
      isTraced: best !== undefined && best.shared > 0 && best.shared >= own.size * TRACED,
    };
  });
  const lost = written.filter(({ isTraced }) => !isTraced);
  if (written.length === 0 || lost.length > 0) {
    const what =
      written.length === 0 ? 'it says nothing' : `${count(lost.length, 'sentence')} of it cannot be traced`;
    return { kind: 'kept', reason: `the model's text was refused: ${what}` };
  }
  return {
    kind: 'written',
    sentences: written.flatMap(({ text, best }) =>
      best
        ? [
            {
              text: oneLine(text, 400),
              docId: shownId(best.sentence.document),
              title: shownTitle(best.sentence.document),
              line: best.sentence.line,
            },
          ]
        : [],
    ),
  };
}
