import type { Clock } from '../core/clock.ts';
import type { DigestContent } from '../core/digest.ts';
import type { Delivery } from '../core/ports.ts';
import type { DigestSettings } from '../store/digest-settings.ts';
import type { DigestRun, DigestStore } from '../store/digest-store.ts';
import { digestChart } from './chart/render.ts';
import { type CollectDeps, createCollector, type DigestQuestion, frameFrom } from './collect.ts';
import { type DigestSchedule, dueDate } from './due.ts';
import { createLocalClock } from './local-time.ts';
import type { DigestDelivered, DigestLog, DigestPoster, DigestRequest, DigestTarget } from './ports.ts';

export interface DigestRunnerDeps extends CollectDeps {
  readonly digests: DigestStore;
  readonly settings: DigestSettings;
  readonly poster: DigestPoster;
  /** Null: only what a person asks for. */
  readonly schedule: (DigestSchedule & { readonly channel: string }) | null;
  readonly clock: Clock;
  readonly log: DigestLog;
}

/** Sends digests. Every method is safe to repeat, and safe in several processes at once. */
export interface DigestRunner {
  /** Sends what is due now and not yet sent: to the channel, and to everybody who asked for the own lines. */
  tick(teamId: string): Promise<Delivery>;
  /** Sends one that a person asked for. */
  now(request: DigestRequest): Promise<Delivery>;
}

interface Sending {
  readonly digest: DigestRun;
  readonly target: DigestTarget;
  readonly question: Omit<DigestQuestion, 'frame' | 'teamId'>;
  /** Whether the next digest counts from this one. */
  readonly isScheduled: boolean;
}

type Collect = (question: DigestQuestion) => Promise<DigestContent>;

const SHOWN: Delivery = { kind: 'shown' };

export function createDigestRunner(deps: DigestRunnerDeps): DigestRunner {
  const { digests, settings, poster, schedule, clock, log } = deps;

  async function send(
    { digest, target, question, isScheduled }: Sending,
    collect: Collect,
  ): Promise<Delivery> {
    const frame = await digests.begin(digest, (last) => frameFrom(last, clock.now()));
    if (!frame) return SHOWN;
    const content = await collect({ ...question, teamId: digest.teamId, frame });
    const delivered = await poster.deliver({ digest, target, content, chart: () => digestChart(content) });
    if (delivered.kind === 'later') return delivered;
    if (delivered.kind === 'done') {
      const risk = content.risky?.items.map(({ opportunityId }) => opportunityId) ?? [];
      const { lesson } = content;
      const mark = lesson && { lesson: { use: lesson.use, winRate: lesson.winRate } };
      await digests.finish(digest, isScheduled ? { untilMs: frame.untilMs, risk, ...mark } : undefined);
    }
    if (delivered.kind === 'uncertain') await digests.finish(digest);
    tell(digest, delivered);
    return SHOWN;
  }

  function tell(
    { target, occasion }: DigestRun,
    delivered: Exclude<DigestDelivered, { kind: 'later' }>,
  ): void {
    const facts = { component: 'digest', target, occasion };
    if (delivered.kind === 'done') log.info(facts, 'a digest was sent');
    if (delivered.kind === 'refused') {
      log.warn({ ...facts, error: delivered.error }, 'a digest finds no place: is the bot in its channel?');
    }
    if (delivered.kind === 'uncertain') {
      log.error(facts, 'it is not certain that a digest was posted; it is not posted again');
    }
  }

  async function dueNow(teamId: string): Promise<readonly Sending[]> {
    const date = schedule && dueDate(schedule, clock.now());
    if (!schedule || !date) return [];
    const { channel, timeZone } = schedule;
    const of = (target: string): DigestRun => ({ teamId, target, occasion: date });
    const shared = { askedBy: null, date, timeZone };
    const isOff = (await settings.channelOff(teamId, channel)) !== null;
    const toChannel: Sending = {
      digest: of(channel),
      target: { channel },
      question: { ...shared, audience: { kind: 'channel' } },
      isScheduled: true,
    };
    const toPeople = (await settings.subscribers(teamId)).map(
      ({ userId, owner }): Sending => ({
        digest: of(userId),
        target: { userId },
        question: { ...shared, audience: { kind: 'person', userId, owner } },
        isScheduled: true,
      }),
    );
    return isOff ? toPeople : [toChannel, ...toPeople];
  }

  return {
    async tick(teamId) {
      const collect = createCollector(deps, clock.now());
      const deliveries: Delivery[] = [];
      const failures: unknown[] = [];
      for (const sending of await dueNow(teamId)) {
        await send(sending, collect).then(
          (delivery) => deliveries.push(delivery),
          (thrown: unknown) => failures.push(thrown),
        );
      }
      if (failures.length > 0) throw failures[0];
      const waits = deliveries.flatMap((delivery) => (delivery.kind === 'later' ? [delivery.afterMs] : []));
      return waits.length === 0 ? SHOWN : { kind: 'later', afterMs: Math.min(...waits) };
    },

    async now({ teamId, channelId, userId, requestKey }) {
      const timeZone = schedule?.timeZone ?? 'UTC';
      const { date } = createLocalClock(timeZone)(clock.now().getTime());
      const question = { audience: { kind: 'channel' }, askedBy: userId, date, timeZone } as const;
      const digest = { teamId, target: channelId, occasion: `now-${requestKey}` };
      const sending = { digest, target: { channel: channelId, userId }, question, isScheduled: false };
      return await send(sending, createCollector(deps, clock.now()));
    },
  };
}
