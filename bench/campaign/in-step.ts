import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Member } from './member.ts';

interface Line {
  readonly event: string;
  readonly what: string;
}

/** Long enough for an attempt that was not stopped to end. */
const WOULD_END_MS = 1_500;

/** Stops a worker in the middle of an attempt at a step; what it answers lets it go on. Null when none came up in time. */
export async function stopInStep(
  { redis, auditKey, isOver }: { redis: Redis; auditKey: string; isOver: () => boolean },
  worker: Member,
): Promise<(() => void) | null> {
  while (!isOver()) {
    const [before] = await redis.xrevrange(auditKey, '+', '-', 'COUNT', 1);
    const begun = await nextStart(before?.[0] ?? '0');
    if (begun.length === 0) continue;
    const goOn = worker.stop();
    await pause(WOULD_END_MS);
    const ended = new Set(
      (await linesAfter(before?.[0] ?? '0'))
        .filter(({ event }) => event !== 'tool_call_start')
        .map(({ what }) => what),
    );
    if (begun.some(({ what }) => !ended.has(what))) return goOn;
    goOn();
  }
  return null;

  async function linesAfter(id: string): Promise<Line[]> {
    const entries = await redis.xrange(auditKey, `(${id}`, '+');
    return entries.map(([, fields]) => {
      const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
      return { event: field('event'), what: `${field('plan')} ${field('step')}` };
    });
  }

  async function nextStart(id: string): Promise<Line[]> {
    while (!isOver()) {
      const starts = (await linesAfter(id)).filter(({ event }) => event === 'tool_call_start');
      if (starts.length > 0) return starts;
      await pause(10);
    }
    return [];
  }
}
