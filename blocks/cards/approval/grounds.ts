import type { Approval } from '../../../src/core/approval.ts';
import type { CheckResult, Evidence } from '../../../src/core/proposal.ts';
import type { Part } from '../../layout/compose.ts';
import { bullets, section } from '../../layout/parts.ts';
import { bold, clipMarkup, join, type Mrkdwn, md } from '../../text/mrkdwn.ts';

const RISKS = {
  low: 'Low: easy to put right.',
  medium: 'Medium: look twice.',
  high: 'High: hard to undo.',
} as const;

/** Risk in words. */
export function riskOf({ proposal }: Approval): Mrkdwn {
  return md`${bold('Risk')} ${RISKS[proposal.risk]}`;
}

/** What happens when it is approved. */
export function consequences({ proposal }: Approval, more: Mrkdwn): Mrkdwn {
  const lines = proposal.consequences.map((line) => md`${line}`);
  return md`${bold('If approved')}\n${bullets(lines, { max: 500, line: 250, more })}`;
}

/** Why it is proposed, on what evidence, what nobody knows, and what the checks say. */
export function grounds({ proposal, checks }: Approval, more: Mrkdwn): Part[] {
  return [
    list('Quality checks', checks.flatMap(checkLines), more),
    list(
      'Why',
      proposal.reasoning.map((line) => md`${line}`),
      more,
    ),
    list('Evidence', proposal.evidence.map(evidenceLine), more),
    list(
      'What we do not know',
      proposal.unknowns.map((line) => md`${line}`),
      more,
    ),
  ];
}

function list(title: string, lines: readonly Mrkdwn[], more: Mrkdwn): Part {
  const text = md`${bold(title)}\n${bullets(lines, { max: 600, line: 250, more })}`;
  return { detail: true, blocks: lines.length === 0 ? [] : [section(text)] };
}

/** The fact with its date and source; the source's address is shown, never linked. */
function evidenceLine({ text, source, occurredAt }: Evidence): Mrkdwn {
  const when = occurredAt === undefined ? 'undated' : occurredAt.slice(0, 10);
  return md`${clipMarkup(md`${text}`, 170)} (${when}, source: ${clipMarkup(md`${source}`, 60)})`;
}

function checkLines({ summary, passed, issues }: CheckResult): Mrkdwn[] {
  const verdict = md`${passed ? '✓ Passed' : '✗ Not passed'} – ${clipMarkup(md`${summary}`, 200)}`;
  const found = issues.map(({ severity, message, suggestion }) =>
    join([md`${severity}: ${message}`, md`${suggestion ?? ''}`], ' → '),
  );
  return [verdict, ...found];
}
