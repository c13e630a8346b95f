import { type PlanRecord, type StepSpec, stepRecord } from '../../../src/core/plan.ts';
import { contentOf } from '../../../src/core/proposal.ts';
import { compose, type Part } from '../../layout/compose.ts';
import { overflowOf } from '../../layout/long-text.ts';
import type { LongMessage } from '../../layout/message.ts';
import { context, header, section } from '../../layout/parts.ts';
import { proposalView } from '../../proposals/views.ts';
import { bold, clipMarkup, code, date, fallback, join, md, mention, sentence } from '../../text/mrkdwn.ts';
import { dataLabel } from '../../words/findings.ts';
import { votesSoFar, whoMayDecide } from '../../words/policy.ts';
import { type CardOptions, footer } from '../plan/plan-card.ts';
import { decisionButtons } from './actions.ts';
import { decided, effectiveState, whatNext } from './decision.ts';
import { consequences, grounds, riskOf } from './grounds.ts';
import { approvalPlaceholder, supersededCard } from './placeholder.ts';
import { isShortened, requestTitle, subjectBlocks } from './subject.ts';

export interface ApprovalCardOptions extends CardOptions {
  /** The version on the message to be redrawn, where it is not the live one: it then loses its buttons. */
  readonly shownVersion?: number;
  /** Slack's code for why the approved text did not reach the one who asked. */
  readonly undelivered?: string;
}

/** The card of one approval in whatever state it is; buttons only while it is pending. */
export function approvalCard(
  record: PlanRecord,
  stepId: string,
  options: ApprovalCardOptions = {},
): LongMessage {
  const { approval } = stepRecord(record, stepId);
  const step = record.plan.steps.find(({ id }) => id === stepId);
  if (!approval || !step) return { ...approvalPlaceholder(record, stepId, options), overflow: [] };
  const { shownVersion = approval.version } = options;
  if (shownVersion < approval.version) {
    return { ...supersededCard(record, approval, shownVersion), overflow: [] };
  }
  const state = effectiveState(record, approval);
  const more = code(`/cugar status ${record.plan.planId}`);
  const data = dataLabel(record, options.dataMode);
  const { text } = contentOf(approval.proposal.payload);
  const card = compose({
    text: cardText(record, step, options),
    idPrefix: `approval.v${approval.version}.${state}${approval.votes.length}`,
    more,
    parts: [
      { blocks: [header(requestTitle(approval, step.tool))] },
      { blocks: data.warning === null ? [] : [section(md`⚠ ${bold(data.warning)}`, 250)] },
      { blocks: [section(md`${approval.proposal.summary}`, 300)] },
      { blocks: subjectBlocks(approval) },
      ...(state === 'pending' ? pendingParts(record, step) : decidedParts(record, step, options)),
      { blocks: [context(...footer(record), md`Version ${approval.version}`, md`${data.sentence}`)] },
    ],
  });
  return { ...card, overflow: text ? overflowOf(text) : [] };
}

function pendingParts(record: PlanRecord, step: StepSpec): Part[] {
  const { approval } = stepRecord(record, step.id);
  if (!approval) return [];
  const { planId, requestedBy } = record.plan;
  const more = code(`/cugar status ${planId}`);
  const who = clipMarkup(whoMayDecide(approval.policy, requestedBy), 420);
  const edited =
    approval.editedBy === undefined
      ? md``
      : md`Edited by ${mention(approval.editedBy)}, version ${approval.version}.`;
  const tooLong =
    contentOf(approval.proposal.payload).edit && isShortened(approval)
      ? md`Too long to be edited here.`
      : md``;
  const terms = [
    md`${bold('Who may decide')} ${who}`,
    votesSoFar(approval),
    md`${bold('Until')} ${date(approval.expiresAt)}; after that it expires and nothing is done.`,
    edited,
    tooLong,
  ];
  return [
    { blocks: [section(md`${consequences(approval, more)}\n${riskOf(approval)}`, 650)] },
    ...grounds(approval, more),
    { blocks: [section(clipMarkup(join(terms, '\n'), 750))] },
    { blocks: [decisionButtons(planId, step.id, approval)] },
  ];
}

function decidedParts(record: PlanRecord, step: StepSpec, { undelivered }: ApprovalCardOptions): Part[] {
  const { approval } = stepRecord(record, step.id);
  if (!approval) return [];
  const text = join(
    [clipMarkup(decided(record, approval), 900), whatNext(record, step, approval, undelivered)],
    '\n',
  );
  return [{ blocks: [section(text, 1_400)] }];
}

/** The fallback text: who asks for what and how to act, or what was decided. */
function cardText(record: PlanRecord, step: StepSpec, options: CardOptions): string {
  const { approval } = stepRecord(record, step.id);
  const warning = dataLabel(record, options.dataMode).warning;
  if (!approval) return fallback(md`${record.plan.goal}`);
  const lead = md`${clipMarkup(md`${requestTitle(approval, step.tool)}`, 200)}:`;
  const label = md`${warning ?? ''}`;
  if (effectiveState(record, approval) !== 'pending') {
    return fallback(join([label, lead, clipMarkup(decided(record, approval), 400)], ' '));
  }
  const asks = md`${mention(record.plan.requestedBy)} asks for a decision.`;
  const summary = sentence(approval.proposal.summary, 150);
  const { approve, deny } = proposalView(approval.proposal.payload).buttons ?? {
    approve: 'Approve',
    deny: 'Deny',
  };
  const how = md`Press ${approve} or ${deny} on the card until ${date(approval.expiresAt)}.`;
  return fallback(join([label, lead, asks, summary, how], ' '));
}
