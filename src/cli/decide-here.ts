import { createInterface } from 'node:readline/promises';
import type { Services } from '../composition/services.ts';
import { CugarError } from '../core/errors.ts';
import { type PlanRecord, stepRecord } from '../core/plan.ts';
import { printLine } from './output.ts';
import { proposalText } from './proposal-text.ts';
import { localUser } from './session.ts';

export type Verdict = { readonly kind: 'approved' } | { readonly kind: 'denied'; readonly reason: string };

/** Decides a waiting approval as the person at this terminal, or by what was said on the command line. */
export async function decideHere(
  { decisions }: Services['requests'],
  record: PlanRecord,
  { stepId, standing, show }: { stepId: string; standing: Verdict | undefined; show: boolean },
): Promise<void> {
  const { approval } = stepRecord(record, stepId);
  if (!approval) return;
  if (show) printLine(proposalText(approval.proposal));
  const verdict = standing ?? (await ask());
  const result = await decisions.decide(record, {
    teamId: record.plan.teamId,
    ref: { planId: record.plan.planId, stepId, version: approval.version, hash: approval.hash },
    decision: verdict.kind,
    by: localUser(),
    ...(verdict.kind === 'denied' && { reason: verdict.reason }),
  });
  if (result.kind === 'not_allowed') {
    throw new CugarError('USER_PERMISSION', 'Whoever asks may not decide this one.', {
      hint: `Its policy is "${approval.policy.kind}": ${approval.policy.approvers.join(', ') || 'see registry.yaml'} may decide, in Slack.`,
    });
  }
}

async function ask(): Promise<Verdict> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer = (await terminal.question('a approve, d deny: ')).trim().toLowerCase();
      if (answer === 'a') return { kind: 'approved' };
      if (answer !== 'd') continue;
      const reason = (await terminal.question('Why? ')).trim();
      if (reason.length >= 5) return { kind: 'denied', reason };
      printLine('A reason has at least five characters.');
    }
  } finally {
    terminal.close();
  }
}
