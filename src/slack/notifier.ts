import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { PlanRecord } from '../core/plan.ts';
import type { Delivery, MessageKey, Notifier } from '../core/ports.ts';
import type { Drawing } from '../store/drawings.ts';
import { type MessagePlace, messageMember } from '../store/message-store.ts';
import { type Card, cardFor, isAtHome, threadOf } from './notifier/card.ts';
import type { SlackNotifierDeps } from './notifier/deps.ts';
import { createDirectChannels } from './notifier/direct-channels.ts';
import { firstPost } from './notifier/first-post.ts';
import { giveFiles } from './notifier/give-files.ts';
import { firstPostLease, SETTLE_MS, settling } from './notifier/limits.ts';
import { withPlaceNote } from './notifier/plainer.ts';
import { postParts, type Sending, updateMessage } from './notifier/send.ts';
import { isDeleted, isUnreachable } from './notifier/slack-errors.ts';
import { wasAbandoned } from './slack-failure.ts';

const SHOWN: Delivery = { kind: 'shown' };
const BEHIND: Delivery = { kind: 'behind' };
/** While an older update may land, a newer state is looked for so often. */
const SETTLE_LOOK_MS = 1_500;
const NOTE_TRIES = 20;
const NOTE_EVERY_MS = 500;

interface Work extends Sending {
  readonly key: MessageKey;
  readonly card: Card;
  readonly place: MessagePlace;
}

type PostedWork = Work & { readonly place: MessagePlace & Required<Pick<MessagePlace, 'posted'>> };

