import type { Ids } from './ids.ts';

export type PersonKind = 'member' | 'guest' | 'single_channel_guest' | 'deactivated' | 'bot' | 'stranger';

/** Somebody, or a bot, whom the workspace knows. */
export interface Person {
  readonly id: string;
  /** The home workspace; another one than ours for a `stranger`. */
  readonly teamId: string;
  readonly name: string;
  readonly displayName: string;
  readonly title: string;
  readonly timezone: string;
  /** The organization of the home workspace, and those of its workspaces that the person is in. */
  readonly enterpriseId?: string;
  readonly teamIds?: readonly string[];
  kind: PersonKind;
}

export interface Channel {
  readonly id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  /** Shared with another workspace (Slack Connect). */
  readonly isShared: boolean;
  isArchived: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  users: string[];
  isDisabled: boolean;
}

/** The one app that is installed, as its manifest and its installation say. */
export interface InstalledApp {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly token: string;
  /** The app-level token, for Socket Mode. */
  readonly appToken: string;
  readonly signingSecret: string;
  scopes: string[];
  /** Of the app-level token. */
  appTokenScopes: string[];
  status: 'active' | 'account_inactive' | 'token_revoked';
  /** Off: direct messages are refused with `messages_tab_disabled`. */
  messagesTab: boolean;
  /** Off: `views.publish` is refused with `not_enabled`. */
  homeTab: boolean;
  events: string[];
  /** What stands in the menu of every message. */
  shortcuts: Shortcut[];
}

export interface Shortcut {
  readonly name: string;
  readonly callbackId: string;
}

export interface Team {
  readonly id: string;
  /** The organization (Enterprise Grid) that it belongs to, if it does. */
  readonly enterpriseId?: string;
  readonly name: string;
  readonly domain: string;
}

/** One workspace with everybody and everything in it. */
export interface World {
  readonly team: Team;
  readonly app: InstalledApp;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly groups: ReadonlyMap<string, UserGroup>;
  addPerson(person: Pick<Person, 'id' | 'name'> & Partial<Person>): Person;
  addChannel(
    channel: Pick<Channel, 'id' | 'name'> &
      Partial<Omit<Channel, 'members'>> & { members?: Iterable<string> },
  ): Channel;
  addGroup(group: Pick<UserGroup, 'id' | 'handle'> & Partial<UserGroup>): UserGroup;
  /** The direct conversation of the app with this person; made when it is missing. */
  openDm(userId: string): Channel;
  /** By id or by `#name`. */
  findChannel(idOrName: string): Channel | undefined;
}

/** What the app's manifest asks for. */
const DEFAULT_SCOPES = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  'usergroups:read',
  'users:read',
];
const DEFAULT_EVENTS = ['app_home_opened', 'app_uninstalled', 'tokens_revoked', 'app_mention', 'message.im'];
const DEFAULT_SHORTCUTS: readonly Shortcut[] = [{ name: 'Draft a reply', callbackId: 'draft_reply' }];

export interface WorldOptions {
  readonly team?: Partial<Team>;
  readonly app?: Partial<InstalledApp>;
}

/** A workspace with nobody in it but the app's own bot. */
export function createWorld(ids: Ids, options: WorldOptions = {}): World {
  const team: Team = { id: 'T0SANDBOX1', name: 'Sandbox', domain: 'sandbox', ...options.team };
  const app: InstalledApp = {
    appId: 'A0SANDBOX1',
    botId: 'B0SANDBOX1',
    botUserId: 'U0CUGARBOT',
    token: `xoxb-sandbox-${ids.secret()}`,
    appToken: `xapp-1-A0SANDBOX1-${ids.secret()}`,
    signingSecret: ids.secret(),
    scopes: [...DEFAULT_SCOPES],
    appTokenScopes: ['connections:write'],
    status: 'active',
    messagesTab: true,
    homeTab: true,
    events: [...DEFAULT_EVENTS],
    shortcuts: [...DEFAULT_SHORTCUTS],
    ...options.app,
  };
  const people = new Map<string, Person>();
  const channels = new Map<string, Channel>();
  const groups = new Map<string, UserGroup>();
  const world: World = {
    team,
    app,
    people,
    channels,
    groups,
    addPerson(person) {
      const added: Person = {
        teamId: team.id,
        displayName: person.name,
        title: '',
        timezone: 'Etc/UTC',
        kind: 'member',
        ...person,
      };
      people.set(added.id, added);
      return added;
    },
    addChannel({ members = [], ...channel }) {
      const added: Channel = {
        kind: 'public',
        isShared: false,
        isArchived: false,
        ...channel,
        members: new Set(members),
      };
      channels.set(added.id, added);
      return added;
    },
    addGroup(group) {
      const added: UserGroup = { name: group.handle, users: [], isDisabled: false, ...group };
      groups.set(added.id, added);
      return added;
    },
    openDm(userId) {
      const open = [...channels.values()].find(
        (channel) => channel.kind === 'im' && channel.members.has(userId),
      );
      if (open) return open;
      return world.addChannel({
        id: ids.next('D'),
        name: 'directmessage',
        kind: 'im',
        members: [userId, app.botUserId],
      });
    },
    findChannel(idOrName) {
      const name = idOrName.replace(/^#/, '');
      return (
        channels.get(idOrName) ??
        [...channels.values()].find((channel) => channel.kind !== 'im' && channel.name === name)
      );
    },
  };
  world.addPerson({ id: app.botUserId, name: 'cugar', displayName: 'Cugar', kind: 'bot' });
  return world;
}
