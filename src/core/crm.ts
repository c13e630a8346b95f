import type { CrmOutcome, CrmOwnerChange, CrmPlace } from './payloads/crm-record.ts';
import type { MessageChannel } from './payloads/message.ts';
import type { Account, Rep } from './records.ts';

/** What an approved proposal can be put on record as. */
export type LoggedKind = 'message' | 'touchpoint';

/** What is put on record: plain text, nothing that the approver did not see. */
export interface CrmEntry {
  /** Equal for every attempt at the same approved version. */
  readonly key: string;
  readonly kind: LoggedKind;
  readonly channel: MessageChannel;
  readonly title: string;
  readonly text: string;
  /** When it is to be done; ISO date-time. */
  readonly at: string;
  readonly minutes?: number;
}

/** A place, or why there is none, as a sentence that begins with a CRM or "no CRM". */
export type PlaceFound = { readonly place: CrmPlace } | { readonly place: null; readonly reason: string };

export interface OwnerMove {
  readonly account: Account;
  readonly rep: Rep;
}

export interface OwnerChanges {
  readonly changes: readonly CrmOwnerChange[];
  /** What stays as it is in the CRMs, and why. */
  readonly refused: readonly { readonly accountId: string; readonly reason: string }[];
}

/** Finds out by reading alone what an approval would write. Never throws because of a CRM. */
export interface CrmPlaces {
  /** The account in the first live CRM that knows it. */
  place(account: Account, kind: LoggedKind, signal: AbortSignal): Promise<PlaceFound>;
  /** Who would own the accounts in the CRMs; owners are the reps with the same e-mail address. */
  ownerChanges(moves: readonly OwnerMove[], signal: AbortSignal): Promise<OwnerChanges>;
}

/** Writes to CRMs what a person approved, each once however often it is called. Never throws because of a CRM. */
export interface CrmWriter {
  log(place: CrmPlace, entry: CrmEntry, signal: AbortSignal): Promise<CrmOutcome>;
  changeOwners(
    changes: readonly CrmOwnerChange[],
    key: string,
    signal: AbortSignal,
  ): Promise<readonly CrmOutcome[]>;
}

export interface Crm extends CrmPlaces, CrmWriter {}
