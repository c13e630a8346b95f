import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Ids } from './ids.ts';
import { type Json, textOf } from './json.ts';

/** A modal or home tab as it is now; a snapshot. */
export interface View {
  readonly id: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  /** What the app gave: title, blocks, callback_id, private_metadata and so on; blocks have ids. */
  readonly content: Json & { readonly blocks: readonly Json[] };
}

export const MAX_VIEW_STACK = 3;

export interface ViewStore {
  /** Opens a modal; a stack that was open for this person is gone. */
  open(userId: string, content: Json): View;
  push(userId: string, content: Json): View;
  update(view: View, content: Json): View;
  publish(userId: string, content: Json): View;
  /** An open modal, or somebody's home tab. */
  find(id: string): View | undefined;
  findByExternalId(externalId: string): View | undefined;
  home(userId: string): View | undefined;
  /** The person's open modals, the topmost last. */
  stack(userId: string): readonly View[];
  /** Closes the topmost modal, or all; returns what is on top now. */
  close(userId: string, all?: boolean): View | undefined;
}

export function createViewStore(clock: Clock, ids: Ids): ViewStore {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();

  const hashOf = (content: Json) =>
    `${Math.floor(clock.now().getTime() / 1_000)}.${createHash('sha256').update(ids.secret()).update(JSON.stringify(content)).digest('hex').slice(0, 8)}`;

  function named(content: Json): View['content'] {
    const blocks = (content.blocks as readonly Json[]).map((block) =>
      block.block_id ? block : { ...block, block_id: ids.next('b') },
    );
    return structuredClone({ ...content, blocks });
  }

  function make(userId: string, content: Json, below?: View): View {
    const id = ids.next('V');
    return {
      id,
      userId,
      type: content.type === 'home' ? 'home' : 'modal',
      hash: hashOf(content),
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      content: named(content),
    };
  }

  const stack = (userId: string) => stacks.get(userId) ?? [];
  const all = () => [...homes.values(), ...[...stacks.values()].flat()];

  return {
    open(userId, content) {
      const view = make(userId, content);
      stacks.set(userId, [view]);
      return view;
    },
    push(userId, content) {
      const below = stack(userId);
      const view = make(userId, content, below.at(-1));
      stacks.set(userId, [...below, view]);
      return view;
    },
    update(view, content) {
      const next: View = { ...view, hash: hashOf(content), content: named(content) };
      if (view.type === 'home') homes.set(view.userId, next);
      else
        stacks.set(
          view.userId,
          stack(view.userId).map((open) => (open.id === view.id ? next : open)),
        );
      return next;
    },
    publish(userId, content) {
      const before = homes.get(userId);
      const view = before
        ? { ...before, hash: hashOf(content), content: named(content) }
        : make(userId, content);
      homes.set(userId, view);
      return view;
    },
    find: (id) => all().find((view) => view.id === id),
    findByExternalId: (externalId) => all().find((view) => view.content.external_id === externalId),
    home: (userId) => homes.get(userId),
    stack,
    close(userId, everything = false) {
      const left = everything ? [] : stack(userId).slice(0, -1);
      stacks.set(userId, left);
      return left.at(-1);
    },
  };
}

/** The view as the Web API and the payloads show it. */
export function viewJson(
  view: View,
  app: { appId: string; botId: string; teamId: string },
  values: Json = {},
): Json {
  const { content } = view;
  const isModal = view.type === 'modal';
  return {
    id: view.id,
    team_id: app.teamId,
    type: view.type,
    blocks: content.blocks,
    private_metadata: textOf(content.private_metadata),
    callback_id: textOf(content.callback_id),
    state: { values },
    hash: view.hash,
    ...(isModal && { title: content.title, submit: content.submit ?? null, close: content.close ?? null }),
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: app.appId,
    external_id: textOf(content.external_id),
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
  };
}
