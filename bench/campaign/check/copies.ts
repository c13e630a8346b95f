import type { Message } from '../../../src/sandbox/messages.ts';
import { hasButtons } from '../watch.ts';
import type { Evidence, Violation } from './evidence.ts';

type Kind = 'plan' | 'approval' | 'handover';

/** How long before it stands in Slack a message may have been asked for: longer than the latest answer of Slack. */
const ON_ITS_WAY_MS = 15_000;

/** Messages of one plan by what they stand for, the oldest first. */
export function byKind(messages: readonly Message[]): ReadonlyMap<Kind, readonly Message[]> {
  const kinds = new Map<Kind, Message[]>();
  for (const message of messages)
    kinds.set(kindOf(message), [...(kinds.get(kindOf(message)) ?? []), message]);
  for (const copies of kinds.values()) copies.sort((a, b) => postedAt(a) - postedAt(b));
  return kinds;
}

/**
 * What may stand twice: a first post whose outcome nobody could know. It is as it was first drawn, never had buttons,
 * and something was wrong between it and the other one. All that is more than that is a second card.
 */
export function copyViolations(
  planId: string,
  { messages, harms }: Pick<Evidence, 'messages' | 'harms'>,
): Violation[] {
  const found: Violation[] = [];
  const say = (text: string) => void found.push({ invariant: 'I10', text: `${planId} ${text}` });
  for (const [kind, copies] of byKind(messages(planId))) {
    for (const { ts, versions } of copies)
      if (versions[0] && hasButtons(versions[0])) say(`was first posted with buttons (${ts})`);
    const redrawn = copies.filter(({ versions }) => versions.length > 1);
    if (redrawn.length > 1) say(`has ${redrawn.length} messages of kind ${kind} that are kept up to date`);
    for (const [index, copy] of copies.entries()) {
      const before = copies[index - 1];
      if (!before) continue;
      const from = postedAt(before) - ON_ITS_WAY_MS;
      const wasHarmed = harms.some((harm) => harm.from <= postedAt(copy) && harm.until >= from);
      if (!wasHarmed) say(`has its ${kind} posted again with nothing wrong (${before.ts}, ${copy.ts})`);
    }
  }
  return found;
}

function kindOf({ text, channelId }: Message): Kind {
  if (channelId.startsWith('D')) return 'handover';
  return /\bPlan [0-9A-Z]{26}\./.test(text) ? 'plan' : 'approval';
}

const postedAt = ({ versions }: Message): number => versions[0]?.atMs ?? 0;
