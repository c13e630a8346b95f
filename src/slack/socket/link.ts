import { WebSocket } from 'ws';
import { type Envelope, parseFrame } from './frames.ts';

/** One WebSocket to Slack that has been greeted. */
export interface Link {
  readonly appId: string | undefined;
  readonly isOpen: boolean;
  /** Sends an acknowledgement; false when the link is gone. */
  send(frame: object): Promise<boolean>;
  /** Ends it politely, by force after a second. */
  close(): Promise<void>;
}

export interface LinkHandlers {
  onEnvelope(envelope: Envelope, link: Link): void;
  /** Slack will close the link soon; it still takes acknowledgements. */
  onNotice(reason: string, link: Link): void;
  onClosed(link: Link): void;
}

export interface LinkTimes {
  /** Until Slack's greeting. */
  readonly helloMs: number;
  /** How often we ask whether the other side is there. */
  readonly pingMs: number;
  /** Without a sign of life for so long the link counts as dead; Slack pings at least every 30 s. */
  readonly silenceMs: number;
}

const MAX_FRAME_BYTES = 4 * 1024 * 1024;
const CLOSE_MS = 1_000;

/** Opens a WebSocket; resolves with Slack's greeting, rejects when it does not come. */
export function openLink(url: string, handlers: LinkHandlers, times: LinkTimes): Promise<Link> {
  const socket = new WebSocket(url, { handshakeTimeout: times.helloMs, maxPayload: MAX_FRAME_BYTES });
  let greeted: Link | undefined;
  let aliveAt = performance.now();
  const alive = () => {
    aliveAt = performance.now();
  };

  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('Slack did not greet the WebSocket in time'));
      socket.terminate();
    }, times.helloMs);
    const watch = setInterval(() => {
      if (performance.now() - aliveAt > times.silenceMs) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, times.pingMs);

    socket.on('ping', alive);
    socket.on('pong', alive);
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(late);
      clearInterval(watch);
      reject(new Error('Slack closed the WebSocket before its greeting'));
      if (greeted) handlers.onClosed(greeted);
    });
    socket.on('message', (data, isBinary) => {
      alive();
      const frame = isBinary ? ({ kind: 'unreadable' } as const) : parseFrame(String(data));
      if (frame.kind === 'hello' && !greeted) {
        clearTimeout(late);
        greeted = linkOver(socket, frame.appId);
        resolve(greeted);
      } else if (greeted && frame.kind === 'disconnect') handlers.onNotice(frame.reason, greeted);
      else if (greeted && frame.kind === 'envelope') handlers.onEnvelope(frame.envelope, greeted);
    });
  });
}

function linkOver(socket: WebSocket, appId: string | undefined): Link {
  return {
    appId,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(false);
      return new Promise((resolve) => {
        socket.send(JSON.stringify(frame), (error) => resolve(!error));
      });
    },
    close() {
      if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
      return new Promise((resolve) => {
        const force = setTimeout(() => socket.terminate(), CLOSE_MS);
        socket.once('close', () => {
          clearTimeout(force);
          resolve();
        });
        socket.close(1_000);
      });
    },
  };
}
