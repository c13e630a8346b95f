import type { PageAct, PageActAnswer, PageMessage, PageUpdate, PageView } from '../protocol.ts';
import type { BlockContext, Used } from './blocks/context.ts';
import type { Connection } from './connection.ts';
import { el } from './dom.ts';
import { renderMrkdwn } from './markup/render.ts';
import { askFirst } from './parts/confirm.ts';
import { createModalHost } from './parts/modal.ts';
import { announce, hush, toast } from './parts/toasts.ts';
import { createScreen } from './screen.ts';
import { namesOf } from './state/names.ts';
import { type Place, readPlace, startChannel, writePlace } from './state/place.ts';
import { applyUpdate, type State } from './state/state.ts';

type ClickPlace = Extract<PageAct, { act: 'click' }>['place'];

/** Keeps the screen in step with what the person sees, and brings what the person does to the server. */
export function createApp(connection: Connection): { start(): void } {
  let state: State | null = null;
  let place: Place = readPlace(location.hash);
  let stop = () => {};

  const screen = createScreen(connection, {
    act,
    openChannel,
    become,
    contextFor: (message) => contextAt({ channelId: message.channelId, ts: message.ts }),
    homeContextFor: (view) => contextAt({ viewId: view.id }),
  });
  const modal = createModalHost({
    contextFor: (view) => contextAt({ viewId: view.id }),
    submit: (view, values) => connection.act(place.personId, { act: 'submit', viewId: view.id, values }),
    close: (view: PageView) => act({ act: 'close', viewId: view.id }),
  });

  async function act(what: PageAct): Promise<PageActAnswer> {
    const answer = await connection.act(place.personId, what);
    if (answer.refused) toast(answer.refused);
    return answer;
  }

  function contextAt(at: ClickPlace): BlockContext {
    const names = namesOf(state as State);
    return {
      names,
      people: (state?.people ?? []).map(({ id, name }) => [id, name] as const),
      channels: (state?.channels ?? [])
        .filter(({ kind }) => kind !== 'im')
        .map(({ id, name }) => [id, name] as const),
      async use({ element, blockId, choose }: Used) {
        const confirm = await askFirst(element, names);
        await act({
          act: 'click',
          place: at,
          actionId: String(element.action_id ?? ''),
          blockId,
          ...(choose !== undefined && { choose }),
          ...(confirm !== null && { confirm }),
        });
      },
    };
  }

  function tellOf({ channelId, authorId, text, isEphemeral }: PageMessage): void {
    if (!state || channelId !== place.channelId) return;
    const names = namesOf(state);
    const words = el('div', {}, ...renderMrkdwn(text, names)).textContent;
    announce(`${names.person(authorId)}${isEphemeral ? ', only to you' : ''}: ${words}`);
  }

  function onUpdate(update: PageUpdate): void {
    state = applyUpdate(state, update);
    if (!state) return;
    if (update.kind === 'snapshot') {
      place = { ...place, channelId: startChannel(state.channels, place.channelId) };
      history.replaceState(null, '', writePlace(place));
    }
    if (update.kind === 'message') tellOf(update.message);
    if (update.kind === 'notice' && !update.notice.channelId) modal.fail(update.notice.text);
    screen.show(state, place);
    modal.show(state.modal);
  }

  function openChannel(channelId: string): void {
    place = { ...place, channelId };
    history.replaceState(null, '', writePlace(place));
    if (state) screen.show(state, place);
  }

  function become(personId: string): void {
    stop();
    modal.show(null);
    hush();
    state = null;
    place = { ...place, personId };
    stop = connection.follow(personId, {
      onUpdate,
      onLost: () => void toast('The local Slack does not answer; trying again.'),
      // Another run has another token and other messages.
      onBack: () => location.reload(),
      onRefused() {
        if (personId !== connection.settings.personId) become(connection.settings.personId);
      },
    });
  }

  return { start: () => become(place.personId || connection.settings.personId) };
}
