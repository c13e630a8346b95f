import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxCore } from './core.ts';
import type { Ack, Courier } from './delivery.ts';
import type { Json } from './json.ts';

export interface EventOutcome {
  readonly eventId: string;
  /** Every attempt's answer, the first one first; empty when the app did not subscribe. */
  readonly attempts: readonly Ack[];
}

export interface Events {
  /** Sends an event as the Events API does, with up to three retries. */
  send(event: Json): Promise<EventOutcome>;
}

const reasonFor = (ack: Ack) => {
  if (ack.failure === 'operation_timeout') return 'http_timeout';
  return ack.status === null ? 'connection_failed' : 'http_error';
};

/** What an app subscribes to in order to get this event: messages are subscribed to by the kind of channel. */
function subscriptionOf(event: Json): string {
  const type = String(event.type);
  return type === 'message' ? `message.${String(event.channel_type)}` : type;
}

/** `retryDelaysMs`: Slack waits nothing, one minute and five minutes. */
export function createEvents(core: SandboxCore, courier: Courier, retryDelaysMs: readonly number[]): Events {
  return {
    async send(event) {
      const { app, team } = core.world;
      const eventId = core.ids.next('Ev');
      const type = String(event.type);
      const attempts: Ack[] = [];
      if (!app.events.includes(subscriptionOf(event))) return { eventId, attempts };
      const body = JSON.stringify({
        token: 'sandbox-verification-token',
        team_id: team.id,
        api_app_id: app.appId,
        event,
        type: 'event_callback',
        event_id: eventId,
        event_time: Math.floor(core.clock.now().getTime() / 1_000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: team.id,
            user_id: app.botUserId,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
        event_context: `4-${core.ids.secret()}`,
      });
      for (const [attempt, delayMs] of [0, ...retryDelaysMs].entries()) {
        if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
        const last = attempts.at(-1);
        const retry = last && {
          'x-slack-retry-num': String(attempt),
          'x-slack-retry-reason': reasonFor(last),
        };
        const ack = await courier.deliver({
          kind: 'event',
          contentType: 'application/json',
          body,
          ...(retry && { headers: retry }),
        });
        attempts.push(ack);
        core.transcript.add({ kind: 'event_sent', eventId, type, attempt, ok: !ack.failure });
        if (!ack.failure || ack.headers['x-slack-no-retry'] === '1') break;
      }
      return { eventId, attempts };
    },
  };
}
