import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { MINUTE } from '../core/clock.ts';
import { run, scripts } from './scripts.ts';

/** Longer than a call to Slack lasts, with the time in which it may still land after that. */
const OPEN_MS = MINUTE;

/** One redrawing of a message, from before the call to Slack until its end is known. */
export interface Drawing {
  /** False: another one began, and nobody knows how it ended; its process may have died. */
  readonly isAlone: boolean;
  end(): Promise<void>;
}

/** Notes at `key` that a message is being redrawn. */
export async function beginDrawing(redis: Redis, key: string): Promise<Drawing> {
  const token = randomUUID();
  const other = await redis.set(key, token, 'PX', OPEN_MS, 'GET');
  return {
    isAlone: other === null,
    async end() {
      await run(redis, scripts.unlock, [key], [token]);
    },
  };
}
