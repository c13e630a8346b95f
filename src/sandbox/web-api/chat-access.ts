import type { SandboxCore } from '../core.ts';
import type { Message } from '../messages.ts';
import type { Channel } from '../world.ts';
import { ApiError } from './api-error.ts';

/** Whether the app may know that the channel exists. */
export function isVisibleToApp(core: SandboxCore, channel: Channel): boolean {
  return channel.kind === 'public' || channel.members.has(core.world.app.botUserId);
}

/** The channel of this id that the app may know of; throws `channel_not_found`. */
export function knownChannel(core: SandboxCore, id: string): Channel {
  const channel = core.world.channels.get(id);
  if (!channel || !isVisibleToApp(core, channel)) throw new ApiError('channel_not_found');
  return channel;
}

/** Whether the other one of a direct conversation is deactivated. */
function hasLeft({ world }: SandboxCore, { members }: Channel): boolean {
  return [...members].some((id) => world.people.get(id)?.kind === 'deactivated');
}

/** Where a new message goes: a channel id or `#name`, a direct conversation, or a person's id. */
export function channelToPostIn(core: SandboxCore, idOrName: string): Channel {
  const { world } = core;
  const person = world.people.get(idOrName);
  if (person && (person.kind === 'deactivated' || person.kind === 'bot'))
    throw new ApiError('channel_not_found');
  const channel = person ? world.openDm(person.id) : world.findChannel(idOrName);
  if (!channel || !isVisibleToApp(core, channel)) throw new ApiError('channel_not_found');
  if (channel.isArchived) throw new ApiError('is_archived');
  if (channel.kind === 'im' && hasLeft(core, channel)) throw new ApiError('channel_not_found');
  if (channel.kind === 'im' && !world.app.messagesTab) throw new ApiError('messages_tab_disabled');
  if (!channel.members.has(world.app.botUserId)) throw new ApiError('not_in_channel');
  return channel;
}

/** A message that everybody sees, which the app itself posted; `notOurs` is thrown for those of others. */
export function ownMessage(core: SandboxCore, channel: Channel, ts: string, notOurs: string): Message {
  const message = core.messages.find(channel.id, ts);
  if (!message || message.ephemeralTo) throw new ApiError('message_not_found');
  if (message.authorId !== core.world.app.botUserId) throw new ApiError(notOurs);
  return message;
}
