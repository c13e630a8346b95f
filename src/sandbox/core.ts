import type { Clock } from '../core/clock.ts';
import type { FaultEngine } from './faults.ts';
import type { FileStore } from './files.ts';
import type { Ids } from './ids.ts';
import type { MessageStore } from './messages.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SocketLinks } from './socket/socket-links.ts';
import type { Transcript } from './transcript.ts';
import type { Triggers } from './triggers.ts';
import type { ViewStore } from './views.ts';
import type { World } from './world.ts';

/** Everything that the parts of the sandbox share. */
export interface SandboxCore {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly world: World;
  readonly transcript: Transcript;
  readonly messages: MessageStore;
  readonly views: ViewStore;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly rateLimits: RateLimits;
  readonly faults: FaultEngine;
  readonly files: FileStore;
  readonly links: SocketLinks;
  /** Where the sandbox listens: `127.0.0.1:<port>`. */
  readonly host: () => string;
}
