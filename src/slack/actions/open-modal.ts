import type { ModalView } from '@slack/types';
import { errorAnswer } from '../../../blocks/index.ts';
import type { Verdict } from '../authorize.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { authorizeClick, type Interaction, refuseClick } from '../interaction.ts';
import { thrownFacts } from '../log.ts';
import { slackFailure } from '../slack-failure.ts';
import type { Click } from './click.ts';

type Allowed = Extract<Verdict, { allowed: true }>;

/**
 * Opens a modal while the click's trigger lives. Who may not decide is told so instead; the submission is
 * authorized again. `viewOf` answers null where there is nothing to open, and has told why.
 */
export async function openModal(
  deps: CommandDeps,
  click: Click,
  {
    ack,
    answers,
    viewOf,
  }: Interaction & { readonly viewOf: (allowed: Allowed) => Promise<ModalView | null> },
): Promise<void> {
  await ack();
  const verdict = await authorizeClick(deps, click);
  if (!verdict.allowed) return await refuseClick(deps, { click, answers }, verdict);
  const view = await viewOf(verdict);
  if (!view) return;
  try {
    await deps.clients.listener.views.open({ trigger_id: click.triggerId, view });
  } catch (thrown) {
    const failure = slackFailure(thrown);
    const reference = deps.ids.traceId();
    deps.log.warn({ reference, ...thrownFacts(thrown) }, 'a form could not be opened');
    const message =
      failure.kind === 'refused' && failure.error.includes('trigger')
        ? 'The form came too late for Slack. Nothing was decided.'
        : 'Slack did not open the form. Nothing was decided.';
    await answers.tell(
      errorAnswer({ code: 'SYSTEM_UNAVAILABLE', message, hint: 'Press the button again.', reference }),
    );
  }
}
