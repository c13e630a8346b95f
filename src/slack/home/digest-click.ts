import { DIGEST_ACTIONS, digestAnswer, digestOwnerUnknown, refusal } from '../../../blocks/index.ts';
import type { Click } from '../actions/click.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { changeDigest, type DigestChange, digestStateOf } from '../digest/change.ts';
import type { Interaction } from '../interaction.ts';
import { ANSWER_WITHIN_MS, within } from '../within.ts';
import { wakeDigestHomes } from './wake-digest.ts';

/** What each button of the digest's setting on the Home tab does. */
export const DIGEST_CHANGES: ReadonlyMap<string, DigestChange> = new Map([
  [DIGEST_ACTIONS.on, { kind: 'on' }],
  [DIGEST_ACTIONS.off, { kind: 'off' }],
  [DIGEST_ACTIONS.meOn, { kind: 'me_on' }],
  [DIGEST_ACTIONS.meOff, { kind: 'me_off' }],
]);

/** Changes the digest as the command does; the answer stands at the top of the tab, beside the new setting. */
export async function clickDigest(
  deps: CommandDeps,
  { actionId, userId, isHome }: Click,
  { ack, answers }: Interaction,
): Promise<void> {
  const change = DIGEST_CHANGES.get(actionId);
  if (!deps.digest || !change || !isHome) {
    await ack();
    return await answers.tell(refusal({ reason: 'unknown' }));
  }
  const asker = { teamId: deps.teamId, userId };
  const changing = { ...deps, digest: deps.digest };
  const changed = await within(ANSWER_WITHIN_MS, changeDigest(changing, asker, change));
  await ack();
  await answers.tell(
    changed.kind === 'unknown_owner'
      ? digestOwnerUnknown(changed.name, changed.nearest)
      : digestAnswer(changed.kind, await digestStateOf(changing, asker)),
  );
  await wakeDigestHomes(deps, asker, change);
}
