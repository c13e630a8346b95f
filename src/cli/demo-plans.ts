import { END_WORDS } from '../../blocks/words/states.ts';
import type { Message } from '../sandbox/messages.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { isApprovalCard } from '../sandbox/terminal/decide.ts';

/** In parentheses, so that no plan is meant that the goal itself names. */
const QUEUED_PLAN = /\(plan `?([0-9A-HJKMNP-TV-Z]{26})`?\)/;

/** The id of the plan that an answer says it queued. */
export function queuedPlan(answer: string | undefined): string | undefined {
  return answer?.includes('Queued:') ? QUEUED_PLAN.exec(answer)?.[1] : undefined;
}

/** Whether the plan's card says how it ended, and nothing about it can be clicked any more. */
export function planIsOver(sandbox: Sandbox, planId: string): boolean {
  const about = allMessages(sandbox).filter((message) => mentions(message, planId));
  return (
    about.some(({ text }) => END_WORDS.some((end) => text.includes(`: ${end}, `))) &&
    !about.some(isApprovalCard)
  );
}

/** Whether nothing about it is going to ask this person by itself: it is over, or its card was left for later. */
export function planIsQuiet(sandbox: Sandbox, planId: string, putOff: readonly Message[]): boolean {
  const isPutOff = ({ channelId, ts }: Message) =>
    putOff.some((card) => card.channelId === channelId && card.ts === ts);
  const open = allMessages(sandbox).filter((message) => mentions(message, planId) && isApprovalCard(message));
  return planIsOver(sandbox, planId) || (open.length > 0 && open.every(isPutOff));
}

/** Resolves when it is over, or when `signal` is aborted. */
export async function planEnd(sandbox: Sandbox, planId: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = deferred();
  const look = () => planIsOver(sandbox, planId) && resolve();
  const stop = sandbox.transcript.on(look);
  signal.addEventListener('abort', resolve, { once: true });
  look();
  if (signal.aborted) resolve();
  await promise;
  stop();
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function mentions({ text, blocks }: Message, planId: string): boolean {
  return text.includes(planId) || JSON.stringify(blocks).includes(planId);
}

function allMessages({ world, messages }: Sandbox): Message[] {
  return [...world.channels.keys()].flatMap((channelId) => [...messages(channelId)]);
}
