import type { Evidence, MessagePayload, Proposal } from '../../core/proposal.ts';
import type { ToolContext } from '../../core/tool.ts';
import { cited } from '../knowledge/citation.ts';
import { retrieveProductKnowledge } from '../knowledge/retrieve-product-knowledge.ts';
import { sentencesIn } from '../knowledge/sentences.ts';
import { oneLine } from '../shared/text.ts';
import type { ReplyTo } from './cite-reply.ts';
import { madeOf } from './library/made-of.ts';
import { passesQuality } from './passes-quality.ts';

const MOST_QUESTIONS = 2;
const SHORTEST = 8;
const INTRODUCTION = 'On the question about our product:';
/** Texts that have no room for an answer. */
const SHORT_CHANNELS: readonly MessagePayload['channel'][] = ['linkedin', 'sms'];

/** What the documents say to one question of a message. */
interface Answered {
  /** A sentence that may be told to the customer, word for word; absent where there is none. */
  readonly sentence?: string;
  readonly evidence: readonly Evidence[];
  /** For the person who approves. */
  readonly note: string;
}

/**
 * The proposal with the questions of the answered message looked up in the documents. What they may tell a customer
 * goes into the text word for word, with its source in the evidence; the rest is left to the person who approves.
 */
export async function withAnswers(
  proposal: Proposal,
  replyTo: ReplyTo | undefined,
  context: ToolContext,
): Promise<Proposal> {
  const { payload } = proposal;
  if (payload.kind !== 'message') return proposal;
  const questions = questionsIn(replyTo?.text ?? '');
  if (questions.length === 0) return proposal;
  const found: Answered[] = [];
  for (const question of questions) found.push(await lookUp(question, context));
  const told = [...new Set(found.flatMap(({ sentence }) => sentence ?? []))];
  const known: Proposal = {
    ...proposal,
    evidence: [...proposal.evidence, ...found.flatMap(({ evidence }) => evidence)],
    unknowns: [...proposal.unknowns, ...found.map(({ note }) => note)],
  };
  if (told.length === 0) return known;
  if (SHORT_CHANNELS.includes(payload.channel)) {
    return {
      ...known,
      unknowns: [...known.unknowns, 'The answer is too long for this channel; it stands in the evidence.'],
    };
  }
  const better = { ...known, payload: withParagraph(payload, `${INTRODUCTION} ${told.join(' ')}`) };
  if (await passesQuality(better, context)) {
    return {
      ...better,
      reasoning: [...better.reasoning, 'It answers a question of the message in the words of the documents.'],
    };
  }
  return {
    ...known,
    unknowns: [
      ...known.unknowns,
      'The answer did not pass the quality check and is left out; it stands in the evidence.',
    ],
  };
}

/** Questions as they stand; what else the message says is not read. */
function questionsIn(text: string): string[] {
  return sentencesIn(text)
    .filter((sentence) => /[?？]["”’)]*$/u.test(sentence) && sentence.length >= SHORTEST)
    .map((sentence) => oneLine(sentence, 300))
    .slice(0, MOST_QUESTIONS);
}

async function lookUp(question: string, context: ToolContext): Promise<Answered> {
  const input = retrieveProductKnowledge.input.parse({ question, audience: 'customer_safe' });
  const answer = retrieveProductKnowledge.output.parse(await retrieveProductKnowledge.run(input, context));
  const asked = `“${oneLine(question, 80)}”`;
  const [best] = answer.passages;
  if (answer.refused.length > 0) return { evidence: [], note: `${asked} ${answer.headline}` };
  if (!answer.answerable || !best) {
    return {
      evidence: [],
      note: `${asked} The documents do not answer it; add your answer before you approve.`,
    };
  }
  const evidence = [{ text: oneLine(best.text, 300), source: cited(best) }];
  if (best.stale || answer.conflicts.length > 0) {
    const why = best.stale ? 'past its review' : 'contradicted elsewhere';
    return {
      evidence,
      note: `${asked} ${cited(best)} answers it, but is ${why}; check it and add your answer.`,
    };
  }
  const sentence = sentenceOf(best.text);
  return sentence === null
    ? {
        evidence,
        note: `${asked} ${cited(best)} answers it, but not in a sentence; add your answer.`,
      }
    : {
        evidence,
        sentence,
        note: `${asked} Answered from ${cited(best)}; check that it is what was asked.`,
      };
}

/** A line of a document as a sentence of a message; null for what is no sentence, or leads elsewhere. */
function sentenceOf(text: string): string | null {
  const flat = oneLine(text, 400);
  if (flat.endsWith('…') || /https?:|www\.|@|[<>{}[\]|]/i.test(flat)) return null;
  if (flat.split(' ').length < 4) return null;
  return /[.!?]$/.test(flat) ? flat : `${flat}.`;
}

/** Behind the greeting, so that the first thing said is what was asked. */
function withParagraph(payload: MessagePayload, paragraph: string): MessagePayload {
  const [greeting = '', ...rest] = payload.body.split('\n\n');
  const body = [greeting, paragraph, ...rest].join('\n\n');
  const { template } = payload;
  return {
    ...payload,
    body,
    ...(template && { template: madeOf({ ...payload, body }, template, template.byModel) }),
  };
}
