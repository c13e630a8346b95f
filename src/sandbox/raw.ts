import type { SandboxCore } from './core.ts';
import type { Ack, Courier, Delivery } from './delivery.ts';
import type { Message } from './messages.ts';
import { createClicks } from './people/clicks.ts';
import type { Which } from './people/find-element.ts';
import type { Outcome } from './people/outcome.ts';
import { signedHeaders } from './signing.ts';

export interface RawPost {
  readonly contentType?: string;
  /** False: no signature; a text: signed with that secret; default: signed as Slack does. */
  readonly sign?: boolean | string;
  /** Unix seconds, or anything else to forge; default now. */
  readonly timestamp?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests that Slack's own clients would never send, or not twice. */
export interface Raw {
  /** Sends a delivery again, byte for byte; default the last one. */
  replay(deliveryId?: string): Promise<Ack>;
  /** Clicks in an earlier version of a message, signed and well-formed, as a slow client or a forger would. */
  clickStale(
    userId: string,
    message: Message,
    version: number,
    name: string,
    which?: Which,
  ): Promise<Outcome | null>;
  /** Sends any body at all. */
  post(body: string, options?: RawPost): Promise<Ack>;
}

export function createRaw(core: SandboxCore, courier: Courier): Raw {
  return {
    async replay(deliveryId) {
      const delivery = deliveryId
        ? courier.deliveries.find(({ id }) => id === deliveryId)
        : courier.deliveries.at(-1);
      if (!delivery) throw new Error(`nothing was delivered${deliveryId ? ` as ${deliveryId}` : ''}`);
      return courier.send(delivery);
    },
    async clickStale(userId, message, version, name, which) {
      const person = core.world.people.get(userId);
      const channel = core.world.channels.get(message.channelId);
      const content = message.versions[version];
      if (!person || !channel || !content)
        throw new Error(`no version ${version} of ${message.ts} for ${userId} to click`);
      const old: Message = { ...message, ...content };
      return createClicks(core, courier, person, new Map()).click({ channel, message: old }, name, which);
    },
    async post(
      body,
      { contentType = 'application/x-www-form-urlencoded', sign = true, timestamp, headers } = {},
    ) {
      const at = timestamp ?? Math.floor(core.clock.now().getTime() / 1_000);
      const secret = typeof sign === 'string' ? sign : core.world.app.signingSecret;
      const delivery: Delivery = {
        id: core.ids.next('dl'),
        kind: 'raw',
        headers: {
          'content-type': contentType,
          'content-length': String(Buffer.byteLength(body)),
          ...(sign !== false && signedHeaders(secret, at, body)),
          ...headers,
        },
        body,
      };
      return courier.send(delivery);
    },
  };
}
