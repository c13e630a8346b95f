import type { SandboxCore } from '../core.ts';
import type { Json } from '../json.ts';
import type { Person } from '../world.ts';
import { ApiError } from './api-error.ts';
import { flagArg, type Methods, page, textArg } from './method.ts';

function userJson(core: SandboxCore, person: Person): Json {
  const { app } = core.world;
  const isBot = person.kind === 'bot';
  const base = {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.kind === 'deactivated',
    is_bot: isBot,
    is_app_user: false,
    updated: 0,
    profile: {
      title: person.title,
      real_name: person.displayName,
      real_name_normalized: person.displayName,
      display_name: person.displayName,
      display_name_normalized: person.displayName,
      team: person.teamId,
      ...(person.id === app.botUserId && { api_app_id: app.appId, bot_id: app.botId }),
    },
  };
  if (person.kind === 'deactivated') return base;
  return {
    ...base,
    real_name: person.displayName,
    tz: person.timezone,
    tz_label: person.timezone,
    tz_offset: 0,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.kind === 'guest' || person.kind === 'single_channel_guest',
    is_ultra_restricted: person.kind === 'single_channel_guest',
    is_email_confirmed: !isBot,
    who_can_share_contact_card: 'EVERYONE',
    ...(person.enterpriseId !== undefined && {
      enterprise_user: {
        id: person.id,
        enterprise_id: person.enterpriseId,
        enterprise_name: 'Sandbox organization',
        is_admin: false,
        is_owner: false,
        teams: person.teamIds ?? [person.teamId],
      },
    }),
    ...(isOutside(core, person) && { is_stranger: true }),
  };
}

/** Of neither our workspace nor our organization. */
function isOutside({ world: { team } }: SandboxCore, person: Person): boolean {
  const isOfOrganization = team.enterpriseId !== undefined && person.enterpriseId === team.enterpriseId;
  return person.teamId !== team.id && !isOfOrganization;
}

/** Strangers are visible only through a channel that the app shares with them. */
function isVisible(core: SandboxCore, person: Person): boolean {
  if (!isOutside(core, person)) return true;
  const { botUserId } = core.world.app;
  return [...core.world.channels.values()].some(
    ({ members }) => members.has(botUserId) && members.has(person.id),
  );
}

/** Methods of `users.*`, `usergroups.*` and `bots.*`. */
export const USERS: Methods = {
  'users.info': {
    tier: 4,
    scope: 'users:read',
    required: ['user'],
    run(args, core) {
      const person = core.world.people.get(textArg(args, 'user'));
      if (!person) throw new ApiError('user_not_found');
      if (!isVisible(core, person)) throw new ApiError('user_not_visible');
      return { user: userJson(core, person) };
    },
  },
  'users.list': {
    tier: 2,
    scope: 'users:read',
    run(args, core) {
      const people = [...core.world.people.values()].filter((person) => isVisible(core, person));
      const { items, next_cursor } = page(people, args);
      return {
        members: items.map((person) => userJson(core, person)),
        cache_ts: Math.floor(core.clock.now().getTime() / 1_000),
        response_metadata: { next_cursor },
      };
    },
  },
  'usergroups.list': {
    tier: 2,
    scope: 'usergroups:read',
    run(args, core) {
      const groups = [...core.world.groups.values()].filter(
        (group) => flagArg(args, 'include_disabled') || !group.isDisabled,
      );
      return {
        usergroups: groups.map((group) => ({
          id: group.id,
          team_id: core.world.team.id,
          is_usergroup: true,
          name: group.name,
          handle: group.handle,
          description: '',
          is_external: false,
          date_delete: group.isDisabled ? 1 : 0,
          ...(flagArg(args, 'include_users') && { users: group.users }),
          ...(flagArg(args, 'include_count') && { user_count: group.users.length }),
        })),
      };
    },
  },
  'usergroups.users.list': {
    tier: 2,
    scope: 'usergroups:read',
    required: ['usergroup'],
    run(args, core) {
      const group = core.world.groups.get(textArg(args, 'usergroup'));
      if (!group || (group.isDisabled && !flagArg(args, 'include_disabled')))
        throw new ApiError('no_such_subteam');
      return { users: group.users };
    },
  },
  'bots.info': {
    tier: 3,
    scope: 'users:read',
    run(args, core) {
      const { app } = core.world;
      if (textArg(args, 'bot') !== app.botId) throw new ApiError('bot_not_found');
      return {
        bot: {
          id: app.botId,
          deleted: false,
          name: 'cugar',
          updated: 0,
          app_id: app.appId,
          user_id: app.botUserId,
          icons: {},
        },
      };
    },
  },
};
