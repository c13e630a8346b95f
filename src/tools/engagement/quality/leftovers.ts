import { oneLine } from '../../shared/text.ts';
import type { Check } from './message.ts';

/** Placeholders of mail tools and of tired people. */
const PATTERNS: readonly RegExp[] = [
  /\{\{[^{}]*\}\}?|\{\{/,
  /\$?\{\s*[\w .-]+\s*\}/,
  /\[(?!\d+\])[^\][\n]{1,40}\](?!\()/,
  /<\/?[A-Z][A-Z _]+>|<(?:first|last|full|your|company|name)[\w _-]*>/i,
  /%[A-Z][A-Z_]{2,}%|%%[\w ]+%%/i,
  /\*\|[^|]+\|\*/,
  /\b_{2,}[A-Za-z ]+_{2,}\b|_{3,}/,
  /\b[Xx]{3,}\b/,
  /\b(?:undefined|NaN|null(?! and void))\b/,
  /\[object Object\]/,
  /\b(?:lorem ipsum|TBD|TODO|FIXME)\b/i,
];

export const leftovers: Check = ({ neutral }) =>
  (['subject', 'body'] as const).flatMap((field) => {
    const found = PATTERNS.flatMap((pattern) => pattern.exec(neutral[field])?.[0] ?? [])[0];
    if (found === undefined) return [];
    const message = `A placeholder was left in the text: ${oneLine(found, 30)}`;
    return [
      { severity: 'critical', type: 'placeholder', message, suggestion: 'Fill it in or take it out.', field },
    ] as const;
  });
