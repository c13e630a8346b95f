import type { DigestOutcome, DigestState } from '../../../blocks/index.ts';
import type { DigestConfig } from '../../config/env.ts';
import { nearest } from '../../config/nearest.ts';
import type { Clock } from '../../core/clock.ts';
import type { PlanStore } from '../../core/plan-store.ts';
import type { SalesData } from '../../core/ports.ts';
import { findOwner, ownerNames } from '../../digest/owners.ts';
import type { DigestRequests } from '../../digest/ports.ts';
import type { DigestSettings } from '../../store/digest-settings.ts';
import type { RateLimits } from '../../store/rate-limits.ts';
import type { Directory } from '../directory.ts';

/** What commands and the Home tab need of the digest. */
export interface DigestControls {
  /** Null: no digest is sent by itself. */
  readonly schedule: DigestConfig | null;
  readonly settings: DigestSettings;
  readonly requests: DigestRequests;
  readonly limits: Pick<RateLimits, 'take'>;
}

export interface ChangeDeps {
  readonly digest: DigestControls;
  readonly directory: Pick<Directory, 'person'>;
  readonly data: Pick<SalesData, 'allOpportunities' | 'reps'>;
  readonly store: Pick<PlanStore, 'note'>;
  readonly clock: Clock;
}

export interface Asker {
  readonly teamId: string;
  readonly userId: string;
}

export type DigestChange =
  | { readonly kind: 'on' | 'off' | 'me_off' }
  /** Without a name: the person's own, as Slack knows it. */
  | { readonly kind: 'me_on'; readonly owner?: string };

export type Changed =
  | { readonly kind: DigestOutcome }
  | { readonly kind: 'unknown_owner'; readonly name: string | null; readonly nearest?: string };

/** Where the digest stands for this person. */
export async function digestStateOf(
  { digest }: { readonly digest: Pick<DigestControls, 'schedule' | 'settings'> },
  { teamId, userId }: Asker,
): Promise<DigestState> {
  const { schedule, settings } = digest;
  const [off, subscribers] = await Promise.all([
    schedule && settings.channelOff(teamId, schedule.channel),
    settings.subscribers(teamId),
  ]);
  return { schedule, off, owner: subscribers.find((one) => one.userId === userId)?.owner ?? null };
}

/** Members of this workspace may change the digest; whoever turns the channel's off is named. */
export async function changeDigest(deps: ChangeDeps, asker: Asker, change: DigestChange): Promise<Changed> {
  const { digest, store, clock } = deps;
  const { teamId, userId } = asker;
  if (!(await mayUseDigest(deps, userId))) return { kind: 'not_allowed' };
  if (change.kind === 'me_on') return await subscribe(deps, asker, change.owner);
  if (change.kind === 'me_off') {
    return { kind: (await digest.settings.unsubscribe(teamId, userId)) ? 'me_off' : 'was_off' };
  }
  if (digest.schedule === null) return { kind: 'no_channel' };
  const { channel } = digest.schedule;
  const off = { by: userId, atMs: clock.now().getTime() };
  if (change.kind === 'off') await digest.settings.turnOff(teamId, channel, off);
  else await digest.settings.turnOn(teamId, channel);
  await store.note(teamId, `digest_${change.kind}`, { planId: '', actor: userId, data: { channel } });
  return { kind: change.kind };
}

/** Full members: no guests, no bots, nobody of another workspace. */
export async function mayUseDigest(
  { directory }: Pick<ChangeDeps, 'directory'>,
  userId: string,
): Promise<boolean> {
  const person = await directory.person(userId);
  return person !== null && !person.isBot && !person.isDeactivated && !person.isGuest && !person.isStranger;
}

async function subscribe(deps: ChangeDeps, { teamId, userId }: Asker, typed?: string): Promise<Changed> {
  const name = typed ?? (await deps.directory.person(userId))?.realName ?? null;
  const owner = name === null ? null : await findOwner(deps.data, name);
  if (owner === null) {
    const meant = name === null ? null : nearest(name, await ownerNames(deps.data));
    return { kind: 'unknown_owner', name, ...(meant !== null && { nearest: meant }) };
  }
  await deps.digest.settings.subscribe(teamId, { userId, owner });
  return { kind: 'me_on' };
}
