import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { Click } from '../history.ts';
import type { Evidence, Violation } from './evidence.ts';
import { isDecision } from './plans.ts';

const ALREADY = /was already (approved|denied|cancelled) by <@(\w+)>/;
const DID_NOT_COUNT =
  /did not count|Nothing was decided|not certain|already counted|takes too long|Your approval counts/;
const BETWEEN = /web|redis|reset|half_open|freeze|delay/;
/** An answer may be on its way for so long, on a machine of one's own. */
const ANSWER_MS = 8_000;

/** What people were told, held against what is stored. */
export function answerViolations(
  evidence: Evidence,
  byPlan: ReadonlyMap<string, readonly AuditEntry[]>,
): Violation[] {
  return [
    ...commandsKept(evidence),
    ...evidence.history.stays.flatMap((stay) => stayKept(evidence, byPlan, stay)),
  ];
}

/** Every plan that was queued is there, and none that nobody can have asked for. */
function commandsKept({ history, audit }: Evidence): Violation[] {
  const found: Violation[] = [];
  const created = audit.filter(({ event }) => event === 'plan_created');
  const createdIds = created.map(({ planId }) => planId);
  for (const { planId } of history.commands)
    if (planId !== undefined && createdIds.filter((id) => id === planId).length !== 1)
      found.push({ invariant: 'I1', text: `${planId} was queued and is not created once` });
  const people = new Set(history.commands.map(({ person }) => person));
  for (const person of people) {
    const asked = history.commands.filter((command) => command.person === person);
    const most = asked.filter(({ result }) => result !== 'refused').length;
    const got = created.filter(({ actor }) => actor === person).length;
    if (got > most)
      found.push({
        invariant: 'I1',
        text: `${person} has ${got} plans of ${most} commands that can have made one`,
      });
  }
  return found;
}

function stayKept(
  { history, told, harms, stretch }: Evidence,
  byPlan: ReadonlyMap<string, readonly AuditEntry[]>,
  stay: Evidence['history']['stays'][number],
): Violation[] {
  const found: Violation[] = [];
  const { planId } = stay;
  const entries = byPlan.get(planId) ?? [];
  const say = (invariant: Violation['invariant'], text: string) =>
    void found.push({ invariant, text: `${planId}: ${text}` });
  for (const person of stay.people) {
    const heard = told
      .filter((one) => one.person === person && one.at >= stay.from && one.at <= stay.until)
      .map(({ text }) => text);
    for (const text of heard) {
      const [, state, by] = ALREADY.exec(text) ?? [];
      const isTrue = entries.some(
        (entry) =>
          isDecision(entry) &&
          entry.data.decision === state &&
          (entry.actor === by || text.includes(`<@${entry.actor}>`)),
      );
      if (state !== undefined && !isTrue)
        say('I3', `${person} was told ${state} by ${by}, which is not stored`);
    }
    const clicks = history.clicks.filter((click) => click.planId === planId && click.person === person);
    const isSure = ({ at, heard: answer, complaint }: Click) =>
      answer === 'ok' && complaint === undefined && isCalm(harms, at, ANSWER_MS * stretch);
    const deciding = clicks.filter(({ kind, heard: answer }) => kind !== 'edit' && answer !== 'nothing');
    if (deciding.length === 0 || !deciding.every(isSure)) continue;
    if (heard.some((text) => DID_NOT_COUNT.test(text))) continue;
    const isStored = entries.some(
      (entry) =>
        entry.actor === person && (entry.event === 'approval_vote' || entry.event === 'approval_received'),
    );
    if (!isStored)
      say('I7', `${person} was acknowledged and heard of no refusal, and nothing of it is stored`);
  }
  return found;
}

/** Whether nothing stood between a click and its answer: a worker or Slack's Web API has no part in it. */
function isCalm(harms: Evidence['harms'], at: number, answerMs: number): boolean {
  return !harms.some(
    ({ kind, from, until }) => BETWEEN.test(kind) && from <= at + answerMs && until >= at - answerMs,
  );
}
