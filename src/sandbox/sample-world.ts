import type { Ids } from './ids.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** The invented people, channels and groups of the sample workspace. */
export const SAMPLE = {
  partnerTeam: 'T0PARTNER1',
  people: {
    seller: 'U0SELLER01',
    secondSeller: 'U0SELLER02',
    approver: 'U0APPROVER',
    manager: 'U0MANAGER1',
    guest: 'U0GUEST001',
    singleChannelGuest: 'U0GUEST002',
    deactivated: 'U0GONE0001',
    otherBot: 'U0OTHERBOT',
    stranger: 'U0STRANGER',
  },
  channels: {
    sales: 'C0SALES001',
    approvals: 'C0APPROVAL',
    private: 'C0PRIVATE1',
    archived: 'C0ARCHIVED',
    withoutBot: 'C0NOBOT001',
    shared: 'C0SHARED01',
  },
  groups: { approvers: 'S0APPROVER', disabled: 'S0DISABLED', empty: 'S0EMPTY001' },
} as const;

/** A sales workspace with users of every kind; all of them are invented. */
export function createSampleWorld(ids: Ids, options: WorldOptions = {}): World {
  const world = createWorld(ids, options);
  const { people, channels, groups } = SAMPLE;
  const bot = world.app.botUserId;
  const say = (id: string, name: string, displayName: string, title: string) =>
    world.addPerson({ id, name, displayName, title });
  say(people.seller, 'sample.seller', 'Sam Seller (sample)', 'Account executive');
  say(people.secondSeller, 'second.seller', 'Sasha Second (sample)', 'Account executive');
  say(people.approver, 'sample.approver', 'Alex Approver (sample)', 'Sales operations');
  say(people.manager, 'sample.manager', 'Morgan Manager (sample)', 'Head of sales');
  world.addPerson({
    id: people.guest,
    name: 'sample.guest',
    displayName: 'Gail Guest (sample)',
    kind: 'guest',
  });
  world.addPerson({
    id: people.singleChannelGuest,
    name: 'single.guest',
    displayName: 'Gus Guest (sample)',
    kind: 'single_channel_guest',
  });
  world.addPerson({
    id: people.deactivated,
    name: 'sample.gone',
    displayName: 'Gene Gone (sample)',
    kind: 'deactivated',
  });
  world.addPerson({ id: people.otherBot, name: 'otherbot', displayName: 'Other Bot (sample)', kind: 'bot' });
  world.addPerson({
    id: people.stranger,
    name: 'sample.stranger',
    displayName: 'Stacy Stranger (sample)',
    kind: 'stranger',
    teamId: SAMPLE.partnerTeam,
  });

  const team = [people.seller, people.secondSeller, people.approver, people.manager];
  world.addChannel({
    id: channels.sales,
    name: 'sales',
    members: [bot, ...team, people.guest, people.singleChannelGuest, people.otherBot],
  });
  world.addChannel({
    id: channels.approvals,
    name: 'approvals',
    members: [bot, people.approver, people.manager],
  });
  world.addChannel({
    id: channels.private,
    name: 'deal-desk',
    kind: 'private',
    members: [bot, people.seller, people.manager],
  });
  world.addChannel({
    id: channels.archived,
    name: 'old-sales',
    members: [bot, people.seller],
    isArchived: true,
  });
  world.addChannel({ id: channels.withoutBot, name: 'random', members: team });
  world.addChannel({
    id: channels.shared,
    name: 'partner-deals',
    members: [bot, people.seller, people.approver, people.stranger],
    isShared: true,
  });

  world.addGroup({
    id: groups.approvers,
    handle: 'sales-approvers',
    name: 'Sales approvers',
    users: [people.approver, people.manager],
  });
  world.addGroup({
    id: groups.disabled,
    handle: 'former-approvers',
    users: [people.seller],
    isDisabled: true,
  });
  world.addGroup({ id: groups.empty, handle: 'nobody' });
  return world;
}
