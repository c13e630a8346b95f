import { placedElements } from '../../../blocks/validate/ids.ts';
import { isJson, textOf } from '../json.ts';
import type { Message } from '../messages.ts';
import { captionOf } from '../people/find-element.ts';
import type { Sandbox } from '../sandbox.ts';
import { type FillDeps, fillModal } from './fill-modal.ts';
import { renderPlain } from './mrkdwn.ts';

interface DecideDeps extends FillDeps {
  readonly sandbox: Sandbox;
  readonly assumeYes: boolean;
}

/** A trigger lives three seconds; later than that no dialog can open. */
const MODAL_WAIT_MS = 3_200;

/** Buttons that let something happen, and all that are offered; each by its first letter. */
const YES = ['Approve', 'Run'];
const OFFERED = [...YES, 'Deny', 'Discard', 'Edit'];
const OPENS_DIALOG = ['Deny', 'Edit'];

function buttonsOf(message: Message): ReadonlyMap<string, Record<string, unknown>> {
  return new Map(placedElements(message.blocks).map(({ element }) => [captionOf(element), element]));
}

/** Whether a message asks somebody to decide on something now. */
export function isApprovalCard(message: Message): boolean {
  return !message.isDeleted && yesOf(message) !== undefined;
}

function yesOf(message: Message): string | undefined {
  const buttons = buttonsOf(message);
  return YES.find((name) => buttons.has(name));
}

/** Aborts when the card's buttons have gone, because somebody else decided or it expired. */
function whileOpen(
  card: Message,
  { sandbox, signal }: DecideDeps,
): { signal: AbortSignal; stop: () => void } {
  const closed = new AbortController();
  const stop = sandbox.transcript.on((entry) => {
    const isGone = entry.kind === 'message_deleted' || entry.kind === 'message_updated';
    if (isGone && entry.message.channelId === card.channelId && entry.message.ts === card.ts) closed.abort();
  });
  return { signal: AbortSignal.any([signal, closed.signal]), stop };
}

/** The question in the dialog before a click, if the button has one. */
async function confirmed(card: Message, name: string, deps: DecideDeps): Promise<boolean> {
  const dialog = buttonsOf(card).get(name)?.confirm;
  if (!isJson(dialog) || deps.assumeYes) return true;
  const text = isJson(dialog.text) ? renderPlain(textOf(dialog.text.text)) : '';
  return (await deps.screen.key(`${text} (y/n) `, ['y', 'n'], deps.signal)) === 'y';
}

/**
 * Clicks a button that opens a dialog, and fills it; when the app opens none it has refused.
 * False when the dialog was left without an answer.
 */
async function throughModal(card: Message, name: string, deps: DecideDeps): Promise<boolean> {
  const { sandbox, actor } = deps;
  const afterSeq = sandbox.transcript.entries.length;
  const outcome = await actor.click(card, name);
  if (!outcome || outcome.failure) return true;
  const opened = await sandbox.transcript
    .waitForKind('view_opened', ({ userId }) => userId === actor.id, { afterSeq, timeoutMs: MODAL_WAIT_MS })
    .catch(() => null);
  return opened ? fillModal(opened.view, deps) : true;
}

/** Asks what to do about a card and does it; true when it should be asked again. */
export async function decide(card: Message, deps: DecideDeps): Promise<boolean> {
  const { actor, screen, style } = deps;
  const yes = yesOf(card);
  if (deps.assumeYes) {
    if (yes) await actor.click(card, yes);
    return false;
  }
  const buttons = buttonsOf(card);
  const offered = new Map(
    OFFERED.filter((name) => buttons.has(name)).map((name) => [name.charAt(0).toLowerCase(), name]),
  );
  const choices = [...offered].map(([key, name]) => `${style.bold(key)} ${name.toLowerCase()}`).join(', ');
  const open = whileOpen(card, deps);
  const key = await screen.key(
    `${choices}, ${style.bold('l')} later? `,
    [...offered.keys(), 'l'],
    open.signal,
  );
  open.stop();
  const name = key ? offered.get(key) : undefined;
  if (name === undefined) return false;
  if (OPENS_DIALOG.includes(name)) return !(await throughModal(card, name, deps));
  const isSure = await confirmed(card, name, deps);
  await actor.click(card, name, { confirm: isSure });
  return !isSure;
}
