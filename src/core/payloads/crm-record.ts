import { z } from 'zod';

/** Where an approved proposal is put on record besides, as its approver sees it. */
export const CrmPlace = z.strictObject({
  /** The CRM, as the configuration calls it; means something to the adapters alone. */
  crm: z.string().max(60),
  /** As people write it. */
  title: z.string().max(60),
  /** The account there. */
  recordId: z.string().min(1).max(100),
  recordName: z.string().max(120),
  /** What is made there, such as `note`. */
  form: z.string().max(40),
});
export type CrmPlace = z.infer<typeof CrmPlace>;

/** An account that gets another owner in a CRM, as its approver sees it. */
export const CrmOwnerChange = z.strictObject({
  ...CrmPlace.omit({ form: true }).shape,
  accountId: z.string(),
  /** Who has it there as the proposal is made; null: nobody. */
  fromOwnerId: z.string().nullable(),
  ownerId: z.string(),
  ownerName: z.string().max(120),
});
export type CrmOwnerChange = z.infer<typeof CrmOwnerChange>;

/** What came of writing to a CRM. */
export const CrmOutcome = z.strictObject({
  what: z.enum(['entry', 'owner']),
  /** `found`: it stood there already, and was not written twice. `uncertain`: the answer was lost. */
  state: z.enum(['written', 'found', 'failed', 'uncertain']),
  title: z.string(),
  form: z.string(),
  recordId: z.string(),
  recordName: z.string(),
  /** What was written, as the CRM calls it; of an owner: the owner. */
  entryId: z.string().optional(),
  /** Why it failed or is not known; completes "because …". */
  reason: z.string().max(300).optional(),
  /** Stands in what was written, so that it can be found. */
  mark: z.string(),
});
export type CrmOutcome = z.infer<typeof CrmOutcome>;

/** What the answer of a tool that writes to CRMs is extended by. */
export const CrmWritten = { crm: z.array(CrmOutcome).max(25).optional() };

const Told = z.object(CrmWritten);

/** What a stored answer says of CRMs; nothing where it wrote to none. */
export function crmWritten(output: unknown): readonly CrmOutcome[] {
  return Told.safeParse(output).data?.crm ?? [];
}

/** By this an entry is found again. */
export function crmMark(key: string): string {
  return `cugar:${key}`;
}

/** `Acme Robotics (123)`: the account as it is called there. */
export function crmRecord({ recordName, recordId }: Pick<CrmPlace, 'recordName' | 'recordId'>): string {
  return `${recordName} (${recordId})`;
}

/** What the card says beforehand: `a note in HubSpot, on Acme Robotics (123)`. */
export function crmPlaceWords(place: CrmPlace): string {
  const article = /^[aeiou]/i.test(place.form) ? 'an' : 'a';
  return `${article} ${place.form} in ${place.title}, on ${crmRecord(place)}`;
}

/** What came of it, one sentence. */
export function crmSentence(outcome: CrmOutcome): string {
  const { what, state, title, form, entryId, reason = 'it did not say why', mark } = outcome;
  const record = crmRecord(outcome);
  const where = `${title} on ${record}`;
  if (what === 'owner') {
    if (state === 'written') return `${title}: ${form} now owns ${record}.`;
    if (state === 'found') return `${title}: ${form} owned ${record} already.`;
    if (state === 'failed') return `${title}: the owner of ${record} was not changed, because ${reason}.`;
    return `${title}: nobody knows whether ${form} owns ${record} now, because ${reason}. Look there.`;
  }
  if (state === 'written') return `The ${form} ${entryId ?? ''} stands in ${where}.`;
  if (state === 'found')
    return `The ${form} ${entryId ?? ''} stood in ${where} already; it was not written twice.`;
  if (state === 'failed') return `It was not logged in ${where}, because ${reason}.`;
  return `Nobody knows whether the ${form} is in ${where}, because ${reason}. Look there for "${mark}" before you log it by hand.`;
}
