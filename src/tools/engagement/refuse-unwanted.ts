import { CugarError } from '../../core/errors.ts';
import type { WorkPayload } from '../../core/proposal.ts';
import type { ToolContext } from '../../core/tool.ts';
import { oneLine } from '../shared/text.ts';

/** The wish not to be contacted may have come in while the approval was open. Throws `POLICY_CHECK`. */
export async function refuseIfUnwanted(
  { accountId, recipient }: Pick<Extract<WorkPayload, { recipient: unknown }>, 'accountId' | 'recipient'>,
  { data }: ToolContext,
): Promise<void> {
  if (recipient.contactId === undefined) return;
  const contacts = await data.contacts(accountId);
  const contact = contacts.find(({ contactId }) => contactId === recipient.contactId);
  if (!contact?.doNotContact) return;
  throw new CugarError(
    'POLICY_CHECK',
    `${oneLine(contact.fullName, 60)} asked not to be contacted in the meantime.`,
    { hint: 'Choose somebody else.' },
  );
}
