import { documentsAsked } from '../../tools/knowledge/documents-asked.ts';
import { AUDIENCE_NOTE, AUDIENCE_OPTION } from './ask.ts';
import { readOptions } from './options.ts';
import type { CommandWorld, PlanCommand } from './plan-command.ts';

export const summarize: PlanCommand = {
  name: 'summarize',
  usage: 'summarize <document>… [--focus "<words>"] [--audience customer_safe|internal]',
  what: 'the gist of documents in their own sentences, each cited, and numbers that contradict each other',
  examples: [
    'summarize enterprise-support onboarding-guide',
    'summarize "Onboarding guide" --focus training',
  ],
  notes: ['A document can be its file name, its title in quotes, or words of one of them.', AUDIENCE_NOTE],
  async read(words, world) {
    const { rest, options } = readOptions(words, {
      focus: { example: 'training' },
      audience: AUDIENCE_OPTION,
    });
    const names = await namesIn(rest, world);
    if (names.length === 0) return { kind: 'usage' };
    const documents = await documentsAsked(names, world.knowledge);
    const titles = documents.map(({ title }) => title).join(', ');
    return {
      kind: 'plan',
      template: 'summarize',
      args: { documents: documents.map(({ docId }) => docId), titles, ...options },
    };
  },
};

/** All words together where they are one document, else parted by commas, else each by itself. */
async function namesIn(words: readonly string[], { knowledge }: CommandWorld): Promise<string[]> {
  const whole = words.join(' ').trim();
  const parts = whole.split(',').flatMap((part) => part.trim() || []);
  if (parts.length !== 1) return parts;
  const match = await knowledge.find(whole);
  return match.kind === 'one' ? [whole] : words.filter((word) => word.trim() !== '');
}
