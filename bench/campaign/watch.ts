import type { Message } from '../../src/sandbox/messages.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** A private answer as a person read it. */
export interface Told {
  readonly at: number;
  readonly person: string;
  readonly text: string;
}

/** Two messages with buttons for one plan at the same moment. */
export interface Twins {
  readonly planId: string;
  readonly at: number;
}

/** What anybody can see in Slack, by plan. */
export interface Watch {
  readonly told: readonly Told[];
  readonly twins: readonly Twins[];
  planIds(): readonly string[];
  /** The public and direct messages about a plan as they are now. */
  about(planId: string): readonly Message[];
  /** The message whose buttons can be clicked. */
  liveCard(planId: string): Message | undefined;
  /** Its card says that it is over. */
  isOver(planId: string): boolean;
}

const PLAN_ID = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/;
const OVER = /: (Completed|Partly completed|Denied|Expired|Outcome unknown|Failed|Cancelled), /;

export const textOfMessage = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  `${text}\n${JSON.stringify(blocks)}`;

export const hasButtons = ({ blocks }: Pick<Message, 'blocks'>): boolean =>
  JSON.stringify(blocks).includes('"action_id":"approval.approve"');

export const saysOver = ({ text }: Pick<Message, 'text'>): string | undefined => OVER.exec(text)?.[1];

export function watchSlack({ transcript, world }: Sandbox): Watch {
  const told: Told[] = [];
  const twins: Twins[] = [];
  const plans = new Map<string, Map<string, Message>>();
  const planOf = new Map<string, string>();

  function see(message: Message, at: number): void {
    if (message.authorId !== world.app.botUserId) return;
    if (message.ephemeralTo !== undefined) {
      told.push({ at, person: message.ephemeralTo, text: textOfMessage(message) });
      return;
    }
    const key = `${message.channelId} ${message.ts}`;
    const planId = planOf.get(key) ?? PLAN_ID.exec(textOfMessage(message))?.[0];
    if (planId === undefined) return;
    planOf.set(key, planId);
    const messages = plans.get(planId) ?? new Map<string, Message>();
    plans.set(planId, messages.set(key, message));
    if (hasButtons(message) && [...messages.values()].filter(hasButtons).length > 1)
      twins.push({ planId, at });
  }

  transcript.on((entry) => {
    if (entry.kind === 'message_posted' || entry.kind === 'message_updated') see(entry.message, entry.atMs);
  });
  const about = (planId: string) => [...(plans.get(planId)?.values() ?? [])];
  return {
    told,
    twins,
    planIds: () => [...plans.keys()],
    about,
    liveCard: (planId) => about(planId).find(hasButtons),
    isOver: (planId) =>
      about(planId).some((message) => saysOver(message) !== undefined) && !about(planId).some(hasButtons),
  };
}
