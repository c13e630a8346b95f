import { readFileSync } from 'node:fs';

/** Of one process since its start: how long it ran, and how long it was ready to run and had to wait for a processor. */
export interface Turns {
  readonly ran: number;
  readonly waited: number;
}

/** Time as a machine counts it that nobody else uses. */
export interface OwnTime {
  /** How many times as long as alone things take now: 1 on a machine of one's own. */
  readonly stretch: number;
  /** The same for all the time since the start. */
  readonly meanStretch: number;
  /** Milliseconds since the start of which others took nothing. */
  readonly elapsedMs: number;
  stop(): void;
}

const TICK_MS = 500;
/** What is more than this is no busy machine but one on which nothing can be judged. */
const MOST = 12;

/** What Linux notes of this process; null where the system does not say. */
export function turnsOfThisProcess(): Turns | null {
  try {
    const [ran = 0, waited = 0] = readFileSync('/proc/self/schedstat', 'utf8').split(' ').map(Number);
    return { ran, waited };
  } catch {
    return null;
  }
}

/** Starts to count. Where the system does not say who waits for whom, others take nothing. */
export function startOwnTime(look = turnsOfThisProcess, now = () => performance.now()): OwnTime {
  const first = { at: now(), turns: look() };
  let last = first;
  let stretch = 1;
  let elapsedMs = 0;

  function tick(): void {
    const here = { at: now(), turns: look() };
    stretch = Math.min(MOST, stretchBetween(last.turns, here.turns) ?? stretch);
    elapsedMs += (here.at - last.at) / stretch;
    last = here;
  }

  const timer = setInterval(tick, TICK_MS).unref();
  return {
    get stretch() {
      tick();
      return stretch;
    },
    get meanStretch() {
      return stretchBetween(first.turns, look()) ?? 1;
    },
    get elapsedMs() {
      tick();
      return elapsedMs;
    },
    stop: () => clearInterval(timer),
  };
}

function stretchBetween(from: Turns | null, to: Turns | null): number | null {
  const ran = (to?.ran ?? 0) - (from?.ran ?? 0);
  const waited = (to?.waited ?? 0) - (from?.waited ?? 0);
  return ran > 0 ? (ran + waited) / ran : null;
}
