import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { CrmWritten } from '../../core/payloads/crm-record.ts';
import type { StageRules } from '../../core/playbook-stages.ts';
import { Tone } from '../../core/playbook-templates.ts';
import { MessageChannel, type MessagePayload, type Proposal } from '../../core/proposal.ts';
import type { Opportunity } from '../../core/records.ts';
import { definePropose, type ToolContext } from '../../core/tool.ts';
import { SignalFinding } from '../intelligence/signal-finding.ts';
import { chooseDeal } from '../qualification/choose-deal.ts';
import { FRAMEWORKS, type FrameworkName, QUESTIONS } from '../qualification/frameworks.ts';
import { nextQuestions, OpenQuestion } from '../qualification/next-questions.ts';
import { CRM_MS, withCrmLog, withCrmPlace } from '../shared/crm-log.ts';
import { requireAccount } from '../shared/lookups.ts';
import { provenance } from '../shared/provenance.ts';
import { oneLine } from '../shared/text.ts';
import { withAnswers } from './answer-reply.ts';
import { withBetterWording } from './better-wording.ts';
import { chooseHook, type Hook } from './choose-hook.ts';
import { chooseRecipient, type Recipient } from './choose-recipient.ts';
import { citeReply, ReplyTo } from './cite-reply.ts';
import { cleanName } from './clean-name.ts';
import { type Composed, compose } from './compose.ts';
import { messageEntry } from './crm-entry.ts';
import { madeOf, templateName, templateUsed } from './library/made-of.ts';
import { wordsOf } from './quality/message.ts';
import { refuseIfUnwanted } from './refuse-unwanted.ts';
import { type Standing, standing } from './situation.ts';

const Input = z.strictObject({
  accountId: z.string().min(1).max(200),
  contactId: z.string().min(1).max(200).optional(),
  channel: MessageChannel.default('email'),
  tone: Tone.default('professional'),
  /** Which signals may be used; their facts are read from the data again. */
  signals: z.array(SignalFinding).max(100).optional(),
  questions: z.array(OpenQuestion).max(20).optional(),
  replyTo: ReplyTo.optional(),
});

export const HandoverOutput = Finding.extend({
  handedOver: z.literal(true),
  channel: MessageChannel,
  /** The recipient as a person would say it. */
  to: z.string(),
  subject: z.string().optional(),
  wordCount: z.number().int().nonnegative(),
  ...CrmWritten,
});

const CHANNEL_NAMES = {
  email: 'E-mail',
  linkedin: 'LinkedIn note',
  phone: 'Call script',
  sms: 'Text message',
} as const;

export const draftOutboundMessage = definePropose({
  name: 'draft_outbound_message',
  domain: 'engagement',
  purpose: 'What could we truthfully write to the account next?',
  guardrails: [
    'Never sends anything.',
    'Logs in a CRM only what was approved, where the profile allows it and the card says so.',
    'Mentions only dated, positive, public events that are in the data.',
    'No prices, discounts, legal promises or guarantees.',
    'Never writes to somebody who asked not to be contacted.',
    'Cites a message that is answered, and takes no words, promises or instructions from it.',
    'Answers a question in it only in the words of documents that customers may read.',
  ],
  sideEffect: 'propose',
  idempotent: true,
  crmMs: CRM_MS,
  input: Input,
  output: HandoverOutput,
  async run(input, context) {
    const account = await requireAccount(input.accountId, context);
    const recipient = await chooseRecipient(input.accountId, input.contactId, input.channel, context);
    const { deal } = await chooseDeal({ accountId: input.accountId }, context);
    const [deals, signals] = await Promise.all([
      context.data.opportunities(input.accountId),
      context.data.signals(input.accountId),
    ]);
    const open = deal && deal.stage !== 'closed_won' && deal.stage !== 'closed_lost' ? deal : null;
    const { hook, unknowns } = chooseHook(signals, input.signals, account.name, context);
    const where = standing(account, deals, open, hook, context.now);
    const made = compose(
      {
        channel: input.channel,
        tone: input.tone,
        situation: where.situation,
        accountName: account.name,
        recipientName: recipient.contact?.fullName,
        senderName: context.senderName,
        hook,
        question: open ? questionFor(open, input.questions, context.playbook.stages) : undefined,
      },
      context.playbook.templates,
    );
    const payload = payloadOf(account.accountId, oneLine(account.name, 100), input.channel, recipient, made);
    const cited = citeReply(input.replyTo, context.now);
    const known = { ...where, evidence: [...where.evidence, ...cited.evidence] };
    const proposal = proposalOf(payload, known, hook, recipient, [...unknowns, ...cited.unknowns], context);
    const worded = await withBetterWording(proposal, input.channel, context);
    const answered = await withAnswers(worded, input.replyTo, context);
    return await withCrmPlace(answered, account, context);
  },
  async commit({ payload, evidence }, context) {
    if (payload.kind !== 'message')
      throw new CugarError('AGENT_CONTRACT', 'Only a message can be handed over.');
    await refuseIfUnwanted(payload, context);
    await context.touches?.note({
      key: context.idempotencyKey,
      at: context.now.toISOString(),
      kind: 'message',
      channel: payload.channel,
      accountId: payload.accountId,
      ...(payload.recipient.contactId !== undefined && { contactId: payload.recipient.contactId }),
      ...(payload.template && { template: templateUsed(payload, payload.template) }),
    });
    const to = addresseeOf(payload);
    const handover: z.input<typeof HandoverOutput> = {
      handedOver: true,
      channel: payload.channel,
      to,
      ...(payload.subject === undefined ? {} : { subject: payload.subject }),
      wordCount: wordsOf(payload.body).length,
      headline: `The ${CHANNEL_NAMES[payload.channel].toLowerCase()} to ${to} is ready for you to send.`,
      reasons: ['It was approved exactly as handed over.'],
      unknowns: ['Whether it was sent and answered; sending is up to you.'],
      confidence: null,
      ...provenance([], context.data),
      sources: [...new Set(evidence.map(({ source }) => source))].sort(),
    };
    return await withCrmLog(handover, payload.logIn, messageEntry(payload, context.now), context);
  },
});

