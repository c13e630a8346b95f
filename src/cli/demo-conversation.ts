import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Prompt } from '../sandbox/terminal/terminal.ts';
import { planIsQuiet, queuedPlan } from './demo-plans.ts';

export interface ConversationOptions {
  readonly sandbox: Sandbox;
  readonly userId: string;
  readonly channel: string;
  /** The person has had enough. */
  readonly leave: () => void;
}

const QUITS = ['', 'q', 'quit', 'exit'];

/** What the person at the terminal types as `/cugar` commands, one plan after the other. */
export function createConversation({ sandbox, userId, channel, leave }: ConversationOptions) {
  /** The newest plan; while it runs nothing is asked, so that nothing typed can hit its approval. */
  let current: string | undefined;
  let isBusy = true;

  /** Answers the id of the plan that the command queued, if it did. */
  async function say(text: string): Promise<string | undefined> {
    isBusy = true;
    const outcome = await sandbox.as(userId).command('/cugar', text, { channel });
    current = queuedPlan(outcome.ackText) ?? current;
    isBusy = false;
    return queuedPlan(outcome.ackText);
  }

  const prompt: Prompt = {
    question: '/cugar ',
    isOpen: (putOff) => !isBusy && (current === undefined || planIsQuiet(sandbox, current, putOff)),
    async take(line) {
      const text = line?.trim().replace(/^\/cugar\s*/, '') ?? '';
      if (line === null || QUITS.includes(text.toLowerCase())) leave();
      else await say(text);
    },
  };
  return { say, prompt };
}
