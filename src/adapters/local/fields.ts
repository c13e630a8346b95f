import { z } from 'zod';
import { domainIn } from '../../core/web-domain.ts';
import type { DateReader } from './dates.ts';

/** How exports write "not known" in columns that hold no free text. */
const PLACEHOLDER = /^(?:n\/?a|-+|null|none|unknown|\?+)$/i;
const NUMBER = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const EMAIL = /^[^\s@<>"(),;:]{1,64}@([^\s@<>]{3,253})$/;
const YES = /^(?:yes|y|true|1)$/i;
const NO = /^(?:no|n|false|0)$/i;

/** A plain decimal number, also with thousands commas; null when it is none. */
export function readNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text.replaceAll(',', '')) : null;
}

/** A cell of its own kind: `read` gives null for what it cannot understand; a placeholder counts as absent. */
function cell<T>(what: string, read: (text: string) => T | null) {
  return z
    .string()
    .transform((text, context): T | undefined => {
      if (PLACEHOLDER.test(text)) return undefined;
      const value = read(text);
      if (value !== null) return value;
      context.addIssue({ code: 'custom', message: `"${text.slice(0, 60)}" is not ${what}` });
      return z.NEVER;
    })
    .optional();
}

function numberCell(limits: { what: string; min: number; max: number; whole?: boolean }) {
  return cell(limits.what, (text) => {
    const value = readNumber(text);
    const isFit =
      value !== null &&
      value >= limits.min &&
      value <= limits.max &&
      (!limits.whole || Number.isInteger(value));
    return isFit ? value : null;
  });
}

const zones = new Map<string, string | null>();

function readTimezone(text: string): string | null {
  const known = zones.get(text);
  if (known !== undefined) return known;
  let zone: string | null = text;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    zone = null;
  }
  if (zones.size < 1_000) zones.set(text, zone);
  return zone;
}

function readEmail(text: string): string | null {
  const host = EMAIL.exec(text)?.[1];
  return host !== undefined && domainIn(host) !== null ? text : null;
}

function readUrl(text: string): string | null {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

function readYesNo(text: string): boolean | null {
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
}

function readList(text: string): string[] {
  return [...new Set(text.split(';').map((item) => item.trim()))].filter((item) => item !== '');
}

/** The kinds of cells that rows are made of; cells come trimmed and are absent when empty. */
export const fields = {
  id: z.string().max(100, 'is longer than 100 characters').optional(),
  name: z.string().max(200, 'is longer than 200 characters').optional(),
  text: z.string().max(2_000, 'is longer than 2,000 characters').optional(),
  list: z.string().max(4_000, 'is longer than 4,000 characters').transform(readList).optional(),
  domain: cell('a domain such as acme.example', domainIn),
  email: cell('an e-mail address', readEmail),
  url: cell('an http or https address', readUrl),
  timezone: cell('an IANA time zone such as Europe/Berlin', readTimezone),
  yesNo: cell('yes or no', readYesNo),
  currency: cell('a currency code of three letters such as USD', (text) =>
    /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : null,
  ),
  employees: numberCell({ what: 'a whole number of employees', min: 1, max: 10_000_000, whole: true }),
  money: numberCell({ what: 'an amount of money such as 1200.50', min: 0, max: 10_000_000_000_000 }),
  share: numberCell({ what: 'a number from 0 to 1', min: 0, max: 1 }),
  count: numberCell({ what: 'a number from 0 to 1,000,000', min: 0, max: 1_000_000 }),
};

/** A date cell in the format of its file. */
export function dateField(read: DateReader) {
  return cell('a date in the format of this file', read);
}
