import { ApiError } from './api-error.ts';
import { knownChannel } from './chat-access.ts';
import { type Methods, textArg } from './method.ts';

/** `auth.test`, `team.info` and `reactions.add`. */
export const WORKSPACE: Methods = {
  'auth.test': {
    tier: 'special',
    run(_args, { world }) {
      const { team, app } = world;
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: world.people.get(app.botUserId)?.name ?? '',
        team_id: team.id,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
        ...(team.enterpriseId !== undefined && { enterprise_id: team.enterpriseId }),
      };
    },
  },
  'team.info': {
    tier: 3,
    scope: 'team:read',
    run(args, { world: { team } }) {
      if (![team.id, ''].includes(textArg(args, 'team'))) throw new ApiError('team_not_found');
      return {
        team: {
          id: team.id,
          name: team.name,
          domain: team.domain,
          url: `https://${team.domain}.slack.com/`,
          email_domain: '',
          is_verified: false,
          icon: { image_default: true },
        },
      };
    },
  },
  'reactions.add': {
    tier: 3,
    scope: 'reactions:write',
    required: ['channel', 'name', 'timestamp'],
    run(args, core) {
      const channel = knownChannel(core, textArg(args, 'channel'));
      if (channel.isArchived) throw new ApiError('is_archived');
      if (!/^[a-z0-9_+'-]+$/.test(textArg(args, 'name'))) throw new ApiError('invalid_name');
      const message = core.messages.find(channel.id, textArg(args, 'timestamp'));
      if (!message || message.ephemeralTo) throw new ApiError('message_not_found');
      return {};
    },
  },
};
