import { z } from 'zod';
import type { Contact } from '../../core/records.ts';
import type { AccountReferences } from './account-references.ts';
import type { Column } from './columns.ts';
import { fields } from './fields.ts';
import { entityRows, isFirst, type LoadContext, originOf, record, stableId } from './load-context.ts';

const ContactRow = z.strictObject({
  contact_id: fields.id,
  account: z.string('is missing'),
  full_name: z.string('is missing').max(200, 'is longer than 200 characters'),
  title: fields.name,
  email: fields.email,
  phone: fields.name,
  timezone: fields.timezone,
  do_not_contact: fields.yesNo,
} satisfies Record<Column<'contacts'>, z.ZodType>);

/** Reads the contacts, by id. One whose account is not in the book is reported and passed over. */
export async function loadContacts(
  context: LoadContext,
  references: AccountReferences,
): Promise<Map<string, Contact>> {
  const origin = originOf(context, 'contacts');
  const contacts = new Map<string, Contact>();
  for await (const row of entityRows(context, 'contacts', ContactRow)) {
    const { value, extra } = row;
    const account = references.resolve(value.account);
    if ('problem' in account) {
      row.report(account.problem);
      continue;
    }
    const { accountId } = account;
    const fullName = value.full_name.replace(/\s+/g, ' ');
    const contactId = value.contact_id ?? stableId('con', accountId, value.email ?? fullName);
    if (!isFirst(contacts, contactId, row)) continue;
    const { title, email, phone, timezone, do_not_contact: doNotContact } = value;
    contacts.set(
      contactId,
      record(origin, {
        extra,
        contactId,
        accountId,
        fullName,
        title,
        email,
        phone,
        timezone,
        doNotContact,
      }),
    );
  }
  return contacts;
}
