import type { SalesData } from '../core/ports.ts';
import { findContact } from './find-contact.ts';

/** The value of `$args.contactId`, where a contact was named. Throws what `findContact` throws. */
export async function contactArguments(
  data: Pick<SalesData, 'contacts'>,
  { accountId, name }: { readonly accountId: string; readonly name: string },
  to: string | undefined,
): Promise<{ contactId?: string }> {
  if (to === undefined) return {};
  return { contactId: findContact(await data.contacts(accountId), to, name).contactId };
}
