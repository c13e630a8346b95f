import { draftReplyModal, errorAnswer, refusal } from '../../../blocks/index.ts';
import { TONES } from '../../core/playbook-templates.ts';
import { MessageChannel } from '../../core/proposal.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { thrownFacts } from '../log.ts';
import type { PrivateAnswers } from '../private-answer.ts';
import { guessAccount } from './guess-account.ts';
import { DRAFT_REPLY_SHORTCUT, type MessageShortcut, parseShortcut } from './message-shortcut.ts';
import { encodeReplyMetadata } from './reply-metadata.ts';

/** Opens the form of a draft for the message. Never throws: what goes wrong is told to the person. */
export async function runShortcut(deps: CommandDeps, body: unknown, answers: PrivateAnswers): Promise<void> {
  const shortcut = parseShortcut(body);
  if (shortcut?.callbackId !== DRAFT_REPLY_SHORTCUT) {
    deps.log.warn({ callbackId: shortcut?.callbackId }, 'a shortcut is not known');
    return await answers.tell(refusal({ reason: 'unknown' }));
  }
  if (shortcut.userTeamId !== undefined && shortcut.userTeamId !== deps.teamId) {
    return await answers.tell(refusal({ reason: 'other_workspace' }));
  }
  try {
    await openForm(deps, shortcut);
  } catch (thrown) {
    const reference = deps.ids.traceId();
    deps.log.warn({ reference, ...thrownFacts(thrown) }, 'a form could not be opened');
    const message = 'Slack did not open the form. Nothing was started.';
    const hint = 'Choose the shortcut again, or use `/cugar draft <account>`.';
    await answers.tell(errorAnswer({ code: 'SYSTEM_UNAVAILABLE', message, hint, reference }));
  }
}

async function openForm(deps: CommandDeps, shortcut: MessageShortcut): Promise<void> {
  const { text, channelId, threadTs, sentAt, triggerId } = shortcut;
  const account = await guessAccount(deps.data, text);
  const view = draftReplyModal({
    privateMetadata: encodeReplyMetadata({ channelId, threadTs, sentAt: sentAt.toISOString(), text }),
    message: text,
    account: account?.name ?? '',
    channels: MessageChannel.options,
    tones: TONES,
  });
  await deps.clients.listener.views.open({ trigger_id: triggerId, view });
}
