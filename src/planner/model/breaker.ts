import { type Clock, MINUTE } from '../../core/clock.ts';
import { CugarError } from '../../core/errors.ts';

/** Failures in a row after which the model is left alone, and for how long. */
const MOST_FAILURES = 3;
const REST_MS = MINUTE;

/** Keeps people from waiting again and again for a model that is down: after a rest, one call may try. */
export function createBreaker(clock: Clock) {
  let failures = 0;
  let restsUntil = 0;
  return {
    /** Throws while the model is left alone. */
    pass() {
      const now = clock.now().getTime();
      if (now < restsUntil)
        throw new CugarError('RESOURCE_UNAVAILABLE', 'the model failed several times and is given a rest');
      // Others wait for the outcome of this one.
      if (failures >= MOST_FAILURES) restsUntil = now + REST_MS;
    },
    succeeded() {
      failures = 0;
      restsUntil = 0;
    },
    failed() {
      failures += 1;
      if (failures >= MOST_FAILURES) restsUntil = clock.now().getTime() + REST_MS;
    },
  };
}
