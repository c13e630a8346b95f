import { z } from 'zod';
import type { PayloadContent } from './content.ts';
import { CrmOwnerChange } from './crm-record.ts';

/** Who has accounts, or gets them; all null: nobody. */
export const Holder = z.strictObject({
  repId: z.string().nullable(),
  owner: z.string().nullable(),
  territory: z.string().nullable(),
});
export type Holder = z.infer<typeof Holder>;

/** Owners that one approval may change in CRMs: more takes longer than a person waits, and is an import. */
export const MOST_CRM_CHANGES = 25;

const Line = z.string().max(300);

/** Accounts to be given to reps in the book of business, exactly as it would be written. */
export const AssignmentPayload = z.strictObject({
  kind: z.literal('assignment'),
  /** The account's name, or how many there are. */
  about: z.string().min(1).max(120),
  holders: z.array(Holder).max(2_000),
  /** An account's id, the holder whom it leaves and the one whom it goes to, as places in `holders`. */
  moves: z
    .array(z.tuple([z.string(), z.number().int().nonnegative(), z.number().int().nonnegative()]))
    .min(1)
    .max(1_000),
  /** What a person must see before deciding, the weightiest first. */
  facts: z.array(z.strictObject({ label: z.string().max(40), value: Line })).max(12),
  /** The accounts with where they come from and go to, a line each; of very many the heaviest. */
  lines: z.array(Line).min(1).max(100),
  /** Owners that change in CRMs besides; absent: none. */
  inCrms: z.array(CrmOwnerChange).min(1).max(MOST_CRM_CHANGES).optional(),
});
export type AssignmentPayload = z.infer<typeof AssignmentPayload>;

export function assignmentContent({
  about,
  facts,
  lines,
}: AssignmentPayload): PayloadContent<AssignmentPayload> {
  return { about, facts, text: { body: lines.join('\n') }, edit: null };
}

/** The holder of that place. */
export function holderAt({ holders }: AssignmentPayload, place: number): Holder {
  return holders[place] ?? { repId: null, owner: null, territory: null };
}
