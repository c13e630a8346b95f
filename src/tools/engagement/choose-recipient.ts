import { CugarError } from '../../core/errors.ts';
import type { MessageChannel } from '../../core/proposal.ts';
import type { Contact } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import { hasPhrase, oneLine } from '../shared/text.ts';
import { cleanName } from './clean-name.ts';

/** Most senior first; a title that fits none counts least. */
const SENIORITY: readonly RegExp[] = [
  /\b(?:chief|ceo|cfo|cio|cto|coo|cmo|cro|ciso|president(?<!vice president)|founder|owner|managing director)\b/i,
  /\b(?:vp|svp|evp|vice president)\b/i,
  /\b(?:director|head)\b/i,
  /\b(?:manager|lead|principal)\b/i,
];
const EMAIL = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/;

export interface Recipient {
  /** Null: nobody is known at the account. */
  readonly contact: Contact | null;
  readonly email?: string;
  readonly unknowns: readonly string[];
}

/**
 * Whom to write to: the contact named, else a champion or the most senior person who can be reached by the
 * channel. Throws `POLICY_CHECK` when that person, or everybody, asked not to be contacted.
 */
export async function chooseRecipient(
  accountId: string,
  contactId: string | undefined,
  channel: MessageChannel,
  { data }: ToolContext,
): Promise<Recipient> {
  const contacts = await data.contacts(accountId);
  if (contactId !== undefined) {
    const contact = contacts.find((one) => one.contactId === contactId);
    if (!contact) {
      throw new CugarError('RESOURCE_NOT_FOUND', 'The account has no contact with this id.', {
        hint: 'Name one of the contacts of the account, or none to let the draft choose.',
      });
    }
    if (contact.doNotContact) throw refusal(`${oneLine(contact.fullName, 60)} asked not to be contacted.`);
    return recipient(contact, channel);
  }
  if (contacts.length === 0) return { contact: null, unknowns: ['Whom to write to; no contact is known.'] };
  const allowed = contacts.filter(({ doNotContact }) => doNotContact !== true);
  if (allowed.length === 0) throw refusal('Everybody known at the account asked not to be contacted.');
  const [best] = [...allowed].sort(
    (a, b) => rank(a, channel) - rank(b, channel) || (a.contactId < b.contactId ? -1 : 1),
  );
  return best ? recipient(best, channel) : { contact: null, unknowns: [] };
}

function refusal(message: string): CugarError {
  return new CugarError('POLICY_CHECK', message, { hint: 'Choose somebody who may be contacted.' });
}

/** Lower is better: reachable, then champion, then seniority. */
function rank(contact: Contact, channel: MessageChannel): number {
  const senior = SENIORITY.findIndex((pattern) => pattern.test(contact.title ?? ''));
  const champion = hasPhrase(Object.values(contact.extra ?? {}).join(' '), 'champion');
  const level = champion ? 0 : 1 + (senior === -1 ? SENIORITY.length : senior);
  return (isReachable(contact, channel) ? 0 : 100) + level;
}

function isReachable({ email, phone }: Contact, channel: MessageChannel): boolean {
  if (channel === 'email') return EMAIL.test(email ?? '');
  return channel === 'linkedin' || Boolean(phone);
}

function recipient(contact: Contact, channel: MessageChannel): Recipient {
  const name = cleanName(contact.fullName) || 'the contact';
  const address = channel === 'email' ? 'e-mail address' : 'phone number';
  const email = EMAIL.test(contact.email ?? '') ? contact.email : undefined;
  return {
    contact,
    ...(email === undefined ? {} : { email }),
    unknowns: [
      ...(isReachable(contact, channel) ? [] : [`A usable ${address} of ${name}.`]),
      ...(contact.doNotContact === undefined
        ? [`Whether ${name} may be contacted; it is not recorded.`]
        : []),
    ],
  };
}
