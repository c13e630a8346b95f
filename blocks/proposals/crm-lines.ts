import { type CrmOutcome, crmSentence, crmWritten } from '../../src/core/payloads/crm-record.ts';
import { bullets, section } from '../layout/parts.ts';
import { bold, join, md } from '../text/mrkdwn.ts';

/** What an approval wrote to CRMs, or failed to, for the one who asked; nothing where it wrote to none. */
export function crmBlocks(output: unknown): ReturnType<typeof section>[] {
  const outcomes = crmWritten(output);
  if (outcomes.length === 0) return [];
  const lines = outcomes.map((outcome) => md`${SYMBOLS[outcome.state]} ${crmSentence(outcome)}`);
  const more = md`and more; the plan has them all`;
  return [section(join([bold('In your CRM'), bullets(lines, { max: 1_500, line: 400, more })], '\n'))];
}

const SYMBOLS: Readonly<Record<CrmOutcome['state'], string>> = {
  written: '✓',
  found: '✓',
  failed: '⚠',
  uncertain: '⚠',
};
