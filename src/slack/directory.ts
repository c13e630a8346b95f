import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { type Clock, MINUTE } from '../core/clock.ts';
import { slackFailure, slackUnavailable } from './slack-failure.ts';

/** What Slack knows of a person that counts for a decision. */
export interface Person {
  readonly userId: string;
  readonly teamId: string | undefined;
  /** The organization (Enterprise Grid) and those of its workspaces that the person is in. */
  readonly enterpriseId: string | undefined;
  readonly teamIds: readonly string[];
  readonly realName: string | undefined;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  readonly isGuest: boolean;
  /** Of another workspace, seen through a shared channel. */
  readonly isStranger: boolean;
}

/** People and user groups, at most a minute old. Throws `SYSTEM_UNAVAILABLE` when Slack cannot say. */
export interface Directory {
  /** Null when nobody here has this id. */
  person(userId: string): Promise<Person | null>;
  /** User ids; empty when there is no such group or it is disabled. */
  members(groupId: string): Promise<ReadonlySet<string>>;
}

const MAX_ENTRIES = 5_000;
const UNKNOWN_PERSON = ['user_not_found', 'user_not_visible'];
const UNKNOWN_GROUP = ['no_such_subteam', 'subteam_disabled', 'user_group_disabled'];

export function createDirectory(client: WebClient, clock: Clock): Directory {
  const perf = { now: () => clock.now().getTime() };
  const cached = <T extends object>(look: (id: string) => Promise<T>) => {
    const cache = new LRUCache<string, Promise<T>>({ max: MAX_ENTRIES, ttl: MINUTE, ttlResolution: 0, perf });
    return (id: string): Promise<T> => {
      const known = cache.get(id);
      if (known) return known;
      const looking = look(id);
      cache.set(id, looking);
      looking.catch(() => cache.delete(id));
      return looking;
    };
  };
  const person = cached(async (id) => ({ found: await lookUpPerson(client, id) }));
  return {
    person: async (userId) => (await person(userId)).found,
    members: cached((id) => lookUpMembers(client, id)),
  };
}

async function lookUpPerson(client: WebClient, userId: string): Promise<Person | null> {
  try {
    const { user } = await client.users.info({ user: userId });
    if (!user) return null;
    return {
      userId,
      teamId: user.team_id,
      enterpriseId: user.enterprise_user?.enterprise_id,
      teamIds: user.enterprise_user?.teams ?? [],
      realName: user.profile?.real_name || user.real_name || undefined,
      isBot: user.is_bot === true || userId === 'USLACKBOT',
      isDeactivated: user.deleted === true,
      isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
      isStranger: user.is_stranger === true,
    };
  } catch (thrown) {
    const failure = slackFailure(thrown);
    if (failure.kind === 'refused' && UNKNOWN_PERSON.includes(failure.error)) return null;
    throw slackUnavailable('users.info', thrown);
  }
}

async function lookUpMembers(client: WebClient, groupId: string): Promise<ReadonlySet<string>> {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: groupId });
    return new Set(users);
  } catch (thrown) {
    const failure = slackFailure(thrown);
    if (failure.kind === 'refused' && UNKNOWN_GROUP.includes(failure.error)) return new Set();
    throw slackUnavailable('usergroups.users.list', thrown);
  }
}
