import type { MessageChannel, Proposal } from '../../core/proposal.ts';
import type { ToolContext } from '../../core/tool.ts';
import { madeOf } from './library/made-of.ts';
import { passesQuality } from './passes-quality.ts';

const MOST_WORDS = 120;

const WANTED = [
  'The middle of an e-mail to a buyer; greeting, opt-out line and signature stand around it and are not yours.',
  'Short, specific, one question at the end.',
];

/**
 * The proposal with its e-mail worded by a model, where there is one: greeting, subject, opt-out line and signature
 * stay, and so does the whole text when the model leaves the evidence or the result would not pass the quality check.
 */
export async function withBetterWording(
  proposal: Proposal,
  channel: MessageChannel,
  context: ToolContext,
): Promise<Proposal> {
  const { payload, evidence } = proposal;
  if (!context.drafter || channel !== 'email' || payload.kind !== 'message') return proposal;
  const paragraphs = payload.body.split('\n\n');
  const around = { before: paragraphs.slice(0, 1), after: paragraphs.slice(-2) };
  const drafted = await context.drafter.draft(
    {
      kind: 'message',
      wanted: WANTED,
      evidence: evidence.map(({ text }) => text),
      text: { body: paragraphs.slice(1, -2).join('\n\n') },
      maxWords: MOST_WORDS,
    },
    context.signal,
  );
  const kept = (reason: string): Proposal => ({
    ...proposal,
    reasoning: [...proposal.reasoning, `Worded by the template: ${reason}.`],
  });
  if (drafted.kind === 'kept') return kept(drafted.reason);
  const body = [...around.before, drafted.text.body, ...around.after].join('\n\n');
  const better: Proposal = {
    ...proposal,
    payload: {
      ...payload,
      body,
      ...(payload.template && { template: madeOf({ ...payload, body }, payload.template, true) }),
    },
    reasoning: [
      ...proposal.reasoning,
      'Worded by the model, within the evidence and the words of the template.',
    ],
  };
  return (await passesQuality(better, context))
    ? better
    : kept("the model's text did not pass the quality check");
}
