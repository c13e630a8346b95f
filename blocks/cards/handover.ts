import { type PlanRecord, stepRecord } from '../../src/core/plan.ts';
import { workOf } from '../../src/core/proposal.ts';
import { compose } from '../layout/compose.ts';
import type { LongMessage, Message } from '../layout/message.ts';
import { context, header, section } from '../layout/parts.ts';
import { workView } from '../proposals/views.ts';
import { bold, clipMarkup, code, fallback, md, mention } from '../text/mrkdwn.ts';
import { dataLabel } from '../words/findings.ts';
import { type CardOptions, footer } from './plan/plan-card.ts';

/** What was approved, for the one who asked: a text ready to send, a calendar file, a confirmation. */
export function handover(record: PlanRecord, stepId: string, options: CardOptions = {}): LongMessage {
  const { approval, output } = stepRecord(record, stepId);
  if (!approval) throw new Error(`the step ${stepId} has nothing to hand over`);
  const { payload } = approval.proposal;
  const { warning, sentence } = dataLabel(record, options.dataMode);
  const approvedBy =
    approval.decidedBy === undefined ? md`` : md`, approved by ${mention(approval.decidedBy)}`;
  const given = workView(payload).handover(workOf(payload), { approvedBy, output });
  const message = compose({
    text: fallback(md`${warning ?? ''} ${given.text}`),
    idPrefix: `handover.v${approval.version}`,
    more: code(`/cugar status ${record.plan.planId}`),
    parts: [
      { blocks: [header(given.header)] },
      { blocks: warning === null ? [] : [section(md`⚠ ${bold(warning)}`, 250)] },
      ...given.parts,
      { blocks: [context(...footer(record), md`${sentence}`)] },
    ],
  });
  return { ...message, overflow: given.overflow ?? [], files: given.files ?? [] };
}

/** The first post of a handover, before it is filled in. */
export function handoverPlaceholder(record: PlanRecord, stepId: string, options: CardOptions = {}): Message {
  const { approval } = stepRecord(record, stepId);
  if (!approval) throw new Error(`the step ${stepId} has nothing to hand over`);
  const { beingMade } = workView(approval.proposal.payload);
  const { warning } = dataLabel(record, options.dataMode);
  const goal = clipMarkup(md`${record.plan.goal}`, 300);
  const sentence = md`${warning ?? ''} ${beingMade.text(goal)}`;
  return compose({
    text: fallback(sentence),
    idPrefix: 'handover.v0',
    more: code(`/cugar status ${record.plan.planId}`),
    parts: [{ blocks: [header(beingMade.header), section(sentence), context(...footer(record))] }],
  });
}
