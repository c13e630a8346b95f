import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { Message } from '../../../src/sandbox/messages.ts';
import { hasButtons, saysOver, textOfMessage } from '../watch.ts';
import type { Evidence, Violation } from './evidence.ts';
import { isDecision } from './plans.ts';

const WORDS: Readonly<Record<string, string>> = {
  Completed: 'completed',
  'Partly completed': 'partial',
  Denied: 'partial',
  Expired: 'partial',
  'Outcome unknown': 'partial',
  Failed: 'failed',
  Cancelled: 'cancelled',
};
const DECIDED = /\*(Approved|Denied|Expired|Cancelled)\*/;
const HANDED_OVER = /Sending is up to you/;

/** What stands in Slack about one plan, held against its trail. */
export function cardViolations(
  planId: string,
  entries: readonly AuditEntry[],
  { messages, twins, plans }: Pick<Evidence, 'messages' | 'twins' | 'plans'>,
): Violation[] {
  const about = messages(planId);
  const found: Violation[] = [];
  const say = (invariant: Violation['invariant'], text: string) =>
    void found.push({ invariant, text: `${planId} ${text}` });

  if (twins.some((twin) => twin.planId === planId)) say('I10', 'had two live cards at once');
  for (const { ts } of about.filter(hasButtons)) say('I10', `still has buttons on ${ts}`);

  const ends = about.flatMap((message) => saysOver(message) ?? []);
  const status = plans.get(planId)?.status ?? '';
  if (ends.length === 0) say('I10', 'has no card that says that it is over');
  for (const word of ends) if (WORDS[word] !== status) say('I10', `is ${status}, its card says ${word}`);

  found.push(...decisionShown(planId, entries, about));

  const handed = about.filter((message) => HANDED_OVER.test(textOfMessage(message)));
  const acts = entries.filter(
    ({ event, stepId }, index) =>
      event === 'tool_call_complete' &&
      entries
        .slice(0, index)
        .some((entry) => entry.stepId === stepId && entry.event === 'approval_requested'),
  ).length;
  if (handed.length !== acts) say('I4', `was handed over ${handed.length} times, ${acts} times it was done`);
  for (const { versions } of handed) {
    const first = versions.find((version) => HANDED_OVER.test(textOfMessage(version)));
    const isApproved = entries.some(
      (entry) =>
        entry.event === 'approval_received' &&
        entry.data.decision === 'approved' &&
        entry.at <= (first?.atMs ?? 0),
    );
    if (!isApproved) say('I2', 'was handed over before it was approved');
  }
  return found;
}

/** The card says what was decided last, and by whom. */
function decisionShown(
  planId: string,
  entries: readonly AuditEntry[],
  about: readonly Message[],
): Violation[] {
  const last = entries.filter(isDecision).at(-1);
  if (!last) return [];
  const shown = about.filter((message) => DECIDED.test(textOfMessage(message)));
  const decision = String(last.data.decision);
  const fits = shown.filter((message) => {
    const text = textOfMessage(message);
    const word = DECIDED.exec(text)?.[1]?.toLowerCase();
    return word === decision && (last.actor === 'system' || text.includes(`<@${last.actor}>`));
  });
  if (fits.length > 0 && fits.length === shown.length) return [];
  const words = shown.map((message) => DECIDED.exec(textOfMessage(message))?.[1]).join(', ') || 'nothing';
  return [{ invariant: 'I3', text: `${planId} was ${decision} by ${last.actor}, its cards say ${words}` }];
}