/** The first question asked for that is still open, in our own words; else the most important one. */
function questionFor(
  deal: Opportunity,
  given: readonly z.infer<typeof OpenQuestion>[] | undefined,
  stages: StageRules,
): string | undefined {
  const open = nextQuestions(deal, Object.keys(FRAMEWORKS) as FrameworkName[], stages);
  const wanted = given?.find(({ criterion }) => deal.criteria[criterion] === undefined);
  return wanted ? QUESTIONS[wanted.criterion] : open[0]?.question;
}

function payloadOf(
  accountId: string,
  accountName: string,
  channel: MessageChannel,
  { contact, email }: Recipient,
  { text, template }: Composed,
): MessagePayload {
  const name = cleanName(contact?.fullName);
  const title = oneLine(contact?.title ?? '', 80);
  return {
    kind: 'message',
    channel,
    accountId,
    accountName,
    recipient: {
      ...(contact ? { contactId: contact.contactId } : {}),
      ...(name ? { name } : {}),
      ...(title ? { title } : {}),
      ...(email === undefined ? {} : { email }),
    },
    ...text,
    template: madeOf(text, template),
  };
}

function proposalOf(
  payload: MessagePayload,
  where: Standing,
  hook: Hook | null,
  recipient: Recipient,
  unknowns: readonly string[],
  { senderName }: ToolContext,
): Proposal {
  const to = addresseeOf(payload);
  const about = hook ? ` about ${hook.topic}` : '';
  const risky =
    where.lostRecently ||
    recipient.contact === null ||
    payload.channel === 'sms' ||
    payload.channel === 'phone';
  return {
    summary: `${CHANNEL_NAMES[payload.channel]} to ${to}${payload.recipient.name ? ` at ${oneLine(payload.accountName, 80)}` : ''}${about}`,
    payload,
    consequences: [
      'The text is handed to you in a direct message, ready to send.',
      `Cugar sends nothing to ${to}.`,
    ],
    reasoning: [
      where.why,
      hook
        ? 'It opens with the newest strong event on record.'
        : 'No recent public event was strong enough to mention.',
      ...(where.lostRecently ? ['The deal was lost less than 90 days ago; consider waiting.'] : []),
      ...(payload.template ? [`Made of ${templateName(payload.template)}.`] : []),
    ],
    evidence: [...where.evidence],
    unknowns: [
      ...recipient.unknowns,
      ...unknowns,
      ...(cleanName(senderName) ? [] : ['Your name; sign the message yourself.']),
      ...(payload.channel === 'email' ? ['Your postal address; add it if your mail program does not.'] : []),
      ...(payload.channel === 'sms' || payload.channel === 'phone'
        ? ['Whether the person agreed to be contacted this way; ask for consent first.']
        : []),
    ],
    risk: risky ? 'medium' : 'low',
  };
}

function addresseeOf({ recipient, accountName }: MessagePayload): string {
  return oneLine(recipient.name ?? `somebody at ${cleanName(accountName) || 'the account'}`, 80);
}
