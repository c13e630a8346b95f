import {
  ACCOUNT_BLOCK,
  answerModal,
  CHANNEL_BLOCK,
  CONTACT_BLOCK,
  TONE_BLOCK,
} from '../../../blocks/index.ts';
import { CugarError } from '../../core/errors.ts';
import { TONES } from '../../core/playbook-templates.ts';
import { MessageChannel } from '../../core/proposal.ts';
import { aboutAccount } from '../../planner/commands/account-command.ts';
import { draftArguments } from '../../planner/draft-arguments.ts';
import { type CommandDeps, requestKeyOf } from '../commands/command-request.ts';
import { startPlan } from '../commands/start-plan.ts';
import { decodeReplyMetadata } from '../shortcuts/reply-metadata.ts';
import type { Submission } from './submission.ts';
import { complaints, refuseSubmission, type ViewAnswer } from './view-answer.ts';

const NAMED_AT_MOST = 5;

/** The account and the rest were chosen: starts the draft in the thread of its message, once for each form. */
export async function submitDraftReply(deps: CommandDeps, submission: Submission): Promise<ViewAnswer> {
  const { userId, userTeamId, viewId, privateMetadata } = submission;
  const replied = decodeReplyMetadata(privateMetadata);
  if (!replied) return await refuseSubmission(deps, submission, { reason: 'unknown' });
  if (userTeamId !== undefined && userTeamId !== deps.teamId) {
    return await refuseSubmission(deps, submission, { reason: 'other_workspace' });
  }
  const found = await accountOf(deps, (submission.typed(ACCOUNT_BLOCK) ?? '').trim());
  if ('complaint' in found) return complaints({ [ACCOUNT_BLOCK]: found.complaint });
  const to = (submission.typed(CONTACT_BLOCK) ?? '').trim();
  const channel = MessageChannel.safeParse(submission.typed(CHANNEL_BLOCK)).data;
  const tone = TONES.find((one) => one === submission.typed(TONE_BLOCK));
  const options = { ...(to !== '' && { to }), ...(channel && { channel }), ...(tone && { tone }) };
  const { teamId } = deps;
  const { channelId, threadTs, sentAt, text } = replied;
  const requestKey = requestKeyOf(teamId, userId, `view:${viewId}`);
  const request = { teamId, userId, channelId, threadTs, requestKey };
  const repliedTo = text === '' ? undefined : { text, sentAt };
  const { account } = found;
  try {
    const args = await draftArguments(deps.data, account, options, repliedTo);
    const wish = aboutAccount('draft', account, args);
    const { message } = await startPlan(deps, request, { ...wish, command: `draft ${account.name}` });
    return { response_action: 'update', view: answerModal(message) };
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.retryable) throw thrown;
    const { message, detail } = thrown;
    const block = to === '' ? ACCOUNT_BLOCK : CONTACT_BLOCK;
    return complaints({ [block]: [message, detail.hint].filter(Boolean).join(' ') });
  }
}

async function accountOf(deps: CommandDeps, typed: string) {
  if (typed === '') return { complaint: 'Say which account it is.' };
  const match = await deps.data.findAccount(typed);
  if (match.kind === 'one') return { account: match.account };
  if (match.kind === 'many') {
    const names = match.accounts
      .slice(0, NAMED_AT_MOST)
      .map(({ name, accountId }) => `${name} (${accountId})`);
    return { complaint: `Several accounts fit: ${names.join(', ')}. Say the id.` };
  }
  const { nearest } = match;
  const near = nearest.length > 0 ? ` Nearest: ${nearest.join(', ')}.` : '';
  return { complaint: `There is no such account.${near}` };
}
