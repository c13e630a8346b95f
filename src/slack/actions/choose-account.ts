import { refusal } from '../../../blocks/index.ts';
import { decodeAccountChoice } from '../commands/account-choice.ts';
import { type CommandDeps, type Reply, refused } from '../commands/command-request.ts';
import { runWords } from '../commands/run-command.ts';
import type { Interaction } from '../interaction.ts';
import type { Click } from './click.ts';

/** The choice among several accounts runs the command that asked; a second click makes no second plan. */
export async function chooseAccount(
  deps: CommandDeps,
  click: Click,
  { ack, answers }: Interaction,
): Promise<void> {
  const { message, outcome } = await replyTo(deps, click);
  await ack();
  if (outcome === 'failed') await answers.tell(message);
  else await answers.replace(message);
}

async function replyTo(deps: CommandDeps, click: Click): Promise<Reply> {
  const choice = decodeAccountChoice(click.value);
  const { userId, channelId, userTeamId } = click;
  if (!choice || channelId === undefined) return refused(refusal({ reason: 'unknown' }));
  if (userTeamId !== undefined && userTeamId !== deps.teamId)
    return refused(refusal({ reason: 'other_workspace' }));
  const { words, requestKey, threadTs } = choice;
  const thread = threadTs !== undefined && { threadTs };
  return await runWords(deps, words, { teamId: deps.teamId, userId, channelId, requestKey, ...thread });
}
