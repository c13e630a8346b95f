import { Audience } from '../../core/playbook-knowledge.ts';
import { type OptionSpec, readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';

const MAX_QUESTION = 500;

export const AUDIENCE_OPTION: OptionSpec = {
  example: 'internal',
  choices: Audience.options,
  spellings: { customer: 'customer_safe', customers: 'customer_safe', us: 'internal', team: 'internal' },
};

/** What is said of the audience in the help of every command that has the option. */
export const AUDIENCE_NOTE =
  'Without `--audience internal` only what customers may hear is quoted; for the rest its owner is named.';

export const ask: PlanCommand = {
  name: 'ask',
  usage: 'ask <question> [--audience customer_safe|internal]',
  what: 'an answer from your own documents, word for word and cited, or who answers instead',
  examples: ['ask How long does onboarding take?', 'ask What discount can I give? --audience internal'],
  notes: [AUDIENCE_NOTE],
  async read(words) {
    const { rest, options } = readOptions(words, { audience: AUDIENCE_OPTION });
    const question = Array.from(rest.join(' ').trim()).slice(0, MAX_QUESTION).join('');
    if (!/[\p{L}\p{N}]/u.test(question) || question.length < 2) return { kind: 'usage' };
    return { kind: 'plan', template: 'ask', args: { question, ...options } };
  },
};
