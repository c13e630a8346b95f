import { asCugarError, type CugarError } from '../../core/errors.ts';
import { type SlackLog, thrownFacts } from '../log.ts';
import type { Envelope } from './frames.ts';
import { type Link, type LinkTimes, openLink } from './link.ts';
import type { OpenConnection } from './open-connection.ts';

export interface KeeperTimes extends LinkTimes {
  /** How long a link that Slack will close may still be used to acknowledge what came over it. */
  readonly retireMs: number;
  /** The pause after the first failure; it doubles up to thirty times that. */
  readonly backoffMs: number;
}

export interface SocketState {
  readonly ready: boolean;
  readonly detail: {
    readonly mode: 'socket';
    readonly links: number;
    /** When the newest link was greeted; empty before. */
    readonly connectedAt: string;
    /** Why there is none, as far as it is known; empty while there is one. */
    readonly trouble: string;
  };
}

export interface LinkKeeper {
  /** Opens the first link; throws when it cannot be opened. */
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): SocketState;
}

export interface LinkKeeperOptions {
  readonly open: OpenConnection;
  readonly log: SlackLog;
  readonly times: KeeperTimes;
  readonly problemOf: (link: Link) => CugarError | null;
  readonly onEnvelope: (envelope: Envelope, link: Link) => void;
  /** Resolves when nothing that came over this link is in work. */
  readonly idle: (link: Link) => Promise<void>;
}

/** Keeps one link to Slack open: opens the next before Slack closes the last, and again after every break. */
export function createLinkKeeper(options: LinkKeeperOptions): LinkKeeper {
  const { log, times } = options;
  const usable = new Map<Link, number>();
  const retiring = new Set<Link>();
  const stopped = new AbortController();
  let failures = 0;
  let trouble = 'not started';
  let connectedAt: Date | undefined;
  let reopening: Promise<void> | undefined;

  async function connect(): Promise<void> {
    const url = await options.open();
    const link = await openLink(url, { onEnvelope: options.onEnvelope, onNotice, onClosed }, times);
    const problem = options.problemOf(link);
    if (problem || stopped.signal.aborted) {
      await link.close();
      if (problem) throw problem;
      return;
    }
    if (!link.isOpen) throw new Error('Slack closed the WebSocket at once');
    usable.set(link, performance.now());
    connectedAt = new Date();
    trouble = '';
    log.info({ links: usable.size }, 'connected to Slack over Socket Mode');
  }

  function onNotice(reason: string, link: Link): void {
    log.info({ reason }, 'Slack asks for a new link');
    if (!usable.delete(link)) return;
    retiring.add(link);
    const replaced = reopen();
    void retire(link, replaced);
  }

  /** Ends a link once another one stands in for it and nothing waits for an acknowledgement over it. */
  async function retire(link: Link, replaced: Promise<void>): Promise<void> {
    await Promise.race([replaced.then(() => options.idle(link)), wait(times.retireMs)]);
    await link.close();
    retiring.delete(link);
  }

  function onClosed(link: Link): void {
    retiring.delete(link);
    const openedAt = usable.get(link);
    if (openedAt === undefined) return;
    usable.delete(link);
    // A link that breaks at once counts as a failure, so that no loop runs hot.
    if (performance.now() - openedAt < times.backoffMs) failures += 1;
    else failures = 0;
    trouble = 'the link broke';
    if (!stopped.signal.aborted) log.warn({ failures }, 'the link to Slack broke');
    void reopen();
  }

  function reopen(): Promise<void> {
    reopening ??= tryUntilOpen().finally(() => {
      reopening = undefined;
    });
    return reopening;
  }

  async function tryUntilOpen(): Promise<void> {
    while (usable.size === 0 && !stopped.signal.aborted) {
      if (failures > 0) await wait(pauseMs(failures));
      if (stopped.signal.aborted) return;
      try {
        await connect();
      } catch (thrown) {
        failures += 1;
        const error = asCugarError(thrown, 'SYSTEM_UNAVAILABLE');
        trouble = error.message;
        const level = error.code === 'SYSTEM_CONFIG' ? 'error' : 'warn';
        log[level]({ failures, ...thrownFacts(error) }, 'no link to Slack');
        await wait(error.detail.retryAfterMs ?? 0);
      }
    }
  }

  /** Doubling, half of it by chance, so that many processes do not knock at once. */
  function pauseMs(count: number): number {
    const fullMs = times.backoffMs * Math.min(30, 2 ** (count - 1));
    return fullMs * (0.5 + Math.random() / 2);
  }

  function wait(ms: number): Promise<void> {
    const { signal } = stopped;
    if (ms <= 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });
  }

  return {
    async start() {
      try {
        await connect();
      } catch (thrown) {
        throw asCugarError(thrown, 'SYSTEM_UNAVAILABLE');
      }
    },
    async stop() {
      stopped.abort();
      const open = [...usable.keys(), ...retiring];
      usable.clear();
      await Promise.all(open.map((link) => link.close()));
      await reopening;
    },
    state: () => ({
      ready: usable.size > 0,
      detail: {
        mode: 'socket',
        links: usable.size,
        connectedAt: connectedAt?.toISOString() ?? '',
        trouble: usable.size > 0 ? '' : trouble,
      },
    }),
  };
}
