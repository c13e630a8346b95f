import { proposalView, voteCounted } from '../../../blocks/index.ts';
import type { DecideResult } from '../../core/plan-store.ts';
import { refusalOf, type Verdict } from '../authorize.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { authorizeClick, type Interaction, refuseClick } from '../interaction.ts';
import { ANSWER_WITHIN_MS, within } from '../within.ts';
import type { Click } from './click.ts';

type Allowed = Extract<Verdict, { allowed: true }>;
type Decided = (Allowed & { readonly result: DecideResult }) | Exclude<Verdict, Allowed>;

/** Approve: acknowledged once the decision is durable; the card is redrawn by the message worker. */
export async function approve(deps: CommandDeps, click: Click, interaction: Interaction): Promise<void> {
  await decideAtOnce(deps, click, { ...interaction, decision: 'approved' });
}

/** Discard, of what is merely not run: as Approve, and no reason is asked for. */
export async function discard(deps: CommandDeps, click: Click, interaction: Interaction): Promise<void> {
  await decideAtOnce(deps, click, { ...interaction, decision: 'denied' });
}

type Decision = 'approved' | 'denied';

async function decideAtOnce(
  deps: CommandDeps,
  click: Click,
  { ack, answers, decision }: Interaction & { readonly decision: Decision },
): Promise<void> {
  const decided = await within(ANSWER_WITHIN_MS, decide(deps, click, decision));
  await ack();
  if (!decided.allowed) return await refuseClick(deps, { click, answers }, decided);
  const { result, record, approval } = decided;
  if (result.kind === 'voted') {
    const who = { policy: approval.policy, requestedBy: record.plan.requestedBy };
    return await answers.tell(voteCounted(result.votes, who));
  }
  const refusal = refusalOf(result, { userId: click.userId, record, approval });
  if (refusal) await refuseClick(deps, { click, answers }, { refusal, isDeadCopy: false });
}

async function decide(deps: CommandDeps, click: Click, decision: Decision): Promise<Decided> {
  const verdict = await authorizeClick(deps, click);
  if (!verdict.allowed) return verdict;
  const { teamId } = deps;
  const { ref, record, approval } = verdict;
  // A denial of anything else has a reason; no button of ours asks for this.
  if (decision === 'denied' && !proposalView(approval.proposal.payload).buttons) {
    return { allowed: false, refusal: { reason: 'unknown' }, isDeadCopy: false };
  }
  const by = click.userId;
  return {
    ...verdict,
    result: await deps.decisions.decide(record, { teamId, ref, decision, by }),
  };
}
