import {
  ACCOUNT_CHOICE,
  APPROVE_ACTION,
  DENY_ACTION,
  DISCARD_ACTION,
  EDIT_ACTION,
  refusal,
} from '../../../blocks/index.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { failureAnswer } from '../failure-answer.ts';
import { clickDigest, DIGEST_CHANGES } from '../home/digest-click.ts';
import type { Interaction } from '../interaction.ts';
import { approve, discard } from './approve.ts';
import { chooseAccount } from './choose-account.ts';
import type { Click } from './click.ts';
import { deny } from './deny.ts';
import { edit } from './edit.ts';

type ClickHandler = (deps: CommandDeps, click: Click, interaction: Interaction) => Promise<void>;

const HANDLERS: ReadonlyMap<string, ClickHandler> = new Map([
  [APPROVE_ACTION, approve],
  [DENY_ACTION, deny],
  [EDIT_ACTION, edit],
  [DISCARD_ACTION, discard],
  ...[...DIGEST_CHANGES.keys()].map((actionId) => [actionId, clickDigest] as const),
]);

/** Handles one click on whatever button. Never throws: what goes wrong is told to the person. */
export async function runClick(deps: CommandDeps, click: Click, interaction: Interaction): Promise<void> {
  const { ack, answers } = interaction;
  let isAcked = false;
  const ackOnce = async (response?: object) => {
    isAcked = true;
    await ack(response);
  };
  try {
    const handler =
      HANDLERS.get(click.actionId) ?? (ACCOUNT_CHOICE.test(click.actionId) ? chooseAccount : unknown);
    await handler(deps, click, { ack: ackOnce, answers });
  } catch (thrown) {
    if (!isAcked) await ack();
    const undone = 'The store behind Cugar does not answer, so it is not certain whether your click counted.';
    const reference = deps.ids.traceId();
    await answers.tell(failureAnswer(thrown, { reference, undone, log: deps.log, what: click.actionId }));
  }
}

const unknown: ClickHandler = async (deps, { actionId, userId }, { ack, answers }) => {
  await ack();
  deps.log.warn({ actionId, userId }, 'a button is not known');
  await answers.tell(refusal({ reason: 'unknown' }));
};
