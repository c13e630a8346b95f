import { z } from 'zod';
import type { Playbook } from '../../core/playbook.ts';
import type { Account, Contact, Opportunity, SignalRecord } from '../../core/records.ts';
import type { BookFacts } from './book-facts.ts';

/** A piece of evidence about a deal and how far it moves the log-odds of winning. */
export const RiskFactor = z.strictObject({
  factor: z.string(),
  direction: z.enum(['lowers', 'raises']),
  logOdds: z.number(),
  note: z.string(),
  /** Its weight was fitted to the outcomes of the own history, and stood the test; else it is a default. */
  fitted: z.boolean().default(false),
});
export type RiskFactor = z.infer<typeof RiskFactor>;

/** What one judge found: evidence, or that something cannot be known. Neither: nothing to say. */
export interface RiskFinding {
  readonly factors: readonly RiskFactor[];
  readonly unknowns: readonly string[];
}

/** Everything that may bear on one open deal. */
export interface DealFacts {
  readonly deal: Opportunity;
  readonly account: Account | null;
  readonly book: BookFacts;
  readonly playbook: Playbook;
  readonly contacts: readonly Contact[];
  readonly signals: readonly SignalRecord[];
  /** Whether the book holds any contacts at all. */
  readonly bookHasContacts: boolean;
  readonly wantedTechnologies: readonly string[];
  /** Newest date of a book that looks like an old export; null for a current one. */
  readonly staleSince: string | null;
  readonly now: Date;
}

export function factor(name: string, logOdds: number, note: string): RiskFactor {
  return { factor: name, direction: logOdds < 0 ? 'lowers' : 'raises', logOdds, note, fitted: false };
}
