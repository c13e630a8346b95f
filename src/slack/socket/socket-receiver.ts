import type { App, Receiver } from '@slack/bolt';
import { type SlackLog, thrownFacts } from '../log.ts';
import { runListeners } from '../receiver/run-listeners.ts';
import { createEnvelopeAnswer } from './envelope-answer.ts';
import type { Envelope } from './frames.ts';
import type { Link } from './link.ts';
import { createLinkKeeper, type KeeperTimes, type LinkKeeper } from './link-keeper.ts';
import type { OpenConnection } from './open-connection.ts';
import { openingProblem, readRequest } from './read-request.ts';

export interface SocketReceiverOptions {
  readonly openConnection: OpenConnection;
  readonly log: SlackLog;
  /** Names a request that went wrong, for people to quote. */
  readonly reference: () => string;
  /** Our app's id once it is known: links and payloads of another app are refused. */
  readonly appId: () => string | undefined;
  /** Remembers which requests were handled; what it throws is taken for "not handled yet". */
  readonly handled: {
    begin(request: string): Promise<'first' | 'working' | 'done'>;
    done(request: string): Promise<void>;
    release(request: string): Promise<void>;
  };
  /** Milliseconds; all have defaults. */
  readonly times?: Partial<SocketTimes>;
}

export interface SocketTimes extends KeeperTimes {
  /** Slack waits so long for an acknowledgement. */
  readonly ackMs: number;
  readonly guardMs: number;
  readonly drainMs: number;
}

const TIMES: SocketTimes = {
  helloMs: 10_000,
  pingMs: 10_000,
  silenceMs: 35_000,
  retireMs: 8_000,
  backoffMs: 1_000,
  ackMs: 3_000,
  guardMs: 500,
  drainMs: 5_000,
};

export interface SocketReceiver extends Receiver, Pick<LinkKeeper, 'state'> {
  /** Resolves when Slack has greeted the first link; throws `SYSTEM_CONFIG` for a token that Slack refuses. */
  start(): Promise<void>;
  /** Takes no more requests, lets those in work end and be acknowledged, then closes the links. */
  stop(): Promise<void>;
}

/** Bolt's way in over Socket Mode: acknowledged when handled, and handled once, whatever becomes of the link. */
export function createSocketReceiver(options: SocketReceiverOptions): SocketReceiver {
  const { log, handled } = options;
  const times = { ...TIMES, ...options.times };
  const inWork = new Map<Promise<void>, Link>();
  let app: App | undefined;
  let stopping = false;

  const keeper = createLinkKeeper({
    open: options.openConnection,
    log,
    times,
    problemOf: (link) => openingProblem(link.appId, options.appId()),
    onEnvelope: accept,
    idle: async (link) =>
      void (await Promise.all([...inWork].flatMap(([work, of]) => (of === link ? [work] : [])))),
  });

  /** What comes while stopping is left to Slack, which tells the person or sends it to another link. */
  function accept(envelope: Envelope, link: Link): void {
    if (stopping) return;
    const work = handle(envelope, link).catch((thrown: unknown) => {
      log.error(thrownFacts(thrown), 'receiving a request failed');
    });
    inWork.set(work, link);
    void work.finally(() => inWork.delete(work));
  }

  async function handle(envelope: Envelope, link: Link): Promise<void> {
    const request = readRequest(envelope, options.appId());
    if ('refusal' in request) return log.warn({ reason: request.refusal }, 'Slack request refused');
    const { body, kind, name } = request;
    const answer = createEnvelopeAnswer({
      envelopeId: envelope.id,
      takesAnswer: envelope.takesAnswer,
      send: (frame) => link.send(frame),
      onLost: () => log.warn({ kind }, 'the link was gone before the acknowledgement'),
    });
    const turn = name === null ? 'first' : await guarded(() => handled.begin(name), 'first');
    if (turn === 'done') return await answer.ack();
    if (turn === 'working') return;
    const late = setTimeout(() => {
      if (!answer.isAcked) log.error({ kind }, 'request not acknowledged in time');
    }, times.ackMs);
    try {
      if (!app) throw new Error('the receiver has no app');
      const { retryNum, retryReason } = envelope;
      const retry = { ...(retryNum !== undefined && { retryNum }), ...(retryReason && { retryReason }) };
      await runListeners(app, { body: { ...body }, ack: answer.ack, ...retry });
      if (!answer.isAcked) log.warn({ kind }, 'nothing handled a request');
      if (name !== null) await guarded(() => handled.done(name), undefined);
    } catch (thrown) {
      log.error(
        { kind, reference: options.reference(), ...thrownFacts(thrown) },
        'handling a request failed',
      );
      if (name !== null) await guarded(() => handled.release(name), undefined);
    } finally {
      clearTimeout(late);
    }
  }

  /** A guard that is away or slow stops nothing: what follows needs the same Redis, and cannot happen twice. */
  async function guarded<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), times.guardMs);
    });
    try {
      return await Promise.race([ask(), late]);
    } catch (thrown) {
      log.warn(thrownFacts(thrown), 'repeated requests cannot be told at the moment');
      return otherwise;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    init(boltApp) {
      app = boltApp;
    },
    start: () => keeper.start(),
    state: () => keeper.state(),
    async stop() {
      stopping = true;
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, times.drainMs);
      });
      await Promise.race([Promise.all(inWork.keys()), deadline]);
      clearTimeout(timer);
      await keeper.stop();
    },
  };
}
