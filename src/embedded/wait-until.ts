import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 5;

/** Asks again and again until the answer is not null, or the time is over: then null. */
export async function waitUntil<T>(
  ask: () => Promise<T | null> | T | null,
  timeoutMs: number,
): Promise<T | null> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() >= until) return null;
    await pause(EVERY_MS);
  }
}
