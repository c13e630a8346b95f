import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { DigestSchedule } from '../src/digest/due.ts';
import { keysOf } from '../src/store/keys.ts';
import { underLock } from '../src/store/lock.ts';
import type { DigestJob } from './digest-queue.ts';

export interface ScheduleDeps {
  readonly queue: Queue<DigestJob>;
  readonly redis: Redis;
  readonly teamId: string;
  /** Null removes what an earlier configuration left. */
  readonly schedule: DigestSchedule | null;
}

/** Also names the workspace, so that several can share one queue. */
export function digestSchedulerId(teamId: string): string {
  return `digest-${teamId}`;
}

/**
 * Brings the one scheduler of the workspace in line with the configuration, and looks once for a digest that
 * fell due while nothing ran. An unchanged scheduler is left alone: setting it anew drops its next job.
 */
export async function placeDigestSchedule({ queue, redis, teamId, schedule }: ScheduleDeps): Promise<void> {
  const id = digestSchedulerId(teamId);
  await underLock(redis, keysOf(teamId).digestLock, async () => {
    if (schedule === null) {
      await queue.removeJobScheduler(id);
      return;
    }
    const { cron: pattern, timeZone: tz } = schedule;
    const known = await queue.getJobScheduler(id);
    const isSame = known?.pattern === pattern && known.tz === tz;
    if (isSame && (await queue.getJob(`repeat:${id}:${known.next}`))) return;
    await queue.upsertJobScheduler(id, { pattern, tz }, { name: 'tick', data: { kind: 'tick', teamId } });
  });
  if (schedule === null) return;
  await queue.add('tick', { kind: 'tick', teamId }, { deduplication: { id: `catch-up-${teamId}` } });
}
