import { z } from 'zod';
import { cronProblem } from './cron.ts';

/** How the text of an environment variable becomes a value. Issues never repeat the text: it may be a secret. */

export const plainText = z.string().max(1_000);

export function matching(pattern: RegExp) {
  return z.string().max(1_000).regex(pattern);
}

/** A text of at least 16 visible characters. */
export const secretText = matching(/^[!-~]{16,}$/);

export const port = z
  .string()
  .regex(/^[0-9]{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535);

/** Comma-separated, without repeats. */
export function listOf(pattern: RegExp) {
  return z
    .string()
    .max(10_000)
    .transform((text, context) => {
      const items = text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
      const wrong = items.flatMap((item, index) => (pattern.test(item) ? [] : [index + 1]));
      if (wrong.length > 0) {
        context.addIssue({ code: 'custom', message: `entry ${wrong.join(', ')} of the list is no such id` });
      }
      return [...new Set(items)];
    });
}

export const cron = z.string().superRefine((text, context) => {
  const problem = cronProblem(text);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

export const timeZone = z.string().refine((name) => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
});

const LOOPBACK = /^(localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

/** An https address, or http to this machine; without credentials, query and fragment; ends in a slash. */
export const apiUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fault = url === null ? 'it is not a URL' : apiUrlFault(url);
  if (url === null || fault !== null) {
    context.addIssue({ code: 'custom', message: fault ?? '' });
    return z.NEVER;
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
});

function apiUrlFault(url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'it must not hold credentials';
  if (url.search !== '' || url.hash !== '') return 'it must not have a query or fragment';
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'its scheme must be https';
  return LOOPBACK.test(url.hostname) ? null : 'http is only for this machine (127.0.0.1, ::1, localhost)';
}

export const redisUrl = z.string().refine((text) => {
  if (!/^rediss?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  return hostname !== '' && /^(\/[0-9]{0,5})?$/.test(pathname);
});
