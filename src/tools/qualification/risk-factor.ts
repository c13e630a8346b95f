import { z } from 'zod';
import type { Playbook } from '../../core/playbook.ts';
import type { Contact, Opportunity, SignalRecord } from '../../core/records.ts';

/** A piece of evidence about a deal and how far it moves the log-odds of winning. */
export const RiskFactor = z.strictObject({
  factor: z.string(),
  direction: z.enum(['lowers', 'raises']),
  logOdds: z.number(),
  note: z.string(),
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
  readonly all: readonly Opportunity[];
  readonly contacts: readonly Contact[];
  readonly signals: readonly SignalRecord[];
  /** Whether the book holds any contacts at all. */
  readonly bookHasContacts: boolean;
  readonly accountName: string;
  readonly wantedTechnologies: readonly string[];
  readonly playbook: Playbook;
  /** Newest date of a book that looks like an old export; null for a current one. */
  readonly staleSince: string | null;
  readonly now: Date;
}

export function factor(name: string, logOdds: number, note: string): RiskFactor {
  return { factor: name, direction: logOdds < 0 ? 'lowers' : 'raises', logOdds, note };
}
