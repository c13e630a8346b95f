import { voteCounted } from '../../../blocks/index.ts';
import { refusalOf } from '../authorize.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { authorizeClick, type Interaction, refuseClick } from '../interaction.ts';
import type { Click } from './click.ts';

/** Approve: acknowledged once the decision is durable; the card is redrawn by the message worker. */
export async function approve(deps: CommandDeps, click: Click, { ack, answers }: Interaction): Promise<void> {
  const verdict = await authorizeClick(deps, click);
  if (!verdict.allowed) {
    await ack();
    return await refuseClick(deps, { click, answers }, verdict);
  }
  const { ref, record, approval } = verdict;
  const { teamId } = deps;
  const by = click.userId;
  const result = await deps.decisions.decide(record, { teamId, ref, decision: 'approved', by });
  await ack();
  if (result.kind === 'voted') {
    const who = { policy: approval.policy, requestedBy: record.plan.requestedBy };
    return await answers.tell(voteCounted(result.votes, who));
  }
  const refusal = refusalOf(result, { userId: by, record, approval });
  if (refusal) await refuseClick(deps, { click, answers }, { refusal, isDeadCopy: false });
}
