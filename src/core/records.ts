import { z } from 'zod';
import { DataMode } from './data-mode.ts';

/** The canonical records of the sales data port. What is not known is absent: never 0, never "". */

const Money = z.strictObject({ amount: z.number(), currency: z.string() });

/** ISO 8601 date (`2026-11-22`) or date-time. */
const IsoDate = z.iso.date().or(z.iso.datetime({ offset: true }));

const FactOrigin = z.strictObject({
  source: z.string(),
  mode: DataMode,
  /** When the source was read. */
  asOf: z.iso.datetime(),
  /** Read before, and kept because the source does not answer now. */
  stale: z.literal(true).optional(),
});
export type FactOrigin = z.infer<typeof FactOrigin>;

/** What a source says otherwise than the one that counts. */
const Conflict = z.strictObject({ field: z.string(), source: z.string(), value: z.string() });
export type Conflict = z.infer<typeof Conflict>;

const Origin = {
  ...FactOrigin.shape,
  /** Of facts that come from another source than the record, by field. */
  facts: z.record(z.string(), FactOrigin).optional(),
  conflicts: z.array(Conflict).optional(),
  /** Columns of the source that have no canonical field. */
  extra: z.record(z.string(), z.string()).optional(),
};

export const AccountStatus = z.enum(['prospect', 'qualified', 'active', 'dormant', 'churned']);
export type AccountStatus = z.infer<typeof AccountStatus>;

export const Account = z.strictObject({
  ...Origin,
  accountId: z.string(),
  name: z.string(),
  domain: z.string().optional(),
  aliases: z.array(z.string()),
  industry: z.string().optional(),
  employeeCount: z.number().optional(),
  annualRevenue: Money.optional(),
  region: z.string().optional(),
  country: z.string().optional(),
  status: AccountStatus.optional(),
  statusRaw: z.string().optional(),
  owner: z.string().optional(),
  territory: z.string().optional(),
  technologies: z.array(z.string()),
  parent: z.string().optional(),
});
export type Account = z.infer<typeof Account>;

export const Contact = z.strictObject({
  ...Origin,
  contactId: z.string(),
  accountId: z.string(),
  fullName: z.string(),
  title: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  timezone: z.string().optional(),
  doNotContact: z.boolean().optional(),
});
export type Contact = z.infer<typeof Contact>;

export const STAGES = [
  'discovery',
  'qualification',
  'proposal',
  'negotiation',
  'closed_won',
  'closed_lost',
] as const;
export const Stage = z.enum([...STAGES, 'unknown']);
export type Stage = z.infer<typeof Stage>;

export const OPEN_STAGES = ['discovery', 'qualification', 'proposal', 'negotiation'] as const;
const OpenStage = z.enum(OPEN_STAGES);
export type OpenStage = z.infer<typeof OpenStage>;

export const BANT = ['budget', 'authority', 'need', 'timing'] as const;
export const MEDDICC = [
  'metrics',
  'economic_buyer',
  'decision_criteria',
  'decision_process',
  'identify_pain',
  'champion',
  'competition',
] as const;
export const Criterion = z.enum([...BANT, ...MEDDICC]);
export type Criterion = z.infer<typeof Criterion>;

export const Opportunity = z.strictObject({
  ...Origin,
  opportunityId: z.string(),
  accountId: z.string().optional(),
  name: z.string(),
  stage: Stage,
  stageRaw: z.string().optional(),
  amount: Money.optional(),
  owner: z.string().optional(),
  product: z.string().optional(),
  createdAt: IsoDate.optional(),
  stageChangedAt: IsoDate.optional(),
  lastActivityAt: IsoDate.optional(),
  closeDate: IsoDate.optional(),
  closedAt: IsoDate.optional(),
  /** The stage in which a closed deal was before it closed. */
  lastOpenStage: OpenStage.optional(),
  /** When it came into each stage. */
  stageDates: z.partialRecord(OpenStage, IsoDate).optional(),
  nextStep: z.string().optional(),
  /** Confirmed (true) or disproved (false); a criterion that is not here is unknown. */
  criteria: z.partialRecord(Criterion, z.boolean()),
});
export type Opportunity = z.infer<typeof Opportunity>;

export function isClosed(opportunity: Opportunity): boolean {
  return opportunity.stage === 'closed_won' || opportunity.stage === 'closed_lost';
}

/** One dated piece of evidence as the source reported it; ageing and weighing is the tools' work. */
export const SignalRecord = z.strictObject({
  ...Origin,
  signalId: z.string(),
  accountId: z.string(),
  type: z.string(),
  /** What it is about, where that is one thing: reports of one type about it within days are one event. */
  key: z.string().optional(),
  occurredAt: IsoDate.optional(),
  title: z.string(),
  /** Who reported it, such as a newspaper or a vendor. */
  reportedBy: z.string().optional(),
  confidence: z.number().min(0).max(1).optional(),
  url: z.string().optional(),
});
export type SignalRecord = z.infer<typeof SignalRecord>;

export const Rep = z.strictObject({
  ...Origin,
  repId: z.string(),
  name: z.string(),
  territory: z.string().optional(),
  region: z.string().optional(),
  capacity: z.number().optional(),
  manager: z.string().optional(),
});
export type Rep = z.infer<typeof Rep>;
