import { request as httpRequest } from 'node:http';
import type { SandboxCore } from './core.ts';
import type { Exchange } from './exchange.ts';
import { signedHeaders } from './signing.ts';
import { envelopeOf } from './socket/envelope.ts';
import type { DeliveryKind, Failure } from './transcript.ts';

/** One request to the app, exactly as it went over the wire; can be sent again byte for byte. */
export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly userId?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the app answered. */
export interface Ack {
  readonly deliveryId: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly ms: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly failure?: Failure;
}

interface DeliveryDraft {
  readonly kind: DeliveryKind;
  readonly userId?: string;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Courier {
  readonly deliveries: readonly Delivery[];
  /** Signs and sends, twice when a fault says so; the answer is the first one's. */
  deliver(draft: DeliveryDraft): Promise<Ack>;
  /** Sends the same bytes under the same signature. */
  send(delivery: Delivery): Promise<Ack>;
}

interface CourierOptions {
  readonly core: SandboxCore;
  /** Undefined: the app has none, or has not said it yet. */
  readonly requestUrl: () => string | undefined;
  /** How long Slack waits for the app: 3,000 ms. */
  readonly deadlineMs: number;
}

const FORM = 'application/x-www-form-urlencoded';

/** A form body as Slack encodes it; its content type carries no charset. */
export function formBody(fields: Readonly<Record<string, string>>): { contentType: string; body: string } {
  return { contentType: FORM, body: new URLSearchParams(fields).toString() };
}

function exchange(url: string, { headers, body }: Delivery, deadlineMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const fail = (failure: Failure) => resolve({ status: null, body: '', headers: {}, failure });
    const request = httpRequest(url, { method: 'POST', agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => fail('dispatch_failed'));
      response.on('end', () => {
        clearTimeout(deadline);
        const status = response.statusCode ?? null;
        const isOk = status !== null && status >= 200 && status < 300;
        resolve({
          status,
          body: Buffer.concat(chunks).toString('utf8'),
          headers: response.headers,
          ...(!isOk && { failure: 'dispatch_failed' as const }),
        });
      });
    });
    const deadline = setTimeout(() => {
      fail('operation_timeout');
      request.destroy();
    }, deadlineMs);
    request.on('error', () => {
      clearTimeout(deadline);
      fail('dispatch_failed');
    });
    request.end(body);
  });
}

export function createCourier({ core, requestUrl, deadlineMs }: CourierOptions): Courier {
  const deliveries: Delivery[] = [];

  /** Over a WebSocket of the app while one is open, else over HTTP. What is forged goes over HTTP only. */
  async function carry(delivery: Delivery): Promise<Exchange> {
    const { links } = core;
    const overLink = delivery.kind === 'raw' ? null : links.deliver(envelopeOf(delivery), deadlineMs);
    if (overLink) return await overLink;
    const url = requestUrl();
    if (url !== undefined) return await exchange(url, delivery, deadlineMs);
    if (links.opened > 0) return { status: null, body: '', headers: {}, failure: 'dispatch_failed' };
    throw new Error('the sandbox does not know the request URL of the app; call connect');
  }

  async function send(delivery: Delivery): Promise<Ack> {
    const startedAt = performance.now();
    const { status, body, headers, failure } = await carry(delivery);
    const ms = Math.round(performance.now() - startedAt);
    const seen = { deliveryId: delivery.id, status, ms, body, ...(failure && { failure }) };
    core.transcript.add({
      kind: 'ack',
      of: delivery.kind,
      ...(delivery.userId && { userId: delivery.userId }),
      ...seen,
    });
    return { ...seen, headers };
  }

  return {
    deliveries,
    send,
    async deliver({ kind, userId, contentType, body, headers }) {
      const timestampS = Math.floor(core.clock.now().getTime() / 1_000);
      const delivery: Delivery = {
        id: core.ids.next('dl'),
        kind,
        ...(userId && { userId }),
        headers: {
          'content-type': contentType,
          accept: 'application/json,*/*',
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'content-length': String(Buffer.byteLength(body)),
          ...signedHeaders(core.world.app.signingSecret, timestampS, body),
          ...headers,
        },
        body,
      };
      deliveries.push(delivery);
      const twice = core.faults.takeDuplicate(kind);
      const [first] = await Promise.all([send(delivery), ...(twice ? [send(delivery)] : [])]);
      return first;
    },
  };
}
