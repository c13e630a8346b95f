import { accountNotFound, refusal } from '../../../blocks/index.ts';
import { decodeAccountChoice } from '../commands/account-choice.ts';
import { type CommandDeps, type Reply, refused } from '../commands/command-request.ts';
import { startDraft } from '../commands/draft.ts';
import { guardedReply } from '../commands/run-command.ts';
import { startAccountPlan } from '../commands/start-plan.ts';
import type { Interaction } from '../interaction.ts';
import type { Click } from './click.ts';

/** The choice among several accounts makes the plan; a second click makes no second one. */
export async function chooseAccount(
  deps: CommandDeps,
  click: Click,
  { ack, answers }: Interaction,
): Promise<void> {
  const { message, outcome } = await guardedReply(deps, 'choose', start(deps, click));
  await ack();
  if (outcome === 'failed') await answers.tell(message);
  else await answers.replace(message);
}

async function start(deps: CommandDeps, click: Click): Promise<Reply> {
  const choice = decodeAccountChoice(click.value);
  const { userId, channelId, userTeamId } = click;
  if (!choice || channelId === undefined) return refused(refusal({ reason: 'unknown' }));
  if (userTeamId !== undefined && userTeamId !== deps.teamId)
    return refused(refusal({ reason: 'other_workspace' }));
  const account = await deps.data.account(choice.accountId);
  if (!account) return refused(accountNotFound(choice.accountId, []));
  const { requestKey, template, threadTs, options } = choice;
  const thread = threadTs !== undefined && { threadTs };
  const request = { teamId: deps.teamId, userId, channelId, requestKey, ...thread };
  if (options) return await startDraft(deps, request, { account, options });
  return await startAccountPlan(deps, request, { template, account });
}
