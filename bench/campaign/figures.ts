import { byKind } from './check/copies.ts';
import type { Evidence } from './check/evidence.ts';

/** What a chapter amounts to, in numbers. */
export interface Figures {
  readonly commands: Readonly<Record<string, number>>;
  readonly clicks: Readonly<Record<string, number>>;
  readonly plansByOutcome: Readonly<Record<string, number>>;
  readonly decisions: Readonly<Record<string, number>>;
  /** Things that came again and changed nothing. */
  readonly duplicatesAbsorbed: Readonly<Record<string, number>>;
  readonly auditEntries: number;
  /** Approval to the next step's start, milliseconds of Redis' clock; under fire. */
  readonly resumeMs: readonly number[];
  /** The end of a fault to the next entry of the trail, milliseconds. */
  readonly recoveryMs: readonly number[];
  /** From the last fault until nothing was left to do. */
  readonly settleMs: number;
  readonly stretch: number;
}

export function figuresOf({
  history,
  audit,
  plans,
  told,
  harms,
  messages,
  stretch,
}: Evidence): Omit<Figures, 'settleMs'> {
  const starts = audit.filter(({ event }) => event === 'tool_call_start');
  const byPlan = new Map<string, typeof starts>();
  for (const start of starts) byPlan.set(start.planId, [...(byPlan.get(start.planId) ?? []), start]);
  const resumeMs = audit.flatMap((entry) => {
    if (entry.event !== 'approval_received' || entry.data.decision !== 'approved') return [];
    const next = byPlan
      .get(entry.planId)
      ?.find(({ at, stepId }) => at >= entry.at && stepId === entry.stepId);
    return next ? [next.at - entry.at] : [];
  });
  const ats = audit.map(({ at }) => at).sort((a, b) => a - b);
  const recoveryMs = harms.flatMap(({ until }) => {
    const next = ats.find((at) => at >= until);
    return next === undefined ? [] : [next - until];
  });
  return {
    commands: tally(history.commands.map(({ result }) => result)),
    clicks: tally(history.clicks.map(({ kind, heard }) => `${kind} ${heard}`)),
    plansByOutcome: tally([...plans.values()].map(({ status }) => status)),
    decisions: tally(
      audit.flatMap(({ event, data }) =>
        /^approval_(received|timeout)$/.test(event) ? [String(data.decision)] : [],
      ),
    ),
    duplicatesAbsorbed: {
      'attempts repeated': starts.filter(({ data }) => Number(data.attempt) > 1 && data.phase === 'run')
        .length,
      'cards posted twice': [...plans.keys()].reduce((sum, planId) => sum + postedTwice(messages(planId)), 0),
      'clicks refused': told.filter(({ text }) => /did not count|already counted/.test(text)).length,
    },
    auditEntries: audit.length,
    resumeMs,
    recoveryMs,
    stretch,
  };
}

/** Messages beyond the first that stand for the same thing: Slack did what it never confirmed. */
function postedTwice(messages: ReturnType<Evidence['messages']>): number {
  return messages.length - byKind(messages).size;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The value that this share of all is not above; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
