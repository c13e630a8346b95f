import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Exchange } from '../exchange.ts';
import type { Ids } from '../ids.ts';
import type { Envelope, EnvelopeType } from './envelope.ts';
import { createLink, type Link } from './link.ts';

/** Why Slack asks a link to go: its host is replaced, soon or now, or Socket Mode was switched off. */
export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled';

/** Where a link breaks: with the request on its way to the app, or with the app's acknowledgement on its way back. */
export type CutPoint = 'request' | 'ack';

/** What can be done to the app's WebSockets. */
export interface Sockets {
  /** Links that take requests. */
  readonly open: number;
  /** Resolves as soon as that many links take requests, all of them opened after `openedBefore` others. */
  waitForOpen(count?: number, options?: { readonly openedBefore?: number }): Promise<void>;
  /** How many links were opened so far. */
  readonly opened: number;
  /** Tells every link to go and closes it after the grace, as Slack does; `link_disabled` closes at once. */
  disconnect(reason: DisconnectReason, graceMs?: number): void;
  /** Breaks every link without a word. */
  drop(): void;
  /** The next request of this type breaks its link at this point. */
  cutNext(type: EnvelopeType, at: CutPoint): void;
}

export interface SocketLinks extends Sockets {
  /** The path and query that opens one link, once. */
  ticket(appId: string): string;
  listen(server: Server): void;
  /** Sends over one of the links in turn; null when none is open. */
  deliver(envelope: Envelope, deadlineMs: number): Promise<Exchange> | null;
  close(): void;
}

interface SocketLinksOptions {
  readonly ids: Ids;
  /** How often each link is pinged; Slack does it at least every 30 s. */
  readonly pingMs: number;
}

const DEBUG = { host: 'applink-sandbox' };
const GRACE_MS = 10_000;

export function createSocketLinks({ ids, pingMs }: SocketLinksOptions): SocketLinks {
  const wss = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, string>();
  const links = new Set<Link>();
  const cuts: { readonly type: EnvelopeType; readonly at: CutPoint }[] = [];
  const watchers = new Set<() => void>();
  let opened = 0;
  let turn = 0;

  const ready = () => [...links].filter((link) => link.isOpen && !link.isLeaving);

  function takeCut(type: EnvelopeType, at: CutPoint): boolean {
    const index = cuts.findIndex((cut) => cut.type === type && cut.at === at);
    if (index >= 0) cuts.splice(index, 1);
    return index >= 0;
  }

  function greet(link: Link, appId: string): void {
    links.add(link);
    opened += 1;
    link.send({
      type: 'hello',
      num_connections: ready().length,
      debug_info: { ...DEBUG, approximate_connection_time: 18_060 },
      connection_info: { app_id: appId },
    });
    for (const watcher of watchers) watcher();
  }

  return {
    get open() {
      return ready().length;
    },
    get opened() {
      return opened;
    },
    ticket(appId) {
      const ticket = ids.secret();
      tickets.set(ticket, appId);
      return `/link/?ticket=${ticket}&app_id=${appId}`;
    },
    listen(server) {
      server.on('upgrade', (request, socket, head) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
        const ticket = searchParams.get('ticket') ?? '';
        const appId = tickets.get(ticket);
        tickets.delete(ticket);
        if (pathname !== '/link/' || appId === undefined) {
          socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
          return;
        }
        wss.handleUpgrade(request, socket, head, (webSocket) => {
          const link = createLink(webSocket, {
            pingMs,
            losesAck: ({ type }) => takeCut(type, 'ack'),
            onClosed: () => links.delete(link),
          });
          greet(link, appId);
        });
      });
    },
    deliver(envelope, deadlineMs) {
      const open = ready();
      const link = open[turn % Math.max(1, open.length)];
      if (!link) return null;
      turn += 1;
      const answer = link.request(envelope, deadlineMs);
      if (takeCut(envelope.type, 'request')) link.drop();
      return answer;
    },
    waitForOpen(count = 1, { openedBefore = 0 } = {}) {
      const isThere = () => ready().length >= count && opened - openedBefore >= count;
      if (isThere()) return Promise.resolve();
      return new Promise((resolve) => {
        const watcher = () => {
          if (!isThere()) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
      });
    },
    disconnect(reason, graceMs = GRACE_MS) {
      for (const link of ready()) {
        link.isLeaving = true;
        link.send({ type: 'disconnect', reason, debug_info: DEBUG });
        if (reason === 'link_disabled') link.close();
        else setTimeout(() => link.close(), graceMs).unref();
      }
    },
    drop() {
      for (const link of links) link.drop();
    },
    cutNext: (type, at) => void cuts.push({ type, at }),
    close() {
      for (const link of links) link.drop();
      wss.close();
    },
  };
}
