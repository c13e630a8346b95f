import { planIsOver, queuedPlan } from '../../src/cli/demo-plans.ts';
import type { Message } from '../../src/sandbox/messages.ts';
import type { Outcome } from '../../src/sandbox/people/outcome.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { isApprovalCard } from '../../src/sandbox/terminal/decide.ts';
import { PATIENCE_MS, until } from './e2e-program.ts';
import { textsOf } from './message-texts.ts';

export const { seller, approver, manager, secondSeller } = SAMPLE.people;
export const sales = SAMPLE.channels.sales;

/** Types `/cugar …` in #sales. */
export function cugar(sandbox: Sandbox, text: string, userId: string = seller): Promise<Outcome> {
  return sandbox.as(userId).command('/cugar', text, { channel: sales });
}

/** The plan that a command queued; throws when it queued none. */
export async function queue(
  sandbox: Sandbox,
  text = 'qualify Acme',
  userId: string = seller,
): Promise<string> {
  const { ackText } = await cugar(sandbox, text, userId);
  const planId = queuedPlan(ackText);
  if (planId === undefined) throw new Error(`nothing was queued: ${ackText}`);
  return planId;
}

/** Everything that can be read in a message, blocks and fallback text. */
export function readable({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  return `${text}\n${textsOf(blocks)}`;
}

function isAbout(message: Message, planId: string): boolean {
  return readable(message).includes(planId);
}

/** The plan's approval card with its buttons, past or future. */
export function approvalCard(sandbox: Sandbox, planId: string): Promise<Message> {
  return sandbox.waitForMessage((message) => isApprovalCard(message) && isAbout(message, planId), {
    timeoutMs: PATIENCE_MS,
  });
}

/** Until the plan has ended and no message of it can be clicked any more; answers its card. */
export async function planCard(sandbox: Sandbox, planId: string): Promise<Message> {
  await until(`the end of plan ${planId}`, () => planIsOver(sandbox, planId));
  const card = sandbox
    .messages(sales)
    .find((message) => message.ephemeralTo === undefined && message.text.includes(`Plan ${planId}`));
  if (!card) throw new Error(`no card of the plan ${planId}`);
  return card;
}

/** The one message that hands the approved text over; it comes by itself, before or after the plan card says the end. */
export async function handover(sandbox: Sandbox, planId: string): Promise<Message> {
  const ready = () =>
    messagesAbout(sandbox, planId).filter((message) => /Sending is up to you/.test(readable(message)));
  await until(`the handover of plan ${planId}`, () => ready().length > 0);
  const [message, ...more] = ready();
  if (!message || more.length > 0) throw new Error(`plan ${planId} was handed over ${more.length + 1} times`);
  return message;
}

/** The messages now in Slack, in every channel, that are about the plan and not private answers. */
export function messagesAbout(sandbox: Sandbox, planId: string): Message[] {
  return [...sandbox.world.channels.keys()]
    .flatMap((channelId) => [...sandbox.messages(channelId)])
    .filter((message) => message.ephemeralTo === undefined && isAbout(message, planId));
}

/** The private answers that a person got, oldest first. */
export function answersTo(sandbox: Sandbox, userId: string): string[] {
  return sandbox.transcript.entries.flatMap((entry) =>
    entry.kind === 'message_posted' && entry.message.ephemeralTo === userId ? [readable(entry.message)] : [],
  );
}
