import type { SandboxCore } from '../core.ts';
import { type Courier, formBody } from '../delivery.ts';
import type { EventOutcome, Events } from '../events.ts';
import type { Message } from '../messages.ts';
import { type View, viewJson } from '../views.ts';
import type { Channel, Person } from '../world.ts';
import { type ClickOptions, createClicks } from './clicks.ts';
import { runCommand } from './commands.ts';
import type { Entered } from './form-state.ts';
import { createModals } from './modals.ts';
import { clickFailed, type Outcome, outcomeOf, type SubmitOutcome } from './outcome.ts';
import { shortcutPayload } from './payloads.ts';
import { createWriting, type Written } from './writing.ts';

/** A person at a keyboard: can do what Slack lets this person do, and nothing else. */
export interface Actor {
  readonly id: string;
  /** Types a slash command in a channel (id or `#name`); default is the direct conversation with the app. */
  command(command: string, text: string, options?: { readonly channel?: string }): Promise<Outcome>;
  /** Writes into a channel; the app hears of it only through events that it subscribed to. */
  say(text: string, options: { readonly channel: string; readonly threadTs?: string }): Message;
  /** Writes `@app text` into a channel. */
  mention(text: string, options: { readonly channel: string; readonly threadTs?: string }): Promise<Written>;
  /** Writes to the app in the direct conversation; throws where its messages tab is off. */
  tell(text: string, options?: { readonly threadTs?: string }): Promise<Written>;
  /** Chooses a shortcut of the app in a message's menu. */
  shortcut(message: Message, callbackId: string): Promise<Outcome>;
  /**
   * Clicks an element, by action id or text, in the message or view as it is now; throws when it is not
   * there or not visible to this person. Null when the person said no in the dialog.
   */
  click(place: Message | View, name: string, options?: ClickOptions): Promise<Outcome | null>;
  /** Chooses in a select, radio buttons, an overflow menu or a date picker. */
  select(
    place: Message | View,
    name: string,
    choice: Entered,
    options?: Omit<ClickOptions, 'choose'>,
  ): Promise<Outcome | null>;
  /** Fills the topmost modal by block id, action id or label, and submits it. */
  submitView(view: View, values?: Readonly<Record<string, Entered>>): Promise<SubmitOutcome>;
  closeView(view: View): Promise<void>;
  /** Opens the app's home tab; the view is the one published when it was opened. */
  openHome(): Promise<EventOutcome>;
  /** The topmost open modal. */
  openView(): View | undefined;
  home(): View | undefined;
  /** Whether the person sees this message now. */
  sees(message: Message): boolean;
}

interface PeopleDeps {
  readonly core: SandboxCore;
  readonly courier: Courier;
  readonly events: Events;
}

function canRead(person: Person, channel: Channel): boolean {
  if (channel.members.has(person.id)) return true;
  return channel.kind === 'public' && person.kind === 'member';
}

/** Somebody who can act; throws for people who cannot log in. */
export function createActor({ core, courier, events }: PeopleDeps, userId: string): Actor {
  const { world } = core;
  const found = world.people.get(userId);
  if (!found) throw new Error(`nobody here is ${userId}`);
  const person = found;
  if (person.kind === 'deactivated' || person.kind === 'bot')
    throw new Error(`${userId} is ${person.kind} and cannot act`);
  const entered = new Map<string, Map<string, Entered>>();
  const clicks = createClicks(core, courier, person, entered);
  const modals = createModals(core, courier, person, entered);

  function channelHere(idOrName: string | undefined): Channel {
    const channel = idOrName === undefined ? world.openDm(userId) : world.findChannel(idOrName);
    if (!channel || !canRead(person, channel))
      throw new Error(`${userId} does not see the channel ${idOrName}`);
    return channel;
  }

  function sees(message: Message): boolean {
    const channel = world.channels.get(message.channelId);
    if (!channel || !canRead(person, channel)) return false;
    return message.ephemeralTo === undefined || message.ephemeralTo === userId;
  }

  function current(place: Message | View) {
    if ('rootViewId' in place) {
      const view = core.views.find(place.id);
      if (view?.userId !== userId) throw new Error(`${userId} does not see the view ${place.id}`);
      return { view };
    }
    const message = core.messages.find(place.channelId, place.ts);
    if (!message || !sees(message)) throw new Error(`${userId} does not see the message ${place.ts}`);
    return { message, channel: channelHere(message.channelId) };
  }

  const writing = createWriting(core, events, person);
  const placeOf = ({ channel, threadTs }: { readonly channel: string; readonly threadTs?: string }) => ({
    channel: channelHere(channel),
    ...(threadTs !== undefined && { threadTs }),
  });
  const click: Actor['click'] = async (place, name, options) => clicks.click(current(place), name, options);

  return {
    id: userId,
    sees,
    click,
    select: (place, name, choose, options) => click(place, name, { ...options, choose }),
    submitView: (view, values = {}) => modals.submit(view, values),
    closeView: (view) => modals.close(view),
    openView: () => core.views.stack(userId).at(-1),
    home: () => core.views.home(userId),
    async command(command, text, { channel } = {}) {
      if (person.teamId !== world.team.id)
        throw new Error(`${userId} is of another workspace and has no ${command}`);
      return runCommand(core, courier, { person, channel: channelHere(channel), command, text });
    },
    say: (text, options) => writing.write(text, placeOf(options)),
    mention: async (text, options) => writing.mention(text, placeOf(options)),
    tell: (text, { threadTs } = {}) => writing.tell(text, threadTs),
    async shortcut(message, callbackId) {
      if (!sees(message)) throw new Error(`${userId} does not see the message ${message.ts}`);
      const facts = { person, channel: channelHere(message.channelId), message, callbackId };
      const payload = JSON.stringify(shortcutPayload(core, facts));
      const ack = await courier.deliver({ kind: 'shortcut', userId, ...formBody({ payload }) });
      const { channelId } = message;
      if (ack.failure) core.transcript.add({ kind: 'notice', userId, text: clickFailed(ack), channelId });
      return outcomeOf(ack);
    },
    openHome() {
      const view = core.views.home(userId);
      return events.send({
        type: 'app_home_opened',
        user: userId,
        channel: world.openDm(userId).id,
        tab: 'home',
        ...(view && { view: viewJson(view, { ...world.app, teamId: world.team.id }) }),
        event_ts: core.ids.ts(),
      });
    },
  };
}
