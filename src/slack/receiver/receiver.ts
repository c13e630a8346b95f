import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import { type SlackLog, thrownFacts } from '../log.ts';
import { createAcknowledgement, send, sendJson } from './acknowledgement.ts';
import { type Body, isSslCheck, parseBody } from './parse-body.ts';
import { type BodyProblem, readBody } from './read-body.ts';
import { runListeners } from './run-listeners.ts';
import { findForgery } from './verify-request.ts';

export interface ReceiverOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: SlackLog;
  /** Names a request that went wrong, for people to quote. */
  readonly reference: () => string;
  /** Our app's id once it is known: payloads of another app are refused. */
  readonly appId: () => string | undefined;
  /** False for a signed request that came before; throws when nobody can tell, and then it goes on. */
  readonly isFirst: (fingerprint: string) => Promise<boolean>;
  /** Milliseconds; all have defaults. */
  readonly timeouts?: Partial<Timeouts>;
}

interface Timeouts {
  readonly body: number;
  readonly ack: number;
  readonly replayCheck: number;
  readonly drain: number;
}

const TIMEOUTS: Timeouts = { body: 5_000, ack: 3_000, replayCheck: 500, drain: 5_000 };
const PATH = '/slack/events';
const BODY_STATUS: Readonly<Record<BodyProblem, number>> = {
  body_too_large: 413,
  body_too_slow: 408,
  body_broken_off: 400,
};

export interface SlackReceiver extends Receiver {
  /** Listens, and answers the port. */
  start(where: { readonly port: number; readonly host?: string }): Promise<number>;
  /** Takes no more requests and lets those in work end, up to the deadline. */
  stop(): Promise<void>;
}

/** Bolt's way in over HTTP: what is not certainly from Slack, fresh and meaningful goes no further. */
export function createReceiver(options: ReceiverOptions): SlackReceiver {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const { log } = options;
  const inWork = new Set<Promise<void>>();
  let app: App | undefined;
  let server: Server | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, error: string) => {
      log.warn({ status, reason: error }, 'Slack request refused');
      sendJson(response, status, { error });
    };
    const { pathname } = new URL(request.url ?? '/', 'http://receiver');
    if (pathname !== PATH) return refuse(404, 'not_found');
    if (request.method !== 'POST') return refuse(405, 'method_not_allowed');
    const read = await readBody(request, timeouts.body);
    if ('problem' in read) {
      response.setHeader('connection', 'close');
      return refuse(BODY_STATUS[read.problem], read.problem);
    }
    const contentType = request.headers['content-type'];
    if (isSslCheck(contentType, read.body)) return send(response, 200, undefined, '');
    const nowMs = options.clock.now().getTime();
    const { signingSecret } = options;
    const forgery = findForgery(request.headers, read.body, { signingSecret, nowMs });
    if (forgery) return refuse(401, forgery);
    const parsed = parseBody(contentType, read.body);
    if (parsed.kind === 'invalid') return refuse(400, parsed.reason);
    if (parsed.kind === 'challenge') return sendJson(response, 200, { challenge: parsed.challenge });
    if (parsed.kind === 'ssl_check') return send(response, 200, undefined, '');
    if (isOfAnotherApp(parsed.body, options.appId())) return refuse(403, 'other_app');
    if (await isReplay(String(request.headers['x-slack-signature']))) return refuse(409, 'replayed_request');
    await dispatch(request, response, parsed.body);
  }

  /** Whether it came before. A guard that is away or slow stops nothing: what follows needs the same Redis. */
  async function isReplay(fingerprint: string): Promise<boolean> {
    try {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('no answer in time')), timeouts.replayCheck).unref();
      });
      return !(await Promise.race([options.isFirst(fingerprint), late]));
    } catch (thrown) {
      log.warn(thrownFacts(thrown), 'replayed requests cannot be told at the moment');
      return false;
    }
  }

  async function dispatch(request: IncomingMessage, response: ServerResponse, body: Body): Promise<void> {
    const kind = String(body.type ?? body.command);
    const { ack, fail } = createAcknowledgement({
      response,
      timeoutMs: timeouts.ack,
      onTimeout: () => log.error({ kind }, 'request not acknowledged in time'),
      onLate: () => log.warn({ kind }, 'acknowledgement came too late'),
    });
    try {
      if (!app) throw new Error('the receiver has no app');
      await runListeners(app, { body: { ...body }, ack, ...retryOf(request) });
      if (fail(404, { error: 'not_handled' })) log.warn({ kind }, 'nothing handled a request');
    } catch (thrown) {
      const reference = options.reference();
      log.error({ kind, reference, ...thrownFacts(thrown) }, 'handling a request failed');
      fail(500, { error: 'internal_error', reference });
    }
  }

  function accept(request: IncomingMessage, response: ServerResponse): void {
    if (!server?.listening) response.setHeader('connection', 'close');
    const work = handle(request, response).catch((thrown: unknown) => {
      log.error(thrownFacts(thrown), 'receiving a request failed');
      sendJson(response, 500, { error: 'internal_error' });
    });
    inWork.add(work);
    void work.finally(() => inWork.delete(work));
  }

  return {
    init(boltApp) {
      app = boltApp;
    },
    start({ port, host }) {
      const listening = createServer(
        { requestTimeout: 2 * timeouts.body, headersTimeout: timeouts.body },
        accept,
      );
      server = listening;
      return new Promise((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, host, () => resolve((listening.address() as AddressInfo).port));
      });
    },
    async stop() {
      const closing = server;
      if (!closing?.listening) return;
      const closed = new Promise<void>((resolve) => {
        closing.close(() => resolve());
      });
      closing.closeIdleConnections();
      const deadline = new Promise<void>((resolve) => {
        setTimeout(resolve, timeouts.drain).unref();
      });
      await Promise.race([Promise.all(inWork), deadline]);
      closing.closeIdleConnections();
      await Promise.race([closed, deadline]);
      closing.closeAllConnections();
      await closed;
    },
  };
}

function isOfAnotherApp(body: Body, ours: string | undefined): boolean {
  return ours !== undefined && typeof body.api_app_id === 'string' && body.api_app_id !== ours;
}

function retryOf({ headers }: IncomingMessage): { retryNum?: number; retryReason?: string } {
  const number = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(Number.isInteger(number) && { retryNum: number }),
    ...(typeof reason === 'string' && { retryReason: reason }),
  };
}
