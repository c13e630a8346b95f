import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, Violation } from './check/evidence.ts';

/** Writes down all that is known of every plan that a violation names. */
export function writeDossier(dir: string, evidence: Evidence, found: readonly Violation[]): void {
  if (found.length === 0) return;
  const { audit, plans, messages, history } = evidence;
  const named = [...plans.keys(), ...evidence.seenPlanIds].filter((planId) =>
    found.some(({ text }) => text.includes(planId)),
  );
  const dossier = [...new Set(named)].slice(0, 30).map((planId) => ({
    planId,
    violations: found.filter(({ text }) => text.includes(planId)),
    plan: plans.get(planId),
    audit: audit.filter((entry) => entry.planId === planId),
    commands: history.commands.filter((command) => command.planId === planId),
    clicks: history.clicks.filter((click) => click.planId === planId),
    messages: messages(planId).map(({ channelId, ts, versions }) => ({
      channelId,
      ts,
      versions: versions.map(({ atMs, text }) => ({ atMs, text })),
    })),
  }));
  writeFileSync(
    join(dir, 'dossier.json'),
    JSON.stringify({ found, harms: evidence.harms, dossier }, null, 1),
  );
}
