import { z } from 'zod';
import { CalendarFile } from '../../core/calendar.ts';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { CrmWritten } from '../../core/payloads/crm-record.ts';
import { TOUCH_NAMES, type TouchpointPayload } from '../../core/payloads/touchpoint.ts';
import { MessageChannel } from '../../core/proposal.ts';
import type { Contact } from '../../core/records.ts';
import { definePropose } from '../../core/tool.ts';
import { chooseDeal } from '../qualification/choose-deal.ts';
import { CRM_MS, withCrmLog, withCrmPlace } from '../shared/crm-log.ts';
import { requireAccount } from '../shared/lookups.ts';
import { provenance } from '../shared/provenance.ts';
import { oneLine } from '../shared/text.ts';
import { chooseRecipient } from './choose-recipient.ts';
import { cleanName } from './clean-name.ts';
import { touchpointEntry } from './crm-entry.ts';
import { refuseIfUnwanted } from './refuse-unwanted.ts';
import { type Standing, standing } from './situation.ts';
import { touchpointFile } from './touchpoint/calendar-file.ts';
import { chooseTime } from './touchpoint/choose-time.ts';
import { localTime } from './touchpoint/local-time.ts';
import { placeOf } from './touchpoint/place.ts';
import { touchpointProposal } from './touchpoint/proposal.ts';
import { requireStillAllowed } from './touchpoint/still-allowed.ts';
import { readWantedTime } from './touchpoint/wanted-time.ts';

const Input = z.strictObject({
  accountId: z.string().min(1).max(200),
  contactId: z.string().min(1).max(200).optional(),
  channel: MessageChannel.optional(),
  /** A day, a time of day or both at the recipient's place, or an ISO moment. */
  on: z.string().min(1).max(100).optional(),
  /** IANA name of the recipient's time zone, where it is known better than on record. */
  zone: z.string().min(1).max(100).optional(),
  purpose: z.string().min(1).max(200).optional(),
});

export const TouchpointOutput = Finding.extend({
  startsAt: z.iso.datetime(),
  localTime: z.string(),
  channel: MessageChannel,
  /** The recipient as a person would say it. */
  to: z.string(),
  calendar: CalendarFile,
  ...CrmWritten,
});

export const scheduleTouchpoint = definePropose({
  name: 'schedule_touchpoint',
  domain: 'engagement',
  purpose: 'When may this person be approached next?',
  guardrails: [
    'Writes to no calendar and invites nobody.',
    'Never outside the business hours, working days and reachable hours at the recipient’s place.',
    'Never more often than the caps allow, as far as it was approved here.',
    'Never for somebody who asked not to be contacted.',
    'Makes up no time zone.',
    'Logs in a CRM only what was approved, where the profile allows it and the card says so.',
  ],
  sideEffect: 'propose',
  idempotent: true,
  crmMs: CRM_MS,
  input: Input,
  output: TouchpointOutput,
  async run(input, context) {
    const account = await requireAccount(input.accountId, context);
    const wanted = input.on === undefined ? undefined : readWantedTime(input.on);
    const { contact, unknowns } = await chooseRecipient(
      input.accountId,
      input.contactId,
      input.channel ?? 'linkedin',
      context,
    );
    if (!contact) {
      throw new CugarError('RESOURCE_NOT_FOUND', `Nobody is known at ${oneLine(account.name, 80)}.`, {
        hint: 'Add a contact to the book of business.',
      });
    }
    const channel = input.channel ?? usualChannel(contact);
    const place = await placeOf(account, contact, input.zone, context);
    const touches = context.touches ? await context.touches.of(account.accountId) : null;
    const rules = context.playbook.touches;
    const bounds = {
      now: context.now,
      rules,
      channel,
      place,
      contactId: contact.contactId,
      touches: touches ?? [],
    };
    const chosen = chooseTime(wanted, bounds);
    if (!chosen) {
      throw new CugarError('POLICY_CHECK', `No time in the next ${rules.horizon_days} days is allowed.`, {
        hint: 'Ask for an earlier day, another person or another channel, or look at the caps of the playbook.',
      });
    }
    const { deal } = await chooseDeal({ accountId: account.accountId }, context);
    const open = deal && deal.stage !== 'closed_won' && deal.stage !== 'closed_lost' ? deal : null;
    const deals = await context.data.opportunities(account.accountId);
    const where = standing(account, deals, open, null, context.now);
    const payload: TouchpointPayload = {
      kind: 'touchpoint',
      channel,
      accountId: account.accountId,
      accountName: oneLine(account.name, 100),
      recipient: recipientOf(contact),
      startsAt: chosen.at.toISOString(),
      durationMinutes: rules.minutes[channel],
      timeZones: [...place.zones],
      localTime: localTime(chosen.at, place.zones),
      purpose: oneLine(input.purpose ?? purposeOf(where), 200),
    };
    const parts = { payload, place, chosen, bounds, touches, where, unknowns };
    return await withCrmPlace(touchpointProposal(parts), account, context);
  },
  async commit({ payload, evidence }, context) {
    if (payload.kind !== 'touchpoint')
      throw new CugarError('AGENT_CONTRACT', 'Only a touchpoint can be scheduled.');
    await refuseIfUnwanted(payload, context);
    await requireStillAllowed(payload, context);
    const { idempotencyKey, touches } = context;
    const { accountId, channel, startsAt, recipient } = payload;
    await touches?.note({
      key: idempotencyKey,
      at: startsAt,
      kind: 'touchpoint',
      channel,
      accountId,
      ...(recipient.contactId !== undefined && { contactId: recipient.contactId }),
    });
    const to = recipient.name ?? payload.accountName;
    const made: z.input<typeof TouchpointOutput> = {
      startsAt,
      localTime: payload.localTime,
      channel,
      to,
      calendar: touchpointFile(payload, context),
      headline: `The ${TOUCH_NAMES[channel]} to ${oneLine(to, 80)} is set for ${payload.localTime}.`,
      reasons: ['It was approved exactly as set. The calendar file is yours to add; nobody was invited.'],
      unknowns: ['Whether it takes place; getting in touch is up to you.'],
      confidence: null,
      ...provenance([], context.data),
      sources: [...new Set(evidence.map(({ source }) => source))].sort(),
    };
    return await withCrmLog(made, payload.logIn, touchpointEntry(payload), context);
  },
});

const PURPOSES: Readonly<Record<Standing['situation'], string>> = {
  signal: 'What just happened there, and what it changes',
  open_deal: 'The next step of the open deal',
  customer: 'How it is going, and what comes next',
  revisit: 'Whether a second look is worth their time',
  cold: 'A first conversation',
};

/** The deal or event that it is about, else why one gets in touch at all. */
function purposeOf({ situation, evidence }: Standing): string {
  return evidence[0]?.text ?? PURPOSES[situation];
}

/** A call where a number is on record, else an e-mail, else LinkedIn. */
function usualChannel({ phone, email }: Contact): MessageChannel {
  if (phone) return 'phone';
  return email ? 'email' : 'linkedin';
}

function recipientOf({ contactId, fullName, title, email, phone }: Contact): TouchpointPayload['recipient'] {
  const name = cleanName(fullName);
  const shown = { title: oneLine(title ?? '', 80), phone: oneLine(phone ?? '', 40) };
  return {
    contactId,
    ...(name && { name }),
    ...(shown.title && { title: shown.title }),
    ...(email !== undefined && { email: oneLine(email, 120) }),
    ...(shown.phone && { phone: shown.phone }),
  };
}
