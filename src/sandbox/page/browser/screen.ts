import type { PageAct, PageMessage, PageView } from '../protocol.ts';
import type { BlockContext } from './blocks/context.ts';
import type { Connection } from './connection.ts';
import { byId, el, icon } from './dom.ts';
import { ICONS } from './icons.ts';
import type { MenuItem } from './menu.ts';
import { createComposer } from './parts/composer.ts';
import { createConversation } from './parts/conversation.ts';
import { createDrawer } from './parts/drawer.ts';
import { createHome } from './parts/home.ts';
import { createPanels } from './parts/panels.ts';
import { createSidebar, fillPeople, personAvatar } from './parts/sidebar.ts';
import { setUpTheme } from './parts/theme.ts';
import { toast } from './parts/toasts.ts';
import { completionsFor } from './state/completion.ts';
import { namesOf, roleOf } from './state/names.ts';
import type { Place } from './state/place.ts';
import { roomOf } from './state/room.ts';
import type { State } from './state/state.ts';
import { channelTimeline, threadTimeline, unreadCount } from './state/timeline.ts';
import { actOf, replyOf } from './state/typed.ts';

export interface ScreenDeps {
  readonly act: (act: PageAct) => Promise<unknown>;
  readonly openChannel: (channelId: string) => void;
  readonly become: (personId: string) => void;
  readonly contextFor: (message: PageMessage) => BlockContext;
  readonly homeContextFor: (view: PageView) => BlockContext;
}

/** All places of the page, each drawn from the same state. */
export function createScreen({ settings, trafficDetail }: Connection, deps: ScreenDeps) {
  let shown: { state: State; place: Place } | undefined;
  /** When a person last looked at a channel, by `person/channel`. */
  const seenMs = new Map<string, number>();
  const person = byId('person') as HTMLSelectElement;
  const panels = createPanels({
    onChange: () => shown && show(shown.state, shown.place),
    onHome: () => void deps.act({ act: 'home' }),
  });
  const conversation = createConversation(byId('pane'), byId('log'));
  const thread = createConversation(byId('thread-pane'), byId('thread-log'));
  const sidebar = createSidebar({ channels: byId('channels'), direct: byId('direct') });
  const drawer = createDrawer(byId('traffic'), trafficDetail);
  const home = createHome(byId('home'));
  for (const send of document.querySelectorAll('.send')) send.append(icon(ICONS.send));
  const appName = () => (shown ? namesOf(shown.state).person(shown.state.appUserId) : '');
  const composer = createComposer({
    form: byId('composer') as HTMLFormElement,
    field: byId('composer-field') as HTMLTextAreaElement,
    list: byId('completions'),
    completions: (typed) => completionsFor(typed, settings),
    send(text) {
      const channelId = shown?.place.channelId;
      if (!shown || !channelId) return;
      const act = actOf(text, channelId, appName());
      if (act.act === 'command' && act.command !== settings.command)
        toast(`${act.command} is not a valid command here. Try ${settings.command} help.`);
      else void deps.act(act);
    },
  });
  createComposer({
    form: byId('reply') as HTMLFormElement,
    field: byId('reply-field') as HTMLTextAreaElement,
    list: byId('reply-completions'),
    completions: () => [],
    send(text) {
      const threadTs = panels.threadTs();
      const channelId = shown?.place.channelId;
      if (!channelId || !threadTs) return;
      const act = replyOf(text, { channelId, threadTs }, appName());
      if (act) void deps.act(act);
      else toast('Slash commands do not work in threads.');
    },
  });
  setUpTheme(byId('theme'));
  person.addEventListener('change', () => {
    // Closing the thread draws the page again, and the list with it.
    const { value } = person;
    panels.closeThread();
    deps.become(value);
  });

  function open(channelId: string): void {
    panels.enterChannel();
    deps.openChannel(channelId);
    composer.focus();
  }

  function show(state: State, place: Place): void {
    shown = { state, place };
    const { personId, channelId } = place;
    const channel = state.channels.find(({ id }) => id === channelId);
    const seenKey = (id: string) => `${personId}/${id}`;
    if (document.visibilityState === 'visible') seenMs.set(seenKey(channelId), Date.now());
    byId('workspace').textContent = state.workspace;
    fillPeople(person, state.people, personId);
    const you = state.people.find(({ id }) => id === personId);
    if (you) {
      byId('you-avatar').replaceChildren(personAvatar(you));
      byId('you-role').textContent = roleOf(you);
    }
    const unread = (id: string) => unreadCount(state, id, seenMs.get(seenKey(id)) ?? 0);
    sidebar({ channels: state.channels, currentId: channelId, appName: appName(), unread, open });
    const room = roomOf(channel, you, appName());
    document.title = `${room.title} · ${state.workspace}`;
    byId('title').textContent = room.title;
    byId('subtitle').textContent = room.subtitle;
    byId('beginning').textContent = room.beginning;
    byId('log').setAttribute('aria-label', `Messages in ${room.title}`);
    composer.aim(room.mayWrite ? room.title : null, room.whyNot);
    // First of all, for the tabs take room from the conversation, which stays at its end.
    panels.show(channel?.kind === 'im');
    const openThread = ({ ts }: PageMessage) => panels.openThread(ts);
    const isOurs = you?.kind !== 'stranger';
    const shortcutsOn = ({ channelId, ts }: PageMessage): MenuItem[] =>
      (isOurs ? settings.shortcuts : []).map(({ name, callbackId }) => ({
        label: [name, el('span', { class: 'description' }, appName())],
        choose: () => void deps.act({ act: 'shortcut', channelId, ts, callbackId }),
      }));
    const messageDeps = {
      appUserId: state.appUserId,
      contextFor: deps.contextFor,
      actionsOn: shortcutsOn,
    };
    conversation.show(`${personId}/${channelId}`, channelTimeline(state, channelId), {
      ...messageDeps,
      openThread,
      actionsOn: (message) => [
        { label: ['Reply in thread'], choose: () => openThread(message) },
        ...shortcutsOn(message),
      ],
    });
    const threadTs = panels.threadTs();
    if (threadTs)
      thread.show(`${channelId}/${threadTs}`, threadTimeline(state, channelId, threadTs), messageDeps);
    home(state.home, personId, deps.homeContextFor);
    drawer(state.traffic);
  }

  return { show };
}
