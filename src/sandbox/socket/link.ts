import type { WebSocket } from 'ws';
import type { Exchange } from '../exchange.ts';
import { isJson, parseJson, textOf } from '../json.ts';
import type { Envelope } from './envelope.ts';

/** One open WebSocket of the app. */
export interface Link {
  /** It was told to go and takes nothing new. */
  isLeaving: boolean;
  readonly isOpen: boolean;
  /** Sends, and answers with the acknowledgement or why there was none. */
  request(envelope: Envelope, deadlineMs: number): Promise<Exchange>;
  send(frame: object): void;
  /** Breaks off without a word, as a network does. */
  drop(): void;
  close(): void;
}

export interface LinkOptions {
  readonly pingMs: number;
  /** Asked when an acknowledgement comes in: true loses it together with the link. */
  readonly losesAck: (envelope: Envelope) => boolean;
  readonly onClosed: () => void;
}

const failed = (failure: NonNullable<Exchange['failure']>): Exchange => ({
  status: null,
  body: '',
  headers: {},
  failure,
});

export function createLink(socket: WebSocket, { pingMs, losesAck, onClosed }: LinkOptions): Link {
  const waiting = new Map<string, { envelope: Envelope; settle: (exchange: Exchange) => void }[]>();
  const pings = setInterval(() => socket.ping(), pingMs);
  pings.unref();

  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? undefined : parseJson(String(data));
    const id = isJson(frame) ? textOf(frame.envelope_id) : '';
    const [first] = waiting.get(id) ?? [];
    if (!first || !isJson(frame)) return;
    if (losesAck(first.envelope)) return socket.terminate();
    const { payload } = frame;
    const hasPayload = isJson(payload) && Object.keys(payload).length > 0;
    for (const { settle } of waiting.get(id) ?? []) {
      settle({ status: 200, body: hasPayload ? JSON.stringify(payload) : '', headers: {} });
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(pings);
    for (const { settle } of [...waiting.values()].flat()) settle(failed('dispatch_failed'));
    onClosed();
  });

  return {
    isLeaving: false,
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    request(envelope, deadlineMs) {
      const id = envelope.envelope_id;
      return new Promise((resolve) => {
        const deadline = setTimeout(() => settle(failed('operation_timeout')), deadlineMs);
        const one = { envelope, settle };
        function settle(exchange: Exchange) {
          clearTimeout(deadline);
          const others = (waiting.get(id) ?? []).filter((other) => other !== one);
          if (others.length > 0) waiting.set(id, others);
          else waiting.delete(id);
          resolve(exchange);
        }
        waiting.set(id, [...(waiting.get(id) ?? []), one]);
        socket.send(JSON.stringify(envelope));
      });
    },
    send: (frame) => socket.send(JSON.stringify(frame)),
    drop: () => socket.terminate(),
    close: () => socket.close(1_000),
  };
}
