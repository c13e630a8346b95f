import { type Line, ok, warning } from './check.ts';

/** Slack refuses what is five minutes off; approvals expire by the clock of Redis. */
const MOST_MS = 30_000;

export interface Reading {
  /** The other side's clock, milliseconds since 1970. */
  readonly theirs: number;
  /** Our clock before and after the question. */
  readonly asked: number;
  readonly answered: number;
  /** How coarse the other side's clock is told, milliseconds. */
  readonly grainMs?: number;
}

/** How far our clock is off, at least; what the journey may explain does not count. */
export function clockLine(what: string, { theirs, asked, answered, grainMs = 0 }: Reading): Line {
  const early = asked - (theirs + grainMs);
  const late = theirs - answered;
  const off = Math.max(early, late, 0);
  const side = early > late ? 'ahead' : 'behind';
  if (off <= MOST_MS) return ok(what, off < 1_000 ? 'in step' : `${Math.round(off / 1_000)} s ${side}`);
  return warning(
    what,
    `this machine is ${Math.round(off / 1_000)} s ${side}`,
    'Let a time service such as chrony or systemd-timesyncd set the clock.',
  );
}
