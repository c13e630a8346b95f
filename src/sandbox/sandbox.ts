import type { AddressInfo } from 'node:net';
import type { Clock } from '../core/clock.ts';
import type { SandboxCore } from './core.ts';
import { createCourier, type Delivery } from './delivery.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFileStore, type FileStore } from './files.ts';
import { createIds } from './ids.ts';
import { createMessageStore, type Message } from './messages.ts';
import { type Actor, createActor } from './people/people.ts';
import { createRateLimits, type RateLimitMode } from './rate-limits.ts';
import { createRaw, type Raw } from './raw.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSampleWorld } from './sample-world.ts';
import { createSandboxServer } from './server.ts';
import { createSocketLinks, type Sockets } from './socket/socket-links.ts';
import { createTranscript, type Entry, type Transcript, type WaitOptions } from './transcript.ts';
import { createTriggers } from './triggers.ts';
import { createViewStore } from './views.ts';
import type { World, WorldOptions } from './world.ts';

export interface SandboxOptions extends WorldOptions {
  /** Where the app takes commands, clicks and events; can be given later by `connect`. */
  readonly requestUrl?: string;
  /** Loopback port; default any free one. */
  readonly port?: number;
  /** Default `slack`. */
  readonly rateLimits?: RateLimitMode;
  /** How long the app may take to acknowledge; Slack's 3,000 ms by default. */
  readonly ackDeadlineMs?: number;
  /** How long a trigger opens a form; Slack's 3,000 ms by default. */
  readonly triggerLifeMs?: number;
  /** Waits before the retries of an event; Slack's 0, 60 s and 300 s by default. */
  readonly eventRetryDelaysMs?: readonly number[];
  /** How often each WebSocket of the app is pinged; default 10 s. */
  readonly socketPingMs?: number;
  /** For rules with a probability. */
  readonly faultSeed?: number;
  readonly clock?: Clock;
  /** Fills the workspace; default the sample people, channels and groups. */
  readonly world?: typeof createSampleWorld;
}

/** A local Slack with one workspace and one app, on loopback. */
export interface Sandbox {
  /** Give this to the app as `SLACK_API_URL`; ends in `/api/`. */
  readonly apiUrl: string;
  readonly world: World;
  readonly transcript: Transcript;
  readonly faults: Faults;
  readonly events: Events;
  readonly raw: Raw;
  /** Files that the app announced, with their bytes once they are there. */
  readonly files: Pick<FileStore, 'find'>;
  /** The app's WebSockets; while one is open, everything is delivered over it. */
  readonly sockets: Sockets;
  /** Everything that was sent to the app, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** Names the app's request URL, such as `http://127.0.0.1:3000/slack/events`. */
  connect(requestUrl: string): void;
  /** Acts as this person. */
  as(userId: string): Actor;
  /** The channel's messages as they are now, ephemeral ones included; by id or `#name`. */
  messages(channel: string): readonly Message[];
  /** The message as it is now; throws when it is deleted. */
  current(message: Message): Message;
  /** The first message, posted or updated, past or future, that fits; in the version that fits. */
  waitForMessage(fits: (message: Message) => boolean, options?: WaitOptions): Promise<Message>;
  setRateLimits(mode: RateLimitMode): void;
  close(): Promise<void>;
}

/** Starts the local Slack; resolves when it listens. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? { now: () => new Date() };
  const ids = createIds(clock);
  const world = (options.world ?? createSampleWorld)(ids, options);
  let baseUrl = '';
  let requestUrl = options.requestUrl;
  const faults = createFaults(options.faultSeed);
  const core: SandboxCore = {
    clock,
    ids,
    world,
    transcript: createTranscript(clock),
    messages: createMessageStore(clock, ids),
    views: createViewStore(clock, ids),
    triggers: createTriggers(clock, ids, options.triggerLifeMs),
    responseUrls: createResponseUrls({ clock, ids, teamId: world.team.id, baseUrl: () => baseUrl }),
    rateLimits: createRateLimits(clock, options.rateLimits ?? 'slack'),
    faults,
    files: createFileStore(ids),
    links: createSocketLinks({ ids, pingMs: options.socketPingMs ?? 10_000 }),
    host: () => new URL(baseUrl).host,
  };
  const courier = createCourier({
    core,
    deadlineMs: options.ackDeadlineMs ?? 3_000,
    requestUrl: () => requestUrl,
  });
  const events = createEvents(core, courier, options.eventRetryDelaysMs ?? [0, 60_000, 300_000]);
  const actors = new Map<string, Actor>();

  const server = createSandboxServer(core);
  core.links.listen(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${baseUrl}/api/`,
    world,
    transcript: core.transcript,
    faults,
    events,
    raw: createRaw(core, courier),
    files: core.files,
    sockets: core.links,
    deliveries: courier.deliveries,
    connect(url) {
      requestUrl = url;
    },
    as(userId) {
      const isLeft = world.people.get(userId)?.kind === 'deactivated';
      const actor = (!isLeft && actors.get(userId)) || createActor({ core, courier, events }, userId);
      actors.set(userId, actor);
      return actor;
    },
    messages: (channel) => core.messages.list(world.findChannel(channel)?.id ?? channel),
    current(message) {
      const now = core.messages.find(message.channelId, message.ts);
      if (!now) throw new Error(`the message ${message.ts} is deleted`);
      return now;
    },
    async waitForMessage(fits, waiting) {
      const shown = (entry: Entry) =>
        entry.kind === 'message_posted' || entry.kind === 'message_updated' ? entry.message : undefined;
      const entry = await core.transcript.waitFor((one) => {
        const message = shown(one);
        return message !== undefined && fits(message);
      }, waiting);
      return shown(entry) as Message;
    },
    setRateLimits(mode) {
      core.rateLimits.mode = mode;
    },
    async close() {
      core.links.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
