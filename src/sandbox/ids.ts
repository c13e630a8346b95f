import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';

/** Makes the names that Slack gives to things. */
export interface Ids {
  /** A message timestamp, unique and increasing: `1795344000.000100`. */
  ts(): string;
  /** `V` and ten more characters, unique. */
  next(prefix: string): string;
  /** A trigger id in Slack's form: `132456.7890123.abcdef`. */
  trigger(): string;
  /** An unguessable lower-case hexadecimal text. */
  secret(): string;
}

export function createIds(clock: Clock, secret: () => string = () => randomBytes(16).toString('hex')): Ids {
  let lastMicros = 0;
  let count = 0;
  return {
    ts() {
      lastMicros = Math.max(lastMicros + 100, clock.now().getTime() * 1_000);
      const seconds = Math.floor(lastMicros / 1_000_000);
      return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    next(prefix) {
      count += 1;
      return `${prefix}${count.toString(36).toUpperCase().padStart(10, '0')}`;
    },
    trigger: () => `${clock.now().getTime()}.${++count}.${secret()}`,
    secret,
  };
}
