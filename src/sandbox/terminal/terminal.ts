import type { Message } from '../messages.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Entry } from '../transcript.ts';
import { decide, isApprovalCard } from './decide.ts';
import { renderEntry } from './entries.ts';
import { createScreen, type ScreenOptions } from './screen.ts';
import { createStyle } from './style.ts';

export interface TerminalOptions extends Pick<ScreenOptions, 'input' | 'output' | 'isTty' | 'onInterrupt'> {
  readonly sandbox: Sandbox;
  /** Who sits at this terminal: who is asked, and for whom private messages are "you". */
  readonly userId: string;
  /** Only cards in this channel (id or `#name`) and in direct messages are asked about; default all that this person sees. */
  readonly channel?: string;
  /** Approves without asking. */
  readonly assumeYes?: boolean;
  /** Ends the terminal when aborted. */
  readonly signal: AbortSignal;
  /** The value of `EDITOR`; without it texts are typed here. */
  readonly editor?: string | undefined;
  /** The value of `NO_COLOR`. */
  readonly noColor?: string | undefined;
  /** Columns; default 80, at least 40. */
  readonly width?: () => number;
  /** What may be typed while nothing waits for a decision. */
  readonly prompt?: Prompt;
}

export interface Prompt {
  readonly question: string;
  /** Asked again with everything that happens: whether a line may be typed now. `putOff`: cards left for later. */
  readonly isOpen: (putOff: readonly Message[]) => boolean;
  /** Null when the input has ended. */
  readonly take: (line: string | null) => Promise<void>;
}

/** Prints the conversation as it happens and asks for every approval, until `signal` is aborted. */
export async function runTerminal(options: TerminalOptions): Promise<void> {
  const { sandbox, userId, signal, assumeYes = false, editor } = options;
  const style = createStyle(options);
  const screen = createScreen({ ...options, width: () => Math.max(40, options.width?.() ?? 80) });
  const actor = sandbox.as(userId);
  const only = options.channel && sandbox.world.findChannel(options.channel)?.id;
  const waiting: Message[] = [];
  const putOff: Message[] = [];
  let wake: () => unknown = () => {};

  function isForMe(message: Message): boolean {
    const isHere =
      !only || message.channelId === only || sandbox.world.channels.get(message.channelId)?.kind === 'im';
    return isHere && isApprovalCard(message) && actor.sees(message);
  }

  function take(entry: Entry): void {
    screen.print(renderEntry(entry, { world: sandbox.world, style, userId }));
    const isMessage = entry.kind === 'message_posted' || entry.kind === 'message_updated';
    if (isMessage && isForMe(entry.message)) waiting.push(entry.message);
    wake();
  }

  /** The oldest card that still looks as it did when it came in; null at the end. */
  async function nextCard(): Promise<Message | null> {
    for (;;) {
      if (signal.aborted) return null;
      const card = waiting.shift();
      const now = card && sandbox.messages(card.channelId).find(({ ts }) => ts === card.ts);
      if (card && now?.versions.length === card.versions.length) return now;
      if (!card) await (options.prompt?.isOpen(putOff) ? oneLine(options.prompt) : somethingNew());
    }
  }

  function hasClicked(since: number): boolean {
    const later = sandbox.transcript.entries.slice(since);
    return later.some((entry) => entry.kind === 'click' && entry.userId === userId);
  }

  function somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  /** A typed line, unless a card comes first. */
  async function oneLine({ question, take: takeLine }: Prompt): Promise<void> {
    const card = new AbortController();
    wake = () => waiting.length > 0 && card.abort();
    const line = await screen.line(style.bold(question), AbortSignal.any([signal, card.signal]));
    wake = () => {};
    if (!signal.aborted && !card.signal.aborted) await takeLine(line);
  }

  const end = () => wake();
  signal.addEventListener('abort', end, { once: true });
  const stop = sandbox.transcript.on(take);
  for (const entry of sandbox.transcript.entries) take(entry);
  try {
    for (let card = await nextCard(); card; card = await nextCard()) {
      const seenBefore = sandbox.transcript.entries.length;
      const isOpen = await decide(card, { sandbox, actor, screen, style, editor, signal, assumeYes }).catch(
        (error: unknown) => {
          // The card changed between the question and the click.
          screen.print([style.bad(`! ${error instanceof Error ? error.message : String(error)}`)]);
          return false;
        },
      );
      if (isOpen) waiting.unshift(card);
      else if (!hasClicked(seenBefore)) putOff.push(card);
    }
  } finally {
    stop();
    signal.removeEventListener('abort', end);
    screen.close();
  }
}
