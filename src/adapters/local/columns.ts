import { BANT, MEDDICC } from '../../core/records.ts';

export const ENTITIES = ['accounts', 'contacts', 'opportunities', 'signals', 'reps'] as const;
export type Entity = (typeof ENTITIES)[number];

const ACCOUNTS = [
  'account_id',
  'name',
  'domain',
  'aliases',
  'industry',
  'employee_count',
  'annual_revenue',
  'currency',
  'region',
  'country',
  'status',
  'owner',
  'territory',
  'technologies',
  'parent',
] as const;
const CONTACTS = [
  'contact_id',
  'account',
  'full_name',
  'title',
  'email',
  'phone',
  'timezone',
  'do_not_contact',
] as const;
/** When a deal came into each open stage. */
const STAGE_DATES = ['discovery_at', 'qualification_at', 'proposal_at', 'negotiation_at'] as const;
const OPPORTUNITIES = [
  'opportunity_id',
  'account',
  'name',
  'stage',
  'amount',
  'currency',
  'owner',
  'product',
  'created_at',
  'stage_changed_at',
  'last_activity_at',
  'close_date',
  'closed_at',
  'last_open_stage',
  ...STAGE_DATES,
  'next_step',
  ...BANT,
  ...MEDDICC,
] as const;
const SIGNALS = ['account', 'type', 'occurred_at', 'title', 'source', 'confidence', 'url'] as const;
const REPS = ['rep_id', 'name', 'territory', 'region', 'capacity', 'manager'] as const;

/** The canonical columns of each file, and those it cannot do without. */
export const COLUMNS = {
  accounts: { all: ACCOUNTS, required: ['name'] },
  contacts: { all: CONTACTS, required: ['account', 'full_name'] },
  opportunities: { all: OPPORTUNITIES, required: ['account', 'stage'] },
  signals: { all: SIGNALS, required: ['account', 'type'] },
  reps: { all: REPS, required: ['name'] },
} as const satisfies Record<Entity, { all: readonly string[]; required: readonly string[] }>;

/** A canonical column of the file. */
export type Column<E extends Entity> = (typeof COLUMNS)[E]['all'][number];

/** Columns that hold numbers, so that a mapping may multiply them. */
export const NUMERIC_COLUMNS: ReadonlySet<string> = new Set([
  'employee_count',
  'annual_revenue',
  'amount',
  'confidence',
  'capacity',
]);
