import type { Approval } from '../../../src/core/approval.ts';
import type { PlanRecord } from '../../../src/core/plan.ts';
import { compose } from '../../layout/compose.ts';
import type { Message } from '../../layout/message.ts';
import { context, header, section } from '../../layout/parts.ts';
import { clipMarkup, code, fallback, join, type Mrkdwn, md, mention, sentence } from '../../text/mrkdwn.ts';
import { dataLabel } from '../../words/findings.ts';
import { toolLabel } from '../../words/tools.ts';
import { type CardOptions, footer } from '../plan/plan-card.ts';
import { requestTitle } from './subject.ts';

/** The first post of an approval: no buttons yet, but a text that notifies well. The card replaces it. */
export function approvalPlaceholder(record: PlanRecord, stepId: string, options: CardOptions = {}): Message {
  const approval = record.steps[stepId]?.approval;
  const tool = record.plan.steps.find(({ id }) => id === stepId)?.tool ?? stepId;
  const title = approval ? requestTitle(approval, tool) : toolLabel(tool);
  const asks = md`${mention(record.plan.requestedBy)} asks for a decision.`;
  const { warning } = dataLabel(record, options.dataMode);
  const text = join(
    [asks, sentence(approval?.proposal.summary ?? record.plan.goal), md`${warning ?? ''}`],
    ' ',
  );
  return buttonless(record, `placeholder.v${approval?.version ?? 0}`, title, text);
}

/** A card whose text was edited since: it can decide nothing any more. */
export function supersededCard(record: PlanRecord, approval: Approval, shown: number): Message {
  const replaced = md`Version ${shown} was replaced by version ${approval.version}. Decide on the newer card; this one no longer counts.`;
  return buttonless(record, `superseded.v${shown}`, 'Replaced by an edited version', replaced);
}

function buttonless(record: PlanRecord, idPrefix: string, title: string, text: Mrkdwn): Message {
  return compose({
    text: fallback(md`${clipMarkup(md`${title}`, 150)}: ${text}`),
    idPrefix,
    more: code(`/cugar status ${record.plan.planId}`),
    parts: [{ blocks: [header(title), section(text, 900), context(...footer(record))] }],
  });
}
