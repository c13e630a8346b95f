import { CugarError } from '../../../core/errors.ts';
import type { TouchpointPayload } from '../../../core/payloads/touchpoint.ts';
import type { CommitContext } from '../../../core/tool.ts';
import { requireAccount } from '../../shared/lookups.ts';
import { capObstacle } from './caps.ts';
import { placeOf } from './place.ts';

/** Between proposal and approval time goes on, and something else may have been approved. Throws `POLICY_CHECK`. */
export async function requireStillAllowed(
  { startsAt, accountId, recipient, channel, timeZones }: TouchpointPayload,
  context: CommitContext,
): Promise<void> {
  const at = new Date(startsAt);
  if (at < context.now) {
    throw new CugarError('POLICY_CHECK', 'The time had passed before it was approved.', {
      hint: 'Ask for a new one.',
    });
  }
  const account = await requireAccount(accountId, context);
  const contact = (await context.data.contacts(accountId)).find(
    ({ contactId }) => contactId === recipient.contactId,
  );
  if (!contact || !context.touches) return;
  const touches = await context.touches.of(accountId);
  const broken = capObstacle(at, {
    rules: context.playbook.touches,
    channel,
    contactId: contact.contactId,
    touches: touches.filter(({ key }) => key !== context.idempotencyKey),
    place: await placeOf(account, contact, timeZones.length === 1 ? timeZones[0] : undefined, context),
  });
  if (!broken) return;
  throw new CugarError('POLICY_CHECK', `Something else was approved meanwhile: ${broken}.`, {
    hint: 'Ask for a new time.',
  });
}
