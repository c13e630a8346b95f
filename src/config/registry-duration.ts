import { z } from 'zod';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `500ms`, `10s`, `5m`, `24h` or `7d`, not longer than `longest`; becomes milliseconds. */
export function duration(longest: string) {
  return z
    .string()
    .regex(/^[1-9][0-9]{0,5}(ms|s|m|h|d)$/, 'write a duration such as 500ms, 10s, 5m, 24h or 7d')
    .transform(milliseconds)
    .refine((ms) => ms <= milliseconds(longest), `at most ${longest}`);
}

function milliseconds(text: string): number {
  const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof UNITS;
  return Number.parseInt(text, 10) * UNITS[unit];
}
