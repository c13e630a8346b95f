import { contentOf, type Proposal } from '../core/proposal.ts';

/** A proposal of any kind for a person at a terminal. */
export function proposalText({ summary, payload, consequences, reasoning, unknowns }: Proposal): string {
  const { facts, text } = contentOf(payload);
  return [
    '',
    `Approval needed: ${summary}`,
    ...facts.map(({ label, value }) => `  ${label}: ${value}`),
    ...(text?.subject ? [`  Subject: ${text.subject}`] : []),
    ...(text ? ['', ...text.body.split('\n').map((line) => `  │ ${line}`)] : []),
    '',
    ...consequences.map((line) => `  • ${line}`),
    ...reasoning.map((line) => `  • Why: ${line}`),
    ...unknowns.map((line) => `  • Not known: ${line}`),
  ].join('\n');
}
