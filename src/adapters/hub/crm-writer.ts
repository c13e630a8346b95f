import { setTimeout as pause } from 'node:timers/promises';
import type { CrmWriter } from '../../core/crm.ts';
import { type CrmOutcome, type CrmOwnerChange, crmMark } from '../../core/payloads/crm-record.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { isAnswerLost } from './answer-lost.ts';
import { inTurn, type WritingSource } from './crm-places.ts';

export interface CrmTimes {
  /** For finding out what stands there. */
  readonly lookMs: number;
  readonly writeMs: number;
  /** For everything of one approval. */
  readonly allMs: number;
  /** Pauses before looking again for what got no answer. */
  readonly pausesMs: readonly number[];
}

/** Together well below the time limit of a step, whose main effect must not wait for a CRM. */
export const CRM_TIMES: CrmTimes = { lookMs: 4_000, writeMs: 6_000, allMs: 20_000, pausesMs: [500, 1_500] };

const MOST_AT_ONCE = 4;
const MOST_REASON = 300;

type Result = Pick<CrmOutcome, 'state' | 'entryId' | 'reason'>;

/**
 * Looks first, then writes once, and looks again where the answer was lost. An entry is never posted twice by
 * itself: what is still not to be seen then is uncertain, and a later call for the same key finds it.
 */
export function createCrmWriter(crms: readonly WritingSource[], times: CrmTimes): CrmWriter {
  const named = (crm: string) => crms.find(({ name }) => name === crm);
  const within = (signal: AbortSignal, ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)]);

  /** Looks again after each pause; null when it is still not there, or nobody can tell. */
  const lookAgain = async <T>(look: () => Promise<T | null>, signal: AbortSignal): Promise<T | null> => {
    for (const ms of times.pausesMs) {
      await pause(ms, undefined, { signal }).catch(() => undefined);
      const found = await look().catch(() => null);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    async log(place, entry, stop): Promise<CrmOutcome> {
      const signal = within(stop, times.allMs);
      const mark = crmMark(entry.key);
      const { crm: name, ...shown } = place;
      const outcome = (result: Result): CrmOutcome => ({ what: 'entry', ...shown, mark, ...result });
      const crm = named(name);
      if (!crm) return outcome(failed(`${place.title} is not live any more`));
      const { key: _key, ...written } = entry;
      const asked = { ...written, recordId: place.recordId, mark };
      const look = () => crm.writes.find({ ...asked, signal: within(signal, times.lookMs) });
      try {
        const before = await look();
        if (before !== null) return outcome({ state: 'found', entryId: before });
      } catch (error) {
        return outcome(failed(`${reasonOf(error)} when asked what stands there, so nothing was written`));
      }
      try {
        const entryId = await crm.writes.create({ ...asked, signal: within(signal, times.writeMs) });
        return outcome({ state: 'written', entryId });
      } catch (error) {
        if (!isAnswerLost(error)) return outcome(failed(reasonOf(error)));
        const entryId = await lookAgain(look, signal);
        if (entryId !== null) return outcome({ state: 'written', entryId });
        return outcome({ state: 'uncertain', reason: reasonOf(error) });
      }
    },

    async changeOwners(changes, key, stop) {
      const signal = within(stop, times.allMs);
      const change = async (wanted: CrmOwnerChange): Promise<CrmOutcome> => {
        const { title, recordId, recordName, ownerId, ownerName: form } = wanted;
        const outcome = (result: Result): CrmOutcome => {
          const shown = { what: 'owner' as const, title, form, recordId, recordName, entryId: ownerId };
          return { ...shown, mark: crmMark(key), ...result };
        };
        const crm = named(wanted.crm);
        if (!crm) return outcome(failed(`${title} is not live any more`));
        const owner = () => crm.writes.accountOwner(recordId, within(signal, times.lookMs));
        try {
          const now = await owner();
          if (now === ownerId) return outcome({ state: 'found' });
          if (now !== wanted.fromOwnerId)
            return outcome(failed('its owner there has changed since the proposal was made'));
        } catch (error) {
          return outcome(failed(`${reasonOf(error)} when asked who owns it`));
        }
        try {
          await crm.writes.setAccountOwner(recordId, ownerId, within(signal, times.writeMs));
          return outcome({ state: 'written' });
        } catch (error) {
          if (!isAnswerLost(error)) return outcome(failed(reasonOf(error)));
          const seen = await lookAgain(async () => ((await owner()) === ownerId ? true : null), signal);
          return outcome(seen ? { state: 'written' } : { state: 'uncertain', reason: reasonOf(error) });
        }
      };
      return await inTurn(changes, MOST_AT_ONCE, change);
    },
  };
}

function failed(reason: string): Result {
  return { state: 'failed', reason: reason.slice(0, MOST_REASON) };
}

/** A failure that is no vendor's is this program's own: it is told too, and never by throwing. */
function reasonOf(error: unknown): string {
  return isVendorError(error) ? error.message : 'this program failed in the middle of it';
}
