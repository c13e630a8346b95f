import { clamp } from '../shared/numbers.ts';
import { fold } from '../shared/text.ts';

interface Extended {
  readonly extra?: Readonly<Record<string, string>> | undefined;
}

const NUMBER = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** An extra column's text, by name in any case; undefined where it is empty or not there. */
export function extraText({ extra = {} }: Extended, column: string): string | undefined {
  const found = Object.entries(extra).find(([name]) => name.toLowerCase() === column);
  return found?.[1].trim() || undefined;
}

/** A plain number that is not negative; null where there is none that can be read. */
export function extraNumber(record: Extended, column: string): number | null {
  const text = extraText(record, column);
  return text !== undefined && NUMBER.test(text) ? Number(text.replaceAll(',', '')) : null;
}

/** `0.6`, `60%` and `60 %` are 0.6; null where there is none that can be read. */
export function extraShare(record: Extended, column: string): number | null {
  const text = extraText(record, column);
  const [, digits, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text ?? '') ?? [];
  if (digits === undefined) return null;
  const value = Number(digits) / (sign === '%' || Number(digits) > 1 ? 100 : 1);
  return value > 1 ? null : clamp(value, 0, 1);
}

/** A list separated by `;`. */
export function extraList(record: Extended, column: string): string[] {
  return (extraText(record, column) ?? '').split(';').flatMap((item) => item.trim() || []);
}

/** The same as keys for comparing. */
export function extraKeys(record: Extended, column: string): ReadonlySet<string> {
  return new Set(extraList(record, column).map(fold));
}
