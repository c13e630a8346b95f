import { SECOND } from '../../core/clock.ts';
import type { SourceHealth } from '../../core/source-report.ts';

type Told = ReadonlyMap<string, SourceHealth>;

/**
 * Tells how sources do, of all requests of a second at once: one account asks for dozens, and only the last
 * word counts. What cannot be told is told with the next request.
 */
export function createHealthTeller(tell: (health: Told) => Promise<void>, afterMs: number = SECOND) {
  const due = new Map<string, () => SourceHealth>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (due.size === 0) return;
    const health = new Map(Array.from(due, ([name, now]) => [name, now()] as const));
    due.clear();
    await tell(health).catch(() => undefined);
  };

  return {
    changed(name: string, now: () => SourceHealth): void {
      due.set(name, now);
      timer ??= setTimeout(flush, afterMs).unref();
    },
    flush,
  };
}