/** Brings messages in Slack up to the stored truth. Throws `SYSTEM_UNAVAILABLE` when Slack gives no clear answer. */
export function createSlackNotifier(options: SlackNotifierDeps): Notifier {
  const deps = { ...options, direct: createDirectChannels() };
  /** Parts of long texts that stand in their threads already, so that a pause between them repeats none. */
  const partsPosted = new LRUCache<string, number>({ max: 10_000 });

  /** States drawn while an update that was given up may still land. */
  const drawn = new LRUCache<string, number>({ max: 10_000 });

  /** The place is read before the truth: what is drawn is then never older than what is noted as shown. */
  async function deliver(teamId: string, key: MessageKey): Promise<Delivery> {
    const place = await deps.messages.place(teamId, key);
    if (place.posted && place.shown >= place.wanted) return SHOWN;
    const record = await deps.store.load(teamId, key.planId);
    const { mode: dataMode } = deps.data.status();
    const { approvalsChannel } = deps;
    const undelivered = await undeliveredHandover(teamId, key, record);
    const card = record && cardFor(key, record, { dataMode, approvalsChannel, undelivered });
    if (!card) {
      await deps.messages.abandon(teamId, key);
      return SHOWN;
    }
    const work = { teamId, key, member: messageMember(key), card, place };
    return place.posted
      ? await redraw({ ...work, place: { ...place, posted: place.posted } })
      : await post(work);
  }

  /** Why what was approved did not reach the requester, where it did not. */
  async function undeliveredHandover(teamId: string, key: MessageKey, record: PlanRecord | null) {
    if (key.kind !== 'approval' || record?.steps[key.stepId]?.status !== 'succeeded') return undefined;
    return (await deps.messages.place(teamId, { ...key, kind: 'handover' })).undelivered;
  }

  /** The first post, or another one for a message that is gone; of several workers only one at a time. */
  async function post(work: Work): Promise<Delivery> {
    const { teamId, key, card, place } = work;
    const lease = firstPostLease(work.member);
    const waitMs = await deps.limits.take(teamId, [lease]);
    if (waitMs > 0) return { kind: 'later', afterMs: Math.min(waitMs, 1_000) };
    try {
      const now = await deps.messages.place(teamId, key);
      if (now.posted?.ts !== place.posted?.ts) return BEHIND;
      const posted = await firstPost(deps, work, card);
      if (posted.kind === 'later') return posted;
      if (posted.kind === 'refused') return await giveUp(work, posted.error);
      const shown = card.placeholder ? 0 : place.wanted;
      // Stopped for longer than the lease, this worker may come back to a message that another one posted.
      const isBehind = await deps.messages.sent(teamId, key, { ...posted.value, shown }, place.posted?.ts);
      return isBehind || card.placeholder ? BEHIND : SHOWN;
    } finally {
      await deps.limits.pause(teamId, lease, 0);
    }
  }

  async function redraw(work: PostedWork): Promise<Delivery> {
    const { teamId, key, card, place, member } = work;
    const { posted } = place;
    const threaded = (await thread(work)) ?? (await files(work));
    if (threaded) return threaded;
    const { message } = card;
    const shown = isAtHome(card, posted.channel) ? message : withPlaceNote(message);
    if (drawn.get(member) === place.wanted) {
      const waitMs = await deps.limits.take(teamId, [settling(member)]);
      if (waitMs > 0) return { kind: 'later', afterMs: Math.min(waitMs, SETTLE_LOOK_MS) };
    }
    const updated = await watched(work, () => updateMessage(deps, work, shown, posted));
    if (updated.kind === 'later') return updated;
    if (updated.kind === 'refused') {
      const { error } = updated;
      if (!isDeleted(error) && !isUnreachable(error)) return await giveUp(work, error);
      deps.log.warn({ member: work.member, error }, 'a message is gone and is posted anew');
      partsPosted.delete(work.member);
      return await post(work);
    }
    const settlesInMs = await deps.limits.take(teamId, [settling(member)]);
    if (settlesInMs > 0) {
      // An older update may still land on this one: it counts as shown when it was drawn once more after that.
      drawn.set(member, place.wanted);
      return { kind: 'later', afterMs: Math.min(settlesInMs, SETTLE_LOOK_MS) };
    }
    drawn.delete(member);
    return (await deps.messages.sent(teamId, key, { ...posted, shown: place.wanted })) ? BEHIND : SHOWN;
  }

  /** Whether it is given up here or its process dies: whoever redraws the message next knows that it may still land. */
  async function watched<T>({ teamId, key, member }: Work, redrawing: () => Promise<T>): Promise<T> {
    const drawing = await deps.messages.drawing(teamId, key);
    if (!drawing.isAlone) await noteAbandoned(teamId, member);
    const updated = await redrawing().catch(async (thrown: unknown) => {
      drawn.delete(member);
      if (wasAbandoned(thrown)) await noteAbandoned(teamId, member);
      await ended(drawing);
      throw thrown;
    });
    await ended(drawing);
    return updated;
  }

  /** One that stays noted costs another redrawing, and nothing else. */
  async function ended(drawing: Drawing): Promise<void> {
    await drawing.end().catch(() => undefined);
  }

  /** Nobody may take the message for shown before this is noted, so a Redis that refuses is asked again. */
  async function noteAbandoned(teamId: string, member: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await deps.limits.pause(teamId, settling(member), SETTLE_MS);
      } catch (thrown) {
        if (tries >= NOTE_TRIES) throw thrown;
        await sleep(NOTE_EVERY_MS);
      }
    }
  }

  /** The whole of a long text, once, before the card says that it is there. */
  async function thread(work: PostedWork): Promise<Delivery | null> {
    const { card, place, member } = work;
    const { overflow } = card.message;
    if (overflow.length === 0 || place.shown > 0) return null;
    const done = await postParts(deps, work, overflow, {
      place: { ...place.posted, threadTs: threadOf(card, place.posted.channel) },
      from: partsPosted.get(member) ?? 0,
      onPosted: (count) => partsPosted.set(member, count),
    });
    if (done.kind === 'later') return done;
    if (done.kind === 'refused') {
      deps.log.error({ member, error: done.error }, 'the thread of a long text cannot be written');
    }
    return null;
  }

  /** What comes as files, once, before the card says that they are there. */
  async function files(work: PostedWork): Promise<Delivery | null> {
    const { teamId, key, card, place } = work;
    const given = card.message.files ?? [];
    if (given.length === 0 || place.shown > 0) return null;
    return await giveFiles(deps, work, given, {
      claims: deps.messages.posting(teamId, key),
      place: place.posted,
    });
  }

  /** Until something changes again. */
  async function giveUp({ teamId, key, member }: Work, error: string): Promise<Delivery> {
    deps.log.error({ member, error }, 'Slack refuses a message for good');
    if (key.kind === 'handover') await deps.messages.undelivered(teamId, key, error);
    else await deps.messages.abandon(teamId, key);
    return SHOWN;
  }

  return { deliver };
}
