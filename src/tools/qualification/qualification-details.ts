import type { Finding } from '../../core/finding.ts';
import type { Evidence } from './evidence.ts';
import { CRITERION_LABELS } from './frameworks.ts';
import type { OpenQuestion } from './next-questions.ts';
import type { FrameworkResult } from './verdict.ts';

/** The frameworks side by side, what each known fact rests on, and what to ask about each unknown. */
export function qualificationDetails(
  frameworks: readonly FrameworkResult[],
  evidence: readonly Evidence[],
  questions: readonly OpenQuestion[],
): NonNullable<Finding['details']> {
  return [
    { title: 'Frameworks', lines: frameworks.map(frameworkLine) },
    { title: 'Evidence', lines: evidence.map(evidenceLine) },
    {
      title: 'To ask, most important first',
      lines: questions.map(({ criterion, question }) => `${CRITERION_LABELS[criterion]}: ${question}`),
    },
  ].filter(({ lines }) => lines.length > 0);
}

function frameworkLine({ name, score, confirmed, disproved, unknown }: FrameworkResult): string {
  const total = confirmed.length + disproved.length + unknown.length;
  const share = score === null ? '' : `, ${Math.round(score * 100)} % of the known`;
  return `${name.toUpperCase()}: ${confirmed.length} of ${total} confirmed${share}, ${disproved.length} disproved, ${unknown.length} unknown`;
}

function evidenceLine({ criterion, state, source, date, text }: Evidence): string {
  const said = text === null ? '' : ` “${text}”`;
  return `${CRITERION_LABELS[criterion]}: ${state}${said} (${source}, ${date ?? 'not dated'})`;
}
