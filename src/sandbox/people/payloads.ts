import type { SandboxCore } from '../core.ts';
import type { Json } from '../json.ts';
import { type Message, messageJson } from '../messages.ts';
import { type View, viewJson } from '../views.ts';
import type { Channel, Person } from '../world.ts';

/** The same in every payload; a stranger's names the stranger's own workspace. */
function base(core: SandboxCore, person: Person): Json {
  const { world } = core;
  const isOurs = person.teamId === world.team.id;
  return {
    team: { id: person.teamId, domain: isOurs ? world.team.domain : `team-${person.teamId.toLowerCase()}` },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: world.app.appId,
    token: 'sandbox-verification-token',
    enterprise:
      world.team.enterpriseId === undefined
        ? null
        : { id: world.team.enterpriseId, name: 'Sandbox organization' },
    is_enterprise_install: false,
  };
}

function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

interface CommandFacts {
  readonly person: Person;
  readonly channel: Channel;
  readonly command: string;
  readonly text: string;
}

/** The form fields of a slash command. */
export function commandFields(
  core: SandboxCore,
  { person, channel, command, text }: CommandFacts,
): Record<string, string> {
  const { team, app } = core.world;
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: core.responseUrls.create({ kind: 'commands', userId: person.id, channelId: channel.id }),
    trigger_id: core.triggers.create(person.id),
  };
}

interface MessageClickFacts {
  readonly person: Person;
  readonly channel: Channel;
  readonly message: Message;
  readonly action: Json;
  readonly values: Json;
}

/** `block_actions` of an element in a message. */
export function messageClickPayload(
  core: SandboxCore,
  { person, channel, message, action, values }: MessageClickFacts,
): Json {
  const isEphemeral = message.ephemeralTo !== undefined;
  return {
    type: 'block_actions',
    ...base(core, person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    trigger_id: core.triggers.create(person.id),
    channel: { id: channel.id, name: channelName(channel) },
    ...(!isEphemeral && { message: messageJson(message, core.world.app, core.world.team.id) }),
    state: { values },
    response_url: core.responseUrls.create({
      kind: 'actions',
      userId: person.id,
      channelId: channel.id,
      original: message,
    }),
    actions: [action],
  };
}

/** `message_action`: a shortcut in the menu of a message. */
export function shortcutPayload(
  core: SandboxCore,
  facts: { person: Person; channel: Channel; message: Message; callbackId: string },
): Json {
  const { person, channel, message, callbackId } = facts;
  return {
    type: 'message_action',
    ...base(core, person),
    action_ts: core.ids.ts(),
    channel: { id: channel.id, name: channelName(channel) },
    callback_id: callbackId,
    trigger_id: core.triggers.create(person.id),
    message_ts: message.ts,
    message: messageJson(message, core.world.app, core.world.team.id),
    response_url: core.responseUrls.create({ kind: 'app', userId: person.id, channelId: channel.id }),
  };
}

/** `block_actions` of an element in a modal or home tab. */
export function viewClickPayload(
  core: SandboxCore,
  facts: { person: Person; view: View; action: Json; values: Json },
): Json {
  return {
    type: 'block_actions',
    ...base(core, facts.person),
    container: { type: 'view', view_id: facts.view.id },
    trigger_id: core.triggers.create(facts.person.id),
    view: json(core, facts.view, facts.values),
    state: { values: facts.values },
    actions: [facts.action],
  };
}

export function submissionPayload(
  core: SandboxCore,
  facts: { person: Person; view: View; values: Json },
): Json {
  return {
    type: 'view_submission',
    ...base(core, facts.person),
    trigger_id: core.triggers.create(facts.person.id),
    view: json(core, facts.view, facts.values),
    response_urls: [],
  };
}

export function closedPayload(
  core: SandboxCore,
  facts: { person: Person; view: View; isCleared: boolean },
): Json {
  return {
    type: 'view_closed',
    ...base(core, facts.person),
    view: json(core, facts.view, {}),
    is_cleared: facts.isCleared,
  };
}

function json(core: SandboxCore, view: View, values: Json): Json {
  return viewJson(view, { ...core.world.app, teamId: core.world.team.id }, values);
}
