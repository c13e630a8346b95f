import type { SandboxCore } from '../core.ts';
import type { Json } from '../json.ts';
import type { Channel } from '../world.ts';
import { ApiError } from './api-error.ts';
import { isVisibleToApp, knownChannel } from './chat-access.ts';
import { flagArg, type Methods, page, requireScope, textArg } from './method.ts';

const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const TYPES = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

function channelJson(core: SandboxCore, channel: Channel): Json {
  const { world } = core;
  const base = {
    id: channel.id,
    created: 0,
    is_archived: channel.isArchived,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    context_team_id: world.team.id,
  };
  if (channel.kind === 'im') {
    return { ...base, user: [...channel.members].find((id) => id !== world.app.botUserId) };
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_private: channel.kind === 'private',
    is_mpim: false,
    is_general: false,
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_member: channel.members.has(world.app.botUserId),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
}

function readable(core: SandboxCore, id: string): Channel {
  const channel = core.world.channels.get(id);
  requireScope(core, READ_SCOPE[channel?.kind ?? 'public']);
  return knownChannel(core, id);
}

/** Methods of `conversations.*`. */
export const CONVERSATIONS: Methods = {
  'conversations.open': {
    tier: 3,
    run(args, core) {
      const { world } = core;
      const channelId = textArg(args, 'channel');
      const users = textArg(args, 'users').split(',').filter(Boolean);
      if (!channelId && users.length === 0) throw new ApiError('users_list_not_supplied');
      requireScope(core, users.length > 1 ? 'mpim:write' : 'im:write');
      if (users.length > 1) throw new ApiError('method_not_supported_for_channel_type');
      const [userId] = users;
      if (!userId) return { channel: channelJson(core, knownChannel(core, channelId)) };
      const person = world.people.get(userId);
      if (!person) throw new ApiError('user_not_found');
      if (person.kind === 'deactivated') throw new ApiError('user_disabled');
      if (person.kind === 'bot') throw new ApiError('invalid_user_combination');
      const known = world.channels.size;
      const channel = world.openDm(userId);
      const wasOpen = known === world.channels.size;
      return {
        no_op: wasOpen,
        already_open: wasOpen,
        channel: flagArg(args, 'return_im') ? channelJson(core, channel) : { id: channel.id },
      };
    },
  },
  'conversations.info': {
    tier: 3,
    required: ['channel'],
    run(args, core) {
      const channel = readable(core, textArg(args, 'channel'));
      const count = flagArg(args, 'include_num_members') ? { num_members: channel.members.size } : {};
      return { channel: { ...channelJson(core, channel), ...count } };
    },
  },
  'conversations.members': {
    tier: 4,
    required: ['channel'],
    run(args, core) {
      const channel = readable(core, textArg(args, 'channel'));
      const { items, next_cursor } = page([...channel.members], args);
      return { members: items, response_metadata: { next_cursor } };
    },
  },
  'conversations.list': {
    tier: 2,
    run(args, core) {
      const names = (textArg(args, 'types') || 'public_channel').split(',').map((name) => name.trim());
      const kinds = names.map((name) => {
        if (!Object.hasOwn(TYPES, name)) throw new ApiError('invalid_types');
        return TYPES[name as keyof typeof TYPES];
      });
      for (const kind of kinds) requireScope(core, kind === 'mpim' ? 'mpim:read' : READ_SCOPE[kind]);
      const channels = [...core.world.channels.values()].filter(
        (channel) =>
          kinds.includes(channel.kind) &&
          isVisibleToApp(core, channel) &&
          !(channel.isArchived && flagArg(args, 'exclude_archived')),
      );
      const { items, next_cursor } = page(channels, args);
      return {
        channels: items.map((channel) => channelJson(core, channel)),
        response_metadata: { next_cursor },
      };
    },
  },
};
