import type { Clock } from '../core/clock.ts';
import { fileJson, type ShownFile } from './files.ts';
import type { Ids } from './ids.ts';
import { isJson, type Json } from './json.ts';
import { type Ping, pingsIn } from './pings.ts';

export interface MessageVersion {
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
  readonly atMs: number;
}

/** A message as it is now; a snapshot that never changes. */
export interface Message extends MessageVersion {
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly authorId: string;
  /** The only person who sees it; absent for ordinary messages. */
  readonly ephemeralTo?: string;
  /** Pictures and other files that were shared with it. */
  readonly files?: readonly ShownFile[];
  readonly isDeleted: boolean;
  /** Every version, the first one first; the last one is the current. */
  readonly versions: readonly MessageVersion[];
  /** What the current version resolves: mentions, broadcasts, links. */
  readonly pings: readonly Ping[];
}

export interface Draft {
  readonly text: string;
  readonly blocks?: readonly Json[];
  readonly metadata?: Json;
}

export interface NewMessage extends Draft {
  readonly channelId: string;
  readonly authorId: string;
  readonly threadTs?: string;
  readonly ephemeralTo?: string;
  readonly files?: readonly ShownFile[];
}

export interface MessageStore {
  post(message: NewMessage): Message;
  /** Blocks and metadata that are not given stay as they are. */
  update(message: Message, draft: Draft): Message;
  remove(message: Message): Message;
  /** The message as it is now, also when it is ephemeral; undefined when it never was or is deleted. */
  find(channelId: string, ts: string): Message | undefined;
  /** Messages of the channel in order, ephemeral ones included, deleted ones not. */
  list(channelId: string): readonly Message[];
}

export function createMessageStore(clock: Clock, ids: Ids): MessageStore {
  const channels = new Map<string, Map<string, Message>>();

  function save(message: Message): Message {
    const channel = channels.get(message.channelId) ?? new Map<string, Message>();
    channels.set(message.channelId, channel.set(message.ts, message));
    return message;
  }

  function version({ text, blocks = [], metadata }: Draft): MessageVersion {
    const named = blocks.map((block) => (block.block_id ? block : { ...block, block_id: ids.next('b') }));
    return {
      text,
      blocks: structuredClone(named),
      ...(metadata && { metadata: structuredClone(metadata) }),
      atMs: clock.now().getTime(),
    };
  }

  return {
    post({ channelId, authorId, threadTs, ephemeralTo, files, ...draft }) {
      const first = version(draft);
      return save({
        ...first,
        channelId,
        ts: ids.ts(),
        authorId,
        ...(threadTs && { threadTs }),
        ...(ephemeralTo && { ephemeralTo }),
        ...(files && { files }),
        isDeleted: false,
        versions: [first],
        pings: pingsIn(first.text, first.blocks),
      });
    },
    update(message, draft) {
      const { metadata: before, ...rest } = message;
      const metadata = draft.metadata ?? before;
      const keeps = metadata !== undefined && Object.keys(metadata).length > 0;
      const next = version({
        text: draft.text,
        blocks: draft.blocks ?? message.blocks,
        ...(keeps && { metadata }),
      });
      return save({
        ...rest,
        ...next,
        versions: [...message.versions, next],
        pings: pingsIn(next.text, next.blocks),
      });
    },
    remove: (message) => save({ ...message, isDeleted: true }),
    find(channelId, ts) {
      const message = channels.get(channelId)?.get(ts);
      return message?.isDeleted ? undefined : message;
    },
    list: (channelId) =>
      [...(channels.get(channelId)?.values() ?? [])].filter((message) => !message.isDeleted),
  };
}

/** The message as the Web API and the payloads show it. */
export function messageJson(
  message: Message,
  app: { appId: string; botId: string; botUserId: string },
  teamId: string,
): Json {
  const isOurs = message.authorId === app.botUserId;
  return {
    type: 'message',
    user: message.authorId,
    ts: message.ts,
    text: message.text,
    team: teamId,
    ...(isOurs && { bot_id: app.botId, app_id: app.appId }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.files && { files: message.files.map(fileJson), upload: true }),
    ...(isJson(message.metadata) && { metadata: message.metadata }),
    ...(message.versions.length > 1 && {
      edited: { user: message.authorId, ts: `${Math.floor(message.atMs / 1_000)}.000000` },
    }),
  };
}
