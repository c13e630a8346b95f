import type { Clock } from '../core/clock.ts';
import type { Ids } from './ids.ts';
import { ApiError } from './web-api/api-error.ts';

const SLACKS_LIFE_MS = 3_000;

interface Trigger {
  readonly userId: string;
  readonly madeAtMs: number;
  isUsed: boolean;
}

/** Trigger ids: one use each, within three seconds or as long as the sandbox was told. */
export interface Triggers {
  create(userId: string): string;
  /** Spends the trigger and says whose it is; throws Slack's error when it is spent, too old or unknown. */
  exchange(id: string): string;
}

export function createTriggers(clock: Clock, ids: Ids, lifeMs = SLACKS_LIFE_MS): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    create(userId) {
      const id = ids.trigger();
      triggers.set(id, { userId, madeAtMs: clock.now().getTime(), isUsed: false });
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (!trigger) throw new ApiError('invalid_trigger_id');
      if (trigger.isUsed) throw new ApiError('exchanged_trigger_id');
      if (clock.now().getTime() - trigger.madeAtMs > lifeMs) throw new ApiError('expired_trigger_id');
      trigger.isUsed = true;
      return trigger.userId;
    },
  };
}
