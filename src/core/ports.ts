import type { ApprovalRef } from './approval.ts';
import type { DataMode } from './data-mode.ts';
import type { CugarEvent } from './events.ts';
import type { Icp } from './icp.ts';
import type { Account, Contact, Opportunity, Rep, SignalRecord } from './records.ts';
import type { Coverage } from './source-failure.ts';

/** The outcome of looking an account up by what a person typed. */
export type AccountMatch =
  | {
      readonly kind: 'one';
      readonly account: Account;
      readonly matchedBy: 'id' | 'domain' | 'name' | 'alias' | 'typo';
    }
  /** Several fit equally well: a person must choose. At most ten, best first. */
  | { readonly kind: 'many'; readonly accounts: readonly Account[] }
  /** None fits; the nearest names, best first, at most five. */
  | { readonly kind: 'none'; readonly nearest: readonly string[] };

export type Spelling = 'exact' | 'any';

/** One row or file that could not be used, and why. */
export interface DataProblem {
  readonly file: string;
  /** Line in the file, 1 for the header; absent when it is about the whole file. */
  readonly line?: number;
  readonly reason: string;
}

export interface DataStatus {
  readonly mode: DataMode;
  readonly loadedAt: Date;
  readonly counts: Readonly<Record<'accounts' | 'contacts' | 'opportunities' | 'signals' | 'reps', number>>;
  readonly problemCount: number;
  /** The first of them; `problemCount` says how many there are in all. */
  readonly problems: readonly DataProblem[];
}

/** Facts about accounts, from whatever sources are configured. Tools know nothing else of the world. */
export interface SalesData {
  /**
   * Finds the account that a person means by an id, domain, name, alias or misspelt name. `exact` is for texts in which
   * a name may or may not stand: it takes no word for a misspelt name and offers none, which takes much longer.
   */
  findAccount(query: string, spelling?: Spelling): Promise<AccountMatch>;
  account(accountId: string): Promise<Account | null>;
  /** All of the book, for questions about coverage and balance. */
  allAccounts(): Promise<readonly Account[]>;
  contacts(accountId: string): Promise<readonly Contact[]>;
  opportunities(accountId: string): Promise<readonly Opportunity[]>;
  opportunity(opportunityId: string): Promise<Opportunity | null>;
  /** All of the book, for base rates and comparisons. */
  allOpportunities(): Promise<readonly Opportunity[]>;
  signals(accountId: string): Promise<readonly SignalRecord[]>;
  reps(): Promise<readonly Rep[]>;
  /** The ideal customer profile that belongs to the data, if it brings one. */
  icp(): Promise<Icp | null>;
  status(): DataStatus;
  /** Who was asked about the account, and who failed; absent where the book is the only source. */
  coverage?(accountId: string): Promise<Coverage>;
}

/** The one emitter: metrics, logs and traces listen to it. Never throws. */
export interface Events {
  emit(event: CugarEvent): void;
}

/** Names one message that is kept in step with the stored truth. */
export type MessageKey =
  | { readonly kind: 'plan'; readonly planId: string }
  | { readonly kind: 'approval'; readonly planId: string; readonly stepId: string }
  | { readonly kind: 'handover'; readonly planId: string; readonly stepId: string };

/** Names the Home tab of one person, which is kept in step like a message. */
export interface HomeKey {
  readonly kind: 'home';
  readonly userId: string;
}

/** Wakes the queues. Only a hint: the stored truth is complete without it, and a sweeper repeats lost ones. */
export interface Wakeups {
  /** Makes sure that the plan's job exists. */
  plan(teamId: string, planId: string): Promise<void>;
  /** The approval was decided: lets the plan's job go on. Without `openedAt` the store is asked first whether it was. */
  decided(
    teamId: string,
    approval: Pick<ApprovalRef, 'planId' | 'stepId'> & { readonly openedAt?: number },
  ): Promise<void>;
  message(teamId: string, key: MessageKey): Promise<void>;
}

/** The same for Home tabs, of which nobody but Slack keeps a truth: a lost wake-up is made good by the next opening. */
export interface HomeWakeups {
  home(teamId: string, userId: string): Promise<void>;
}

/** `later`: the other side wants a pause; call again after it. `behind`: the truth has moved on meanwhile. */
export type Delivery =
  | { readonly kind: 'shown' }
  | { readonly kind: 'behind' }
  | { readonly kind: 'later'; readonly afterMs: number };

/** Brings one message up to the stored truth: posts it, or updates it in place. Safe to repeat. */
export interface Notifier {
  deliver(teamId: string, key: MessageKey): Promise<Delivery>;
}

/** A notifier that draws Home tabs too. */
export interface HomeNotifier {
  deliver(teamId: string, key: MessageKey | HomeKey): Promise<Delivery>;
}
