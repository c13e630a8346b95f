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

const KEYS = { a: 'Approve', d: 'Deny', e: 'Edit' } as const;

function buttonsOf(message: Message): ReadonlyMap<string, Record<string, unknown>> {
  return new Map(placedElements(message.blocks).map(({ element }) => [captionOf(element), element]));
}

/** Whether a message asks somebody to approve something now. */
export function isApprovalCard(message: Message): boolean {
  return !message.isDeleted && buttonsOf(message).has(KEYS.a);
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
  if (deps.assumeYes) {
    await actor.click(card, KEYS.a);
    return false;
  }
  const buttons = buttonsOf(card);
  const offered = (Object.keys(KEYS) as (keyof typeof KEYS)[]).filter((key) => buttons.has(KEYS[key]));
  const choices = offered.map((key) => `${style.bold(key)} ${KEYS[key].toLowerCase()}`).join(', ');
  const open = whileOpen(card, deps);
  const key = await screen.key(`${choices}, ${style.bold('l')} later? `, [...offered, 'l'], open.signal);
  open.stop();
  if (key === 'a') {
    const isSure = await confirmed(card, KEYS.a, deps);
    await actor.click(card, KEYS.a, { confirm: isSure });
    return !isSure;
  }
  if (key !== 'd' && key !== 'e') return false;
  return !(await throughModal(card, KEYS[key], deps));
}
