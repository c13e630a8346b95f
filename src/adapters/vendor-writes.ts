import type { CrmEntry, LoggedKind } from '../core/crm.ts';

export interface WriteEntry extends Omit<CrmEntry, 'key'> {
  /** The vendor's id of the account. */
  readonly recordId: string;
  /** Stands in what is written, whole. */
  readonly mark: string;
  readonly signal: AbortSignal;
}

export interface VendorOwner {
  readonly ownerId: string;
  readonly name: string;
}

/**
 * What a CRM lets be written. Nothing here repeats a creation: whoever calls looks first, and looks again when
 * an answer was lost. Accounts that a writing vendor tells have their owner's id as the extra fact `owner_id`.
 */
export interface VendorWrites {
  /** What is made of each kind, as people of this vendor call it. */
  readonly forms: Readonly<Record<LoggedKind, string>>;
  /** The id of what carries the mark with that account; null: there is none. Reads the records themselves, not an index that lags. */
  find(asked: Pick<WriteEntry, 'recordId' | 'kind' | 'mark' | 'signal'>): Promise<string | null>;
  /** Writes once and answers its id. */
  create(entry: WriteEntry): Promise<string>;
  /** Everybody active with that address who can own accounts. */
  ownersByEmail(email: string, signal: AbortSignal): Promise<readonly VendorOwner[]>;
  /** The owner's id, null for nobody; throws `not_found` for an account that is gone. */
  accountOwner(recordId: string, signal: AbortSignal): Promise<string | null>;
  /** Safe to repeat. */
  setAccountOwner(recordId: string, ownerId: string, signal: AbortSignal): Promise<void>;
}
