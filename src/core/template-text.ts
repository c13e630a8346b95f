import { z } from 'zod';

/** `{{name}}` or `{{name|default}}`. */
export const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9_]*)\s*(?:\|([^{}]*))?\}\}/g;

/** What a message knows of itself when it is written. */
const NAMES = [
  'company',
  'short_company',
  'addressee',
  'full_addressee',
  'topic',
  'date',
  'question',
  'signed',
  'introduction',
] as const;
type Name = (typeof NAMES)[number];

/** A text with placeholders. Those in `always` have a value wherever it is used; all others need a default. */
export function templateText(max: number, always: readonly Name[] = []) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .superRefine((text, context) => {
      const problem = problemOf(text, always);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    });
}

function problemOf(text: string, always: readonly Name[]): string | null {
  for (const [whole, name = '', fallback] of text.matchAll(PLACEHOLDER)) {
    const known = NAMES.find((one) => one === name);
    if (known === undefined) return `nothing fills ${whole}; there is ${NAMES.join(', ')}`;
    if (fallback === undefined && !always.includes(known))
      return `${whole} may have no value; write {{${name}|what stands instead}}`;
  }
  const rest = text.replace(PLACEHOLDER, '');
  if (/[{}[\]<>]/.test(rest)) return 'holds a bracket that is no placeholder';
  if (/https?:|www\./i.test(rest)) return 'holds a link';
  return /[^\P{C}]/u.test(rest) ? 'holds a line break or a control character' : null;
}
