import type { Clock } from '../../core/clock.ts';
import type { SourceHealth } from '../../core/source-report.ts';
import type { AttemptReport } from '../http/http-client.ts';

const MAX_COUNTED = 100;

/** Keeps count of how a vendor does: of its last requests, in this process. */
export function createSourceHealth(clock: Clock) {
  const outcomes: boolean[] = [];
  let lastSuccessAt: number | null = null;
  let lastFailure: SourceHealth['lastFailure'] = null;
  return {
    count({ outcome }: Pick<AttemptReport, 'outcome'>): void {
      const at = clock.now().getTime();
      // That there is no such thing is an answer like any other.
      const isGood = outcome === 'ok' || outcome === 'not_found';
      if (isGood) lastSuccessAt = at;
      else lastFailure = { kind: outcome, at };
      outcomes.push(isGood);
      if (outcomes.length > MAX_COUNTED) outcomes.shift();
    },
    health(now: Pick<SourceHealth, 'circuit' | 'rate'>): SourceHealth {
      const failed = outcomes.filter((isGood) => !isGood).length;
      return { ...now, lastSuccessAt, lastFailure, requests: outcomes.length, failed };
    },
  };
}
